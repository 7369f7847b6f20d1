package io.selfscale.engine.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How several proposals become one count. Whatever the rule, a veto holds, and a scale-in needs every required signal to
 * be seen; a policy that abstains takes no part; without any opinion the count stays.
 */
public sealed interface CombinationRule {

    /** Out if any policy wants more (the largest count), in only if every policy with an opinion wants fewer. */
    record AnyOutAllIn() implements CombinationRule {}

    /** The largest of all counts proposed, a hold being the present one (semantics section 1.6). */
    record Largest() implements CombinationRule {}

    /**
     * The first policy with an opinion decides alone.
     *
     * @param order names of policies, the most important first; those not named come after, in order; copied
     */
    record Priority(List<String> order) implements CombinationRule {
        public Priority {
            order = List.copyOf(order);
        }
    }

    /**
     * A direction is taken if the policies that want it weigh at least a share of all that have an opinion; the count is
     * the weighted median of theirs, the one nearer to the present count where it falls between two.
     *
     * @param weights weight by name of policy, positive; 1 for those not named; copied
     * @param quorum share of the weight with an opinion, in (0.5, 1]
     */
    record WeightedVote(Map<String, Double> weights, double quorum) implements CombinationRule {
        public WeightedVote {
            weights = Map.copyOf(weights);
            new TreeMap<>(weights).forEach((name, weight) -> {
                if (!(weight > 0) || !Double.isFinite(weight)) {
                    throw new IllegalArgumentException("the weight of " + name + " must be positive but was " + weight);
                }
            });
            if (!(quorum > 0.5 && quorum <= 1)) {
                throw new IllegalArgumentException("quorum must be in (0.5, 1] but was " + quorum);
            }
        }

        /** Returns the weight of a policy. */
        public double weight(String policy) {
            return weights.getOrDefault(policy, 1.0);
        }
    }
}
