package io.selfscale.engine.spec;

import io.selfscale.policy.SignalWindow;

/**
 * A window that the state keeps, and how it is divided.
 *
 * @param window the signal and how far back
 * @param intervalNanos time between two measurements in nanoseconds, positive: the tick, or the source's own if longer
 * @param bucketNanos length of one bucket in nanoseconds, at least the interval
 * @param buckets buckets kept: those that a window can overlap
 */
public record WindowSpec(SignalWindow window, long intervalNanos, long bucketNanos, int buckets) {

    /** Buckets that a window is divided into, at most; a window may overlap one more. */
    public static final int RESOLUTION = 30;

    static WindowSpec of(SignalWindow window, long intervalNanos) {
        long span = window.span().toNanos();
        long bucket = Math.max(intervalNanos, Math.floorDiv(span + RESOLUTION - 1, (long) RESOLUTION));
        return new WindowSpec(
                window, intervalNanos, bucket, Math.toIntExact(Math.floorDiv(span + bucket - 1, bucket)) + 1);
    }
}
