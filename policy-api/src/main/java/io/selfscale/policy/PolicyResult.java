package io.selfscale.policy;

import java.util.Objects;

/**
 * What one evaluation of a policy returns.
 *
 * @param proposal what it wants
 * @param memory what it wants to be given next time
 * @param <M> its memory
 */
public record PolicyResult<M>(Proposal proposal, M memory) {

    public PolicyResult {
        Objects.requireNonNull(proposal, "proposal");
        Objects.requireNonNull(memory, "memory");
    }

    /** Returns the result of a stateless policy. */
    public static PolicyResult<NoMemory> of(Proposal proposal) {
        return new PolicyResult<>(proposal, NoMemory.INSTANCE);
    }
}
