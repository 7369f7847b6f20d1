package io.selfscale.policy;

/** The memory of a stateless policy. */
public enum NoMemory {
    /** The only value. */
    INSTANCE
}
