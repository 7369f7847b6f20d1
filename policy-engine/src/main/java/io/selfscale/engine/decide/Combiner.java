package io.selfscale.engine.decide;

import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Combination;
import io.selfscale.policy.Direction;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.SignalState;
import java.util.ArrayList;
import java.util.List;

/**
 * The third stage: out if any policy says out; in only if every policy with an opinion agrees and nothing is blind (a
 * required signal, or a policy that failed). Of several counts the largest wins (semantics sections 1.6 and 7.4).
 */
final class Combiner {

    private Combiner() {}

    static Combination combine(
            int requested, List<PolicyProposal> proposals, List<SignalSpec> specs, List<SignalState> signals) {
        int out = requested;
        int in = -1;
        boolean holds = false;
        boolean outVetoed = false;
        for (PolicyProposal item : proposals) {
            Proposal proposal = item.proposal();
            if (proposal instanceof Proposal.Scale scale) {
                if (scale.replicas() > requested) {
                    out = Math.max(out, scale.replicas());
                } else if (scale.replicas() < requested) {
                    in = Math.max(in, scale.replicas());
                } else {
                    holds = true;
                }
            } else if (proposal instanceof Proposal.Hold) {
                holds = true;
            } else if (proposal instanceof Proposal.Veto veto && veto.direction() == Direction.OUT) {
                outVetoed = true;
            }
        }
        if (out > requested) {
            return outVetoed
                    ? new Combination(requested, ReasonCode.OUT_VETOED, vetoers(Direction.OUT, proposals))
                    : new Combination(out, ReasonCode.OUT_ANY, wanting(out, proposals));
        }
        if (in >= 0) {
            List<String> blind = vetoers(Direction.IN, proposals);
            addBlindSignals(specs, signals, blind);
            if (!blind.isEmpty()) {
                return new Combination(requested, ReasonCode.IN_VETOED, blind);
            }
            return holds
                    ? new Combination(requested, ReasonCode.IN_NOT_AGREED, holding(requested, proposals))
                    : new Combination(in, ReasonCode.IN_ALL, wanting(in, proposals));
        }
        return new Combination(requested, holds ? ReasonCode.STEADY : ReasonCode.NO_OPINION, List.of());
    }

    private static List<String> wanting(int replicas, List<PolicyProposal> proposals) {
        List<String> names = new ArrayList<>();
        for (PolicyProposal item : proposals) {
            if (item.proposal() instanceof Proposal.Scale scale && scale.replicas() == replicas) {
                names.add(item.policy());
            }
        }
        return names;
    }

    private static List<String> holding(int requested, List<PolicyProposal> proposals) {
        List<String> names = wanting(requested, proposals);
        for (PolicyProposal item : proposals) {
            if (item.proposal() instanceof Proposal.Hold) {
                names.add(item.policy());
            }
        }
        return names;
    }

    private static List<String> vetoers(Direction direction, List<PolicyProposal> proposals) {
        List<String> names = new ArrayList<>();
        for (PolicyProposal item : proposals) {
            Proposal proposal = item.proposal();
            boolean vetoes = proposal instanceof Proposal.Veto veto && veto.direction() == direction;
            if (vetoes || (direction == Direction.IN && hasFailed(proposal))) {
                names.add(item.policy());
            }
        }
        return names;
    }

    /** A policy that failed is a signal that is missing: it must not be taken for one that has nothing to say. */
    private static boolean hasFailed(Proposal proposal) {
        return switch (proposal.reason()) {
            case POLICY_TIMEOUT, POLICY_ERROR, POLICY_INVALID -> true;
            default -> false;
        };
    }

    private static void addBlindSignals(List<SignalSpec> specs, List<SignalState> signals, List<String> blind) {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).required() && signals.get(i).isBlind()) {
                blind.add(specs.get(i).signal().name());
            }
        }
    }
}
