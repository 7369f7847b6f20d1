package io.selfscale.policy;

import java.util.Objects;

/**
 * What one policy contributed to a decision.
 *
 * @param policy its name
 * @param proposal what it proposed
 * @param evaluated true if it was evaluated for this decision, false if this is its last proposal, still in force
 */
public record PolicyProposal(String policy, Proposal proposal, boolean evaluated) {
    public PolicyProposal {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(proposal, "proposal");
    }
}
