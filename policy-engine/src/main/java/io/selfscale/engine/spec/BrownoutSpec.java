package io.selfscale.engine.spec;

import io.selfscale.policy.ServiceLevel;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The brownout ladder: what is given up under overload, in order, until capacity has come (semantics section 15).
 *
 * @param rungs the levels below full service, mildest first; not empty; copied
 * @param tail the tail latency that the objective is about; a {@link SignalKind#DURATION}
 * @param objective what {@code tail} is to stay under, positive
 * @param enterAfter time of a tail above the objective after which the next rung is entered, not negative
 * @param leaveAfter time of a predicted tail well below it after which a rung is left; at least five times
 *     {@code enterAfter}
 * @param hysteresis distance below the objective that a predicted tail must keep, in [0, 1)
 */
public record BrownoutSpec(
        List<Rung> rungs,
        Signal tail,
        Duration objective,
        Duration enterAfter,
        Duration leaveAfter,
        double hysteresis) {

    /**
     * One level of service.
     *
     * @param name what is given up, such as {@code no-hd-images}; not blank
     * @param gain measured capacity at this level in multiples of full service, at least that of the rung before
     * @param qualityCost what it costs the users, in any unit; at least 0; for reports
     */
    public record Rung(String name, double gain, double qualityCost) {
        public Rung {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a service level must not be blank");
            }
            if (!(gain >= 1) || !Double.isFinite(gain) || !(qualityCost >= 0)) {
                throw new IllegalArgumentException("the gain of service level " + name
                        + " must be at least 1 and its cost at least 0 but were " + gain + ", " + qualityCost);
            }
        }
    }

    public BrownoutSpec {
        Objects.requireNonNull(tail, "tail");
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw new IllegalArgumentException("a brownout ladder needs at least one rung");
        }
        double gain = 1;
        for (Rung rung : rungs) {
            if (rung.gain() < gain) {
                throw new IllegalArgumentException("each rung must gain at least as much as the one before, but "
                        + rung.name() + " gains " + rung.gain() + " after " + gain);
            }
            gain = rung.gain();
        }
        if (tail.kind() != SignalKind.DURATION) {
            throw new IllegalArgumentException("the tail must be a DURATION but " + tail + " is " + tail.kind());
        }
        if (objective.isNegative() || objective.isZero() || enterAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "objective must be positive and enterAfter not negative but were " + objective + ", " + enterAfter);
        }
        if (leaveAfter.compareTo(enterAfter.multipliedBy(5)) < 0) {
            throw new IllegalArgumentException(
                    "leaveAfter must be at least five times enterAfter " + enterAfter + " but was " + leaveAfter);
        }
        if (!(hysteresis >= 0 && hysteresis < 1)) {
            throw new IllegalArgumentException("hysteresis must be in [0, 1) but was " + hysteresis);
        }
    }

    /** Returns the capacity at a rung in multiples of full service; rung 0 is full service. */
    public double gain(int rung) {
        return rung == 0 ? 1 : rungs.get(rung - 1).gain();
    }

    /** Returns the service level of a rung; rung 0 is full service. */
    public ServiceLevel level(int rung) {
        return rung == 0
                ? ServiceLevel.FULL
                : new ServiceLevel(rung, rungs.get(rung - 1).name());
    }
}
