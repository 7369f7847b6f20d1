package io.selfscale.policy;

import java.time.Instant;
import java.util.Objects;

/**
 * Which decision this is.
 *
 * @param target name of the scaling target
 * @param sequence number of the decision for this target, from 1 on, continued across restarts
 * @param wallTime wall-clock time
 * @param nanos control time in nanoseconds; see {@link Observation#nanos()}
 */
public record Stamp(String target, long sequence, Instant wallTime, long nanos) {
    public Stamp {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(wallTime, "wallTime");
    }
}
