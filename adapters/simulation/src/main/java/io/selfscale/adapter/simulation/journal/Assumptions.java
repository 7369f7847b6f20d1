package io.selfscale.adapter.simulation.journal;

import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.engine.spec.ScalingSpec;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a journal does not tell.
 *
 * @param slots requests that one replica serves at the same time, in [1, 4096]
 * @param variability squared coefficient of variation of the service time around the recorded mean, in [0, 16]; 1 where
 *     nothing is known, as for exponential times
 * @param longestWait wait up to which a request counts as served in time, not negative
 * @param pricePerHour price of a replica of a pool whose price the specification does not give; at least 0
 * @param startup start-up times of pools in which the journal saw no start, or null if that is an error
 * @param specification what was decided by when it was recorded, for prices, quotas and kinds of pools, or null
 * @param seed decides what is left to chance: the moments of the arrivals within a tick, and the single service times
 */
public record Assumptions(
        int slots,
        double variability,
        Duration longestWait,
        double pricePerHour,
        @Nullable StartupDistribution startup,
        @Nullable ScalingSpec specification,
        long seed) {

    /** One request at a time, exponential times, waits of 2 s, price 1, nothing more known. */
    public static final Assumptions DEFAULT =
            new Assumptions(1, 1, Duration.ofSeconds(2), /* pricePerHour= */ 1, null, null, 1);

    public Assumptions {
        Objects.requireNonNull(longestWait, "longestWait");
        if (slots < 1 || slots > 4096) {
            throw new IllegalArgumentException("slots must be in [1, 4096] but were " + slots);
        }
        if (!(variability >= 0 && variability <= 16)) {
            throw new IllegalArgumentException("variability must be in [0, 16] but was " + variability);
        }
        if (longestWait.isNegative()) {
            throw new IllegalArgumentException("longestWait must not be negative but was " + longestWait);
        }
        if (!(pricePerHour >= 0) || !Double.isFinite(pricePerHour)) {
            throw new IllegalArgumentException("pricePerHour must be at least 0 but was " + pricePerHour);
        }
    }

    /** Returns this with another number of slots. */
    public Assumptions withSlots(int other) {
        return new Assumptions(other, variability, longestWait, pricePerHour, startup, specification, seed);
    }

    /** Returns this with another variability of the service time. */
    public Assumptions withVariability(double other) {
        return new Assumptions(slots, other, longestWait, pricePerHour, startup, specification, seed);
    }

    /** Returns this with another wait that is in time. */
    public Assumptions withLongestWait(Duration other) {
        return new Assumptions(slots, variability, other, pricePerHour, startup, specification, seed);
    }

    /** Returns this with another price. */
    public Assumptions withPricePerHour(double other) {
        return new Assumptions(slots, variability, longestWait, other, startup, specification, seed);
    }

    /** Returns this with start-up times for pools in which no start was seen. */
    public Assumptions withStartup(StartupDistribution other) {
        return new Assumptions(slots, variability, longestWait, pricePerHour, other, specification, seed);
    }

    /** Returns this with what was decided by. */
    public Assumptions withSpecification(ScalingSpec other) {
        return new Assumptions(slots, variability, longestWait, pricePerHour, startup, other, seed);
    }

    /** Returns this with another seed. */
    public Assumptions withSeed(long other) {
        return new Assumptions(slots, variability, longestWait, pricePerHour, startup, specification, other);
    }
}
