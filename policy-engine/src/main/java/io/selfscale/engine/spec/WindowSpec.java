package io.selfscale.engine.spec;

import io.selfscale.policy.SignalWindow;

/**
 * A window that the state keeps, and how it is divided.
 *
 * @param window the signal and how far back
 * @param bucketNanos length of one bucket in nanoseconds, positive
 * @param buckets buckets kept: those that a window can overlap
 */
public record WindowSpec(SignalWindow window, long bucketNanos, int buckets) {

    /** Buckets that a window is divided into, at most; a window may overlap one more. */
    public static final int RESOLUTION = 30;

    static WindowSpec of(SignalWindow window, long shortestNanos) {
        long span = window.span().toNanos();
        long bucket = Math.max(shortestNanos, Math.floorDiv(span + RESOLUTION - 1, (long) RESOLUTION));
        return new WindowSpec(window, bucket, Math.toIntExact(Math.floorDiv(span + bucket - 1, bucket)) + 1);
    }
}
