package io.selfscale.engine.state;

import io.selfscale.policy.Policy;
import io.selfscale.policy.Proposal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one policy.
 *
 * @param policy its name
 * @param evaluatedNanos control time of its last evaluation, or -1 before the first
 * @param evaluatedFor the requested count at that time
 * @param proposal what it proposed then, or null before the first evaluation
 * @param memory what it returned to be given next time
 */
public record PolicyState(
        String policy,
        long evaluatedNanos,
        int evaluatedFor,
        @Nullable Proposal proposal,
        Object memory) {

    public PolicyState {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(memory, "memory");
    }

    /** Returns the state of a policy that was never evaluated. */
    public static PolicyState initial(Policy<?> policy) {
        return new PolicyState(policy.name(), -1, State.UNKNOWN, null, Objects.requireNonNull(policy.initialMemory()));
    }

    PolicyState withoutProposal() {
        return new PolicyState(policy, -1, State.UNKNOWN, null, memory);
    }
}
