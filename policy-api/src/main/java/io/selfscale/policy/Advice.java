package io.selfscale.policy;

import java.util.Objects;

/**
 * The proposal of a policy that was evaluated outside the decision function, as data.
 *
 * @param policy name of the policy
 * @param proposal what it proposes; an abstention if it was late, threw or returned nonsense
 */
public record Advice(String policy, Proposal proposal) {
    public Advice {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(proposal, "proposal");
    }
}
