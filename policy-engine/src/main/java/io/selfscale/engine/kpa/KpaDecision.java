package io.selfscale.engine.kpa;

import java.util.Objects;

/**
 * What an autoscaler decided.
 *
 * @param valid false if there was nothing to decide on; the other numbers are then 0, and nothing is to be done
 * @param replicas wanted count, at least 0
 * @param excessBurstCapacity see {@link KpaSpec#excessBurstCapacity}
 * @param state what to give to the next decision
 */
public record KpaDecision(boolean valid, int replicas, int excessBurstCapacity, KpaState state) {

    public KpaDecision {
        Objects.requireNonNull(state, "state");
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas must be at least 0 but was " + replicas);
        }
    }

    static KpaDecision invalid(KpaState state) {
        return new KpaDecision(false, 0, 0, state);
    }
}
