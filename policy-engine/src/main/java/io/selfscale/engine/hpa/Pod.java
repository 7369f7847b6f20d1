package io.selfscale.engine.hpa;

import org.jspecify.annotations.Nullable;

/**
 * A pod, as far as its grouping depends on it. Times are nanoseconds on the axis of the calculation's {@code now}.
 *
 * @param name unique
 * @param phase its phase
 * @param deletionRequested whether it is being deleted
 * @param startNanos when it started, or null if it has not
 * @param readiness its ready condition, or null if it has none
 */
public record Pod(
        String name,
        Phase phase,
        boolean deletionRequested,
        @Nullable Long startNanos,
        @Nullable Readiness readiness) {

    /** The phase of a pod. */
    public enum Phase {
        /** Not running yet. */
        PENDING,
        /** Running. */
        RUNNING,
        /** Ended well. */
        SUCCEEDED,
        /** Ended badly. */
        FAILED
    }

    /**
     * The ready condition of a pod.
     *
     * @param ready whether it is ready
     * @param lastTransitionNanos when that last changed
     */
    public record Readiness(boolean ready, long lastTransitionNanos) {}

    /** Tells whether it is running and ready. */
    public boolean isServing() {
        return phase == Phase.RUNNING && readiness != null && readiness.ready();
    }
}
