package io.selfscale.adapter.process;

import io.selfscale.policy.ReplicaState;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pool knows of one worker at one moment.
 *
 * @param id the id of the replica, such as {@code workers-1}; never used again by this pool
 * @param index the smallest number, from 0, that no other worker with a process had when this one was accepted; used
 *     again
 * @param pid number of the process, or -1 before it was started
 * @param port port on 127.0.0.1 that it was told to listen on, or -1 before it was started
 * @param state where it is in its life
 * @param acceptedAt when its order was accepted
 * @param startedAt when its process ran, or null
 * @param readyAt when the readiness probe succeeded, or null
 * @param endedAt when it entered a terminal state, or null; the process of a worker that was cancelled or expired may be
 *     dying for a moment more
 * @param cause why it ended, in words, such as {@code scale-in} or {@code crashed: exit code 137 (signal 9)}; null if
 *     and only if {@code endedAt} is
 * @param startup how long it took to become ready, or null if it has not
 */
public record Worker(
        String id,
        int index,
        long pid,
        int port,
        ReplicaState state,
        Instant acceptedAt,
        @Nullable Instant startedAt,
        @Nullable Instant readyAt,
        @Nullable Instant endedAt,
        @Nullable String cause,
        @Nullable StartupTimes startup) {

    public Worker {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(acceptedAt, "acceptedAt");
        if (id.isBlank()) {
            throw new IllegalArgumentException("the id of a worker must not be blank");
        }
        if (index < 0) {
            throw new IllegalArgumentException("the index of a worker must be at least 0 but was " + index);
        }
        if ((endedAt == null) != (cause == null) || (endedAt == null) == state.isTerminal()) {
            throw new IllegalArgumentException(
                    "a worker has an end and a cause exactly when it is GONE, FAILED or EXPIRED," + " but was " + state
                            + ", ended " + endedAt + ", cause " + cause);
        }
    }

    /** Tells whether it serves and takes new work. */
    public boolean isReady() {
        return state == ReplicaState.READY;
    }
}
