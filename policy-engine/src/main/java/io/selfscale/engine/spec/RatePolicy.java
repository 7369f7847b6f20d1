package io.selfscale.engine.spec;

import java.time.Duration;
import java.util.Objects;

/**
 * A bound on how much the replica count may change within a sliding period (semantics section 1.8).
 *
 * @param unit what {@code value} counts
 * @param value replicas, or percent of the count at the start of the period; at least 1
 * @param period length of the sliding period, positive
 */
public record RatePolicy(Unit unit, int value, Duration period) {

    /** What the value of a rate policy counts. */
    public enum Unit {
        /** Replicas. */
        REPLICAS,
        /** Percent of the count at the start of the period. */
        PERCENT
    }

    public RatePolicy {
        Objects.requireNonNull(unit, "unit");
        if (value < 1) {
            throw new IllegalArgumentException("a rate policy must allow at least 1 but was " + value);
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the period of a rate policy must be positive but was " + period);
        }
    }

    /** Returns a policy of {@code count} replicas in each period. */
    public static RatePolicy replicas(int count, Duration period) {
        return new RatePolicy(Unit.REPLICAS, count, period);
    }

    /** Returns a policy of {@code percent} percent in each period. */
    public static RatePolicy percent(int percent, Duration period) {
        return new RatePolicy(Unit.PERCENT, percent, period);
    }
}
