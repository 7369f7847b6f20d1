package io.selfscale.engine.policy;

import java.time.Instant;

/** What a wall clock may read: a clock that was never set must not close a window or open one. */
final class WallTime {

    private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9990-01-01T00:00:00Z");

    private WallTime() {}

    /** Tells whether a policy may go by this time. */
    static boolean isPlausible(Instant wallTime) {
        return wallTime.isAfter(EARLIEST) && wallTime.isBefore(LATEST);
    }
}
