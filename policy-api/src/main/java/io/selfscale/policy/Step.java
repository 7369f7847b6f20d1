package io.selfscale.policy;

import java.util.Objects;

/**
 * A decision and the state after it.
 *
 * @param decision the record
 * @param state what the next decision is to be given
 * @param <S> the state
 */
public record Step<S>(Decision decision, S state) {
    public Step {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(state, "state");
    }
}
