package io.selfscale.engine.decide;

import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.policy.Combination;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The vote of {@link CombinationRule.WeightedVote}. */
final class WeightedMedian {

    /**
     * A vote for a count.
     *
     * @param policy who votes
     * @param replicas for which count
     * @param weight of the vote
     */
    private record Vote(String policy, int replicas, double weight) {}

    private WeightedMedian() {}

    static Combination of(CombinationRule.WeightedVote rule, int requested, List<PolicyProposal> proposals) {
        List<Vote> votes = new ArrayList<>();
        double all = 0;
        double out = 0;
        double in = 0;
        for (PolicyProposal item : proposals) {
            double weight = rule.weight(item.policy());
            if (item.proposal() instanceof Proposal.Scale scale) {
                votes.add(new Vote(item.policy(), scale.replicas(), weight));
                all += weight;
                out += scale.replicas() > requested ? weight : 0;
                in += scale.replicas() < requested ? weight : 0;
            } else if (item.proposal() instanceof Proposal.Hold) {
                all += weight;
            }
        }
        if (all > 0 && out >= rule.quorum() * all) {
            return median(votes.stream().filter(vote -> vote.replicas() > requested), /* outward= */ true);
        }
        if (all > 0 && in >= rule.quorum() * all) {
            return median(votes.stream().filter(vote -> vote.replicas() < requested), /* outward= */ false);
        }
        return new Combination(requested, all > 0 ? ReasonCode.STEADY : ReasonCode.NO_OPINION, List.of());
    }

    /** Sorted so that the median leans to the present count where it falls between two. */
    private static Combination median(Stream<Vote> side, boolean outward) {
        Comparator<Vote> nearFirst = Comparator.comparingInt(Vote::replicas);
        List<Vote> votes =
                side.sorted(outward ? nearFirst : nearFirst.reversed()).toList();
        double half = votes.stream().mapToDouble(Vote::weight).sum() / 2;
        double sum = 0;
        int median = votes.get(votes.size() - 1).replicas();
        for (Vote vote : votes) {
            sum += vote.weight();
            if (sum >= half) {
                median = vote.replicas();
                break;
            }
        }
        return new Combination(
                median,
                ReasonCode.WEIGHTED_VOTE,
                votes.stream().map(Vote::policy).toList());
    }
}
