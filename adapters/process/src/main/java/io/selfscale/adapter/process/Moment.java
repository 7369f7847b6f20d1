package io.selfscale.adapter.process;

import java.time.Duration;
import java.time.Instant;

/**
 * A point in time on both clocks: the wall clock to show, the ticker to measure.
 *
 * @param wall wall-clock time
 * @param nanos ticker time in nanoseconds; only differences mean something
 */
record Moment(Instant wall, long nanos) {

    /** Returns the elapsed time until a later moment, never negative. */
    Duration until(Moment later) {
        return Duration.ofNanos(Math.max(0, later.nanos - nanos));
    }
}
