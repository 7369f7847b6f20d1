package io.selfscale.adapter.simulation.world;

/** What became of a request. */
public enum Fate {
    /** It waits or is served when the run ends. */
    UNSERVED,
    /** It was served. */
    COMPLETED,
    /** The result cache answered it. */
    CACHED,
    /** The queue was full, or the service level did not let its class in. */
    REJECTED,
    /** It waited for longer than its patience. */
    TIMED_OUT
}
