package io.selfscale.policy;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One replica as its pool reports it.
 *
 * @param id unique within the scaling target, for ever
 * @param pool name of the pool it lives in
 * @param state where it is in its life
 * @param age time since the pool accepted it, not negative
 * @param inState time since it entered this state, at most {@code age}
 * @param orderId the {@link Order.Start} that asked for it, or null if it was not ordered by this engine
 * @param phase what it is doing within its state, such as {@code pull image} or {@code load weights}; may be empty
 */
public record Replica(
        String id,
        String pool,
        ReplicaState state,
        Duration age,
        Duration inState,
        @Nullable String orderId,
        String phase) {

    public Replica {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(state, "state");
        if (id.isBlank() || pool.isBlank()) {
            throw new IllegalArgumentException(
                    "replica id and pool must not be blank, but were '" + id + "', '" + pool + "'");
        }
        if (inState.isNegative() || inState.compareTo(age) > 0) {
            throw new IllegalArgumentException("0 <= inState <= age must hold for replica " + id + ", but inState was "
                    + inState + " and age " + age);
        }
    }

    /** Creates a replica of which no phase is known. */
    public Replica(
            String id, String pool, ReplicaState state, Duration age, Duration inState, @Nullable String orderId) {
        this(id, pool, state, age, inState, orderId, "");
    }
}
