package io.selfscale.engine.decide;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.PolicyState;
import io.selfscale.policy.Advice;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The second stage: every policy proposes, abstains or vetoes. A policy is evaluated when a multiple of its period
 * (counted from control time zero) has passed since the last time; in between its last proposal holds, unless the count
 * has changed meanwhile: then it was made for another size.
 */
final class Proposals {

    private final List<PolicyProposal> all;
    private final List<Decision.Shadow> shadows;
    private final List<PolicyState> states;
    private final boolean anyEvaluated;

    private Proposals(
            List<PolicyProposal> all, List<Decision.Shadow> shadows, List<PolicyState> states, boolean anyEvaluated) {
        this.all = all;
        this.shadows = shadows;
        this.states = states;
        this.anyEvaluated = anyEvaluated;
    }

    static Proposals of(ScalingSpec spec, List<PolicyState> states, List<Advice> advice, View view) {
        int pure = spec.policies().size();
        int advisors = spec.advisors().size();
        PolicyProposal[] all = new PolicyProposal[pure + advisors];
        List<Policy<?>> evaluated = spec.evaluated();
        PolicyState[] next = new PolicyState[evaluated.size()];
        boolean anyEvaluated = advisors > 0;
        for (int i = 0; i < pure; i++) {
            Policy<?> policy = spec.policies().get(i);
            PolicyState state = states.get(i);
            boolean due = isDue(policy.period().toNanos(), state.evaluatedNanos(), view.nanos());
            next[i] = due ? evaluate(policy, state, view) : state;
            anyEvaluated |= due;
            all[i] = new PolicyProposal(policy.name(), inForce(next[i], view.requested()), due);
        }
        for (int i = 0; i < advisors; i++) {
            String name = spec.advisors().get(i).name();
            all[pure + i] = new PolicyProposal(name, advised(name, advice), /* evaluated= */ true);
        }
        List<Decision.Shadow> shadows = new ArrayList<>(0);
        for (int i = pure; i < next.length; i++) {
            Policy<?> shadow = evaluated.get(i);
            boolean due = isDue(shadow.period().toNanos(), states.get(i).evaluatedNanos(), view.nanos());
            next[i] = due ? evaluate(shadow, states.get(i), view) : states.get(i);
            PolicyProposal proposal = new PolicyProposal(shadow.name(), inForce(next[i], view.requested()), due);
            shadows.add(new Decision.Shadow(proposal, alone(proposal.proposal(), view.requested())));
        }
        return new Proposals(List.of(all), shadows, List.of(next), anyEvaluated);
    }

    /** Returns what a proposal alone comes to, before any constraint. */
    private static int alone(Proposal proposal, int requested) {
        if (proposal instanceof Proposal.Scale scale) {
            return scale.replicas();
        }
        return proposal instanceof Proposal.Bounds bounds
                ? Math.max(bounds.floor(), Math.min(bounds.cap(), requested))
                : requested;
    }

    private static boolean isDue(long period, long evaluated, long nanos) {
        return evaluated < 0 || period == 0 || Math.floorDiv(nanos, period) != Math.floorDiv(evaluated, period);
    }

    @SuppressWarnings("unchecked") // The memory in a state is always one that this policy returned.
    private static <M> PolicyState evaluate(Policy<M> policy, PolicyState state, View view) {
        Proposal proposal;
        Object memory = state.memory();
        try {
            PolicyResult<M> result = Objects.requireNonNull(policy.propose(view, (M) memory), "it returned null");
            proposal = result.proposal();
            memory = result.memory();
        } catch (RuntimeException e) {
            proposal = Proposal.vetoIn(ReasonCode.POLICY_ERROR, e.toString());
        }
        return new PolicyState(policy.name(), view.nanos(), view.requested(), proposal, memory);
    }

    private static Proposal inForce(PolicyState state, int requested) {
        Proposal proposal = Objects.requireNonNull(state.proposal());
        return proposal instanceof Proposal.Scale scale && state.evaluatedFor() != requested
                ? new Proposal.Hold(ReasonCode.EVIDENCE_CONSUMED, scale.evidence())
                : proposal;
    }

    private static Proposal advised(String policy, List<Advice> advice) {
        for (Advice item : advice) {
            if (item.policy().equals(policy)) {
                return item.proposal();
            }
        }
        return Proposal.vetoIn(ReasonCode.POLICY_TIMEOUT, "the observation has no advice of it");
    }

    /** Returns what each policy contributes, pure ones first. */
    List<PolicyProposal> all() {
        return all;
    }

    /** Returns what shadow policies would have made of it. */
    List<Decision.Shadow> shadows() {
        return shadows;
    }

    /** Returns what to remember of each pure policy, shadows last. */
    List<PolicyState> states() {
        return states;
    }

    /** Tells whether any policy was evaluated for this decision. */
    boolean anyEvaluated() {
        return anyEvaluated;
    }
}
