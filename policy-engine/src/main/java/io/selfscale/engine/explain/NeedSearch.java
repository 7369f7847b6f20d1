package io.selfscale.engine.explain;

import io.selfscale.policy.Comparison;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Sample;
import org.jspecify.annotations.Nullable;

/** Finds the beginning of the need that a scale-out answers. */
final class NeedSearch {

    /** A dip of less than this share of a window does not end a need, unless the statistic itself ends at a dip. */
    private static final int DIPS_PER_WINDOW = 4;

    /**
     * A need.
     *
     * @param tick the first tick that saw it
     * @param nanos control time when it was there: the measurement that this tick saw
     * @param policy the policy that voted in the end
     * @param evidence what it rests on, or null if on no measurement
     */
    record Need(
            int tick, long nanos, String policy, @Nullable Evidence evidence) {}

    private final Timeline timeline;
    private final int decided;
    private final int from;

    /** Looks for the need behind the scale-out at tick {@code decided}. */
    NeedSearch(Timeline timeline, int decided) {
        this.timeline = timeline;
        this.decided = decided;
        this.from = timeline.inForce(decided).from();
    }

    Need find() {
        Decision decision = timeline.inForce(decided);
        PolicyProposal voter = voter(decision);
        String policy = voter == null ? cause(decision) : voter.policy();
        Evidence evidence = voter == null ? null : outward(voter.proposal());
        Demand demand = decision.capacity().demand();
        int tick;
        if (isNeeded(demand)) {
            tick = firstOfDemand();
        } else if (evidence != null) {
            tick = firstBeyond(evidence);
        } else {
            tick = firstWanted(policy);
        }
        return new Need(tick, measured(tick, evidence), policy, evidence);
    }

    /** Returns the policy whose vote was followed, or null if none voted for more. */
    private @Nullable PolicyProposal voter(Decision decision) {
        PolicyProposal any = null;
        for (PolicyProposal item : decision.proposals()) {
            if (item.proposal() instanceof Proposal.Scale scale && scale.replicas() > from) {
                if (decision.combination().deciders().contains(item.policy())) {
                    return item;
                }
                any = any == null ? item : any;
            }
        }
        return any;
    }

    /** Returns the constraint that asked for more where no policy did, such as a floor or the minimum. */
    private static String cause(Decision decision) {
        return decision.constraints().stream()
                .filter(effect -> effect.after() > effect.before())
                .map(effect -> effect.constraint())
                .findFirst()
                .orElse("decision");
    }

    private static @Nullable Evidence outward(Proposal proposal) {
        for (Evidence evidence : proposal.evidence()) {
            if (evidence.comparison() == Comparison.ABOVE || evidence.comparison() == Comparison.TARGET) {
                return evidence;
            }
        }
        return null;
    }

    private int firstOfDemand() {
        int tick = decided;
        while (tick > 0 && isNeeded(timeline.demand(tick - 1))) {
            tick--;
        }
        return tick;
    }

    private boolean isNeeded(@Nullable Demand demand) {
        return demand != null && demand.need() > from;
    }

    private int firstWanted(String policy) {
        int tick = decided;
        while (tick > 0 && wants(tick - 1, policy)) {
            tick--;
        }
        return tick;
    }

    private boolean wants(int tick, String policy) {
        return timeline.proposal(tick, policy) instanceof Proposal.Scale scale
                ? scale.replicas() > from
                : timeline.proposal(tick, policy) instanceof Proposal.Bounds bounds && bounds.floor() > from;
    }

    /** Walks back as long as samples are beyond the threshold, over dips that the statistic forgives. */
    private int firstBeyond(Evidence evidence) {
        double factor = factor(evidence);
        long dip =
                evidence.statistic().equals("sustained") ? 0 : evidence.window().toNanos() / DIPS_PER_WINDOW;
        int first = decided;
        for (int tick = decided; tick >= 0; tick--) {
            if (!(timeline.sample(tick, evidence.signal()) instanceof Sample.Fresh fresh)) {
                // What cannot be seen does not end a need that was seen before.
                continue;
            }
            if (fresh.value() > evidence.threshold() * factor) {
                first = tick;
            } else if (tick < decided && timeline.nanos(first) - timeline.nanos(tick) > dip) {
                break;
            }
        }
        return first;
    }

    /** Tells whether a tick saw the signal beyond its threshold or target. */
    boolean isBeyond(int tick, Evidence evidence) {
        return timeline.sample(tick, evidence.signal()) instanceof Sample.Fresh fresh
                && fresh.value() > evidence.threshold() * factor(evidence);
    }

    /** A target may be per replica where the signal is a total: returns what to multiply it with. */
    private double factor(Evidence evidence) {
        return evidence.comparison() == Comparison.TARGET
                        && evidence.value() > 0
                        && timeline.sample(decided, evidence.signal()) instanceof Sample.Fresh fresh
                        && fresh.value() > 0
                ? fresh.value() / evidence.value()
                : 1;
    }

    /** Returns the value that the first tick of a need saw, or NaN if there is none. */
    double firstValue(Need need) {
        Evidence evidence = need.evidence();
        return evidence != null && timeline.sample(need.tick(), evidence.signal()) instanceof Sample.Fresh fresh
                ? fresh.value() / factor(evidence)
                : Double.NaN;
    }

    private long measured(int tick, @Nullable Evidence evidence) {
        long age = evidence != null && timeline.sample(tick, evidence.signal()) instanceof Sample.Fresh fresh
                ? fresh.age().toNanos()
                : 0;
        return timeline.nanos(tick) - age;
    }
}
