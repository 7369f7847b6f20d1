package io.selfscale.policy;

/**
 * The life of a replica: {@code REQUESTED -> ACCEPTED -> STARTING -> READY -> DRAINING -> GONE}, or {@code FAILED} or
 * {@code EXPIRED} from any state before {@code GONE}.
 */
public enum ReplicaState {
    /** Ordered, and not yet acknowledged by the pool. */
    REQUESTED,
    /** Acknowledged by the pool, nothing runs yet. */
    ACCEPTED,
    /** Running, not serving yet. */
    STARTING,
    /** Serving. */
    READY,
    /** Serving what it has, taking nothing new. */
    DRAINING,
    /** Ended as ordered. */
    GONE,
    /** Ended or refused without having been told to. */
    FAILED,
    /** Did not become ready before its deadline. */
    EXPIRED;

    /** Tells whether this is capacity that was asked for and is not there yet. */
    public boolean isInFlight() {
        return this == REQUESTED || this == ACCEPTED || this == STARTING;
    }

    /** Tells whether nothing will change any more. */
    public boolean isTerminal() {
        return this == GONE || this == FAILED || this == EXPIRED;
    }
}
