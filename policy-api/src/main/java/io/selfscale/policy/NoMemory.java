package io.selfscale.policy;

/** The memory of a {@link StatelessPolicy}. */
public enum NoMemory {
    /** The only value. */
    INSTANCE
}
