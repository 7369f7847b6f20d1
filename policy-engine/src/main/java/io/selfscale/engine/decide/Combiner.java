package io.selfscale.engine.decide;

import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.ScalingSpec;
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
 * The third stage: several proposals become one count, by the rule of the specification. Whatever the rule, a veto holds,
 * and nothing scales in while something is blind: a required signal, or a policy that failed (semantics sections 1.6 and
 * 7.4).
 */
final class Combiner {

    private Combiner() {}

    static Combination combine(
            ScalingSpec spec, int requested, List<PolicyProposal> proposals, List<SignalState> signals) {
        Combination wanted = wanted(spec, requested, proposals);
        if (wanted.replicas() > requested) {
            List<String> vetoers = vetoers(Direction.OUT, proposals);
            return vetoers.isEmpty() ? wanted : new Combination(requested, ReasonCode.OUT_VETOED, vetoers);
        }
        if (wanted.replicas() < requested) {
            List<String> blind = vetoers(Direction.IN, proposals);
            addBlindSignals(spec.signals(), signals, blind);
            return blind.isEmpty() ? wanted : new Combination(requested, ReasonCode.IN_VETOED, blind);
        }
        return wanted;
    }

    private static Combination wanted(ScalingSpec spec, int requested, List<PolicyProposal> proposals) {
        if (asksForBoundsOnly(proposals)) {
            return new Combination(Math.max(1, spec.target().min()), ReasonCode.BOUNDS_ONLY, List.of());
        }
        CombinationRule rule = spec.combination();
        if (rule instanceof CombinationRule.AnyOutAllIn) {
            return anyOutAllIn(requested, proposals);
        }
        if (rule instanceof CombinationRule.Largest) {
            return largest(requested, proposals);
        }
        if (rule instanceof CombinationRule.Priority priority) {
            return first(priority, requested, proposals);
        }
        if (rule instanceof CombinationRule.WeightedVote vote) {
            return WeightedMedian.of(vote, requested, proposals);
        }
        throw new AssertionError(rule);
    }

    /** A target with nothing but schedules has no measurement to fall back to when a window closes. */
    private static boolean asksForBoundsOnly(List<PolicyProposal> proposals) {
        for (PolicyProposal item : proposals) {
            boolean bounds = item.proposal() instanceof Proposal.Bounds
                    || item.proposal().reason() == ReasonCode.OUTSIDE_SCHEDULE
                    || item.proposal().reason() == ReasonCode.SCHEDULE_FREEZE;
            if (!bounds) {
                return false;
            }
        }
        return !proposals.isEmpty();
    }

    private static Combination anyOutAllIn(int requested, List<PolicyProposal> proposals) {
        int out = requested;
        int in = -1;
        boolean holds = false;
        for (PolicyProposal item : proposals) {
            if (item.proposal() instanceof Proposal.Scale scale) {
                if (scale.replicas() > requested) {
                    out = Math.max(out, scale.replicas());
                } else if (scale.replicas() < requested) {
                    in = Math.max(in, scale.replicas());
                } else {
                    holds = true;
                }
            } else if (item.proposal() instanceof Proposal.Hold) {
                holds = true;
            }
        }
        if (out > requested) {
            return new Combination(out, ReasonCode.OUT_ANY, wanting(out, proposals));
        }
        if (in >= 0) {
            return holds
                    ? new Combination(requested, ReasonCode.IN_NOT_AGREED, holding(requested, proposals))
                    : new Combination(in, ReasonCode.IN_ALL, wanting(in, proposals));
        }
        return new Combination(requested, holds ? ReasonCode.STEADY : ReasonCode.NO_OPINION, List.of());
    }

    private static Combination largest(int requested, List<PolicyProposal> proposals) {
        int largest = -1;
        for (PolicyProposal item : proposals) {
            if (item.proposal() instanceof Proposal.Scale scale) {
                largest = Math.max(largest, scale.replicas());
            } else if (item.proposal() instanceof Proposal.Hold) {
                largest = Math.max(largest, requested);
            }
        }
        if (largest < 0) {
            return new Combination(requested, ReasonCode.NO_OPINION, List.of());
        }
        return largest == requested
                ? new Combination(requested, ReasonCode.STEADY, holding(requested, proposals))
                : new Combination(largest, ReasonCode.LARGEST, wanting(largest, proposals));
    }

    private static Combination first(CombinationRule.Priority priority, int requested, List<PolicyProposal> proposals) {
        for (String name : priority.order()) {
            for (PolicyProposal item : proposals) {
                if (item.policy().equals(name) && hasOpinion(item.proposal())) {
                    return decided(requested, item);
                }
            }
        }
        for (PolicyProposal item : proposals) {
            if (hasOpinion(item.proposal())) {
                return decided(requested, item);
            }
        }
        return new Combination(requested, ReasonCode.NO_OPINION, List.of());
    }

    private static boolean hasOpinion(Proposal proposal) {
        return proposal instanceof Proposal.Scale || proposal instanceof Proposal.Hold;
    }

    private static Combination decided(int requested, PolicyProposal item) {
        return item.proposal() instanceof Proposal.Scale scale && scale.replicas() != requested
                ? new Combination(scale.replicas(), ReasonCode.PRIORITY, List.of(item.policy()))
                : new Combination(requested, ReasonCode.STEADY, List.of(item.policy()));
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
