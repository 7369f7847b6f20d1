package io.selfscale.policy;

/** How a signal relates to capacity, which decides what may be computed from it. */
public enum SignalKind {
    /** A sum over the whole scaling target, such as a queue length or an arrival rate; independent of its size. */
    TOTAL,
    /** A mean per replica, such as open connections; halves when the replicas double at equal load. */
    PER_REPLICA,
    /** A utilization in [0, 1] per replica; halves when the replicas double at equal load. */
    RATIO,
    /** A latency in seconds; moves with load, but not in proportion to capacity. */
    DURATION;

    /**
     * Tells whether the value halves when the replicas double at equal load, so that a proportional rule over the
     * mean per replica is meaningful. A {@link #TOTAL} must be divided first, a {@link #DURATION} never qualifies
     * (semantics section 0.5).
     */
    public boolean isProportional() {
        return this == PER_REPLICA || this == RATIO;
    }
}
