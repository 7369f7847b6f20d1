package io.selfscale.testkit;

import java.time.Duration;
import java.util.List;

/**
 * How the pool of a generated world behaves.
 *
 * @param initialReady replicas that are ready at the start, at least 0; may be outside the bounds of the target
 * @param listingLag time from an order until its effect is listed, not negative
 * @param drain time that a ready replica takes to end, not negative
 * @param limit replicas that may live at once, at least 0; starts beyond that are refused
 * @param crashes ticks at which the oldest ready replica fails; copied
 */
public record PoolConditions(int initialReady, Duration listingLag, Duration drain, int limit, List<Integer> crashes) {

    /** A limit that is never reached. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public PoolConditions {
        if (initialReady < 0 || limit < 0) {
            throw new IllegalArgumentException(
                    "initialReady and limit must be at least 0 but were " + initialReady + ", " + limit);
        }
        if (listingLag.isNegative() || drain.isNegative()) {
            throw new IllegalArgumentException(
                    "listingLag and drain must not be negative but were " + listingLag + ", " + drain);
        }
        crashes = List.copyOf(crashes);
    }

    /** Returns a pool that does at once what it is told. */
    public static PoolConditions ideal(int initialReady) {
        return new PoolConditions(initialReady, Duration.ZERO, Duration.ZERO, UNLIMITED, List.of());
    }
}
