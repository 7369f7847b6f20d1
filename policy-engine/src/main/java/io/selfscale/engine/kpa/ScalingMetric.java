package io.selfscale.engine.kpa;

/** What the load of a replica is counted in. The decision is the same for both; their default targets differ. */
public enum ScalingMetric {
    /** Requests under way at once. */
    CONCURRENCY,
    /** Requests per second. */
    RPS
}
