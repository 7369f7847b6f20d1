package io.selfscale.adapter.cli.demo.report;

import io.selfscale.policy.Capacity;
import io.selfscale.policy.Combination;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Decisions for tests. */
public final class Decisions {

    private static final Signal LATENCY = Signal.duration("latency");

    private Decisions() {}

    /** Returns a decision that changes the count because of latency, with a demand that needs four replicas. */
    public static Decision change(int from, int to, int ready, ConstraintEffect... constraints) {
        Evidence evidence =
                new Evidence(LATENCY, "mean", 0.812, Comparison.ABOVE, 0.5, Duration.ofMillis(250), /* coverage= */ 1);
        return decision(
                from,
                to,
                ready,
                Proposal.scale(to, ReasonCode.ABOVE_THRESHOLD, evidence),
                new Combination(to, ReasonCode.OUT_ANY, List.of("latency")),
                List.of(constraints));
    }

    /** Returns a decision that changes nothing. */
    public static Decision steady(int replicas, int ready) {
        return decision(
                replicas,
                replicas,
                ready,
                Proposal.hold(ReasonCode.INSIDE_BAND),
                new Combination(replicas, ReasonCode.STEADY, List.of()),
                List.of());
    }

    private static Decision decision(
            int from,
            int to,
            int ready,
            Proposal proposal,
            Combination combination,
            List<ConstraintEffect> constraints) {
        return new Decision(
                new Stamp("workers", 7, Instant.parse("2026-11-11T11:11:00Z"), 0),
                from,
                to,
                List.of(),
                List.of(new PolicyProposal("latency", proposal, /* evaluated= */ true)),
                combination,
                constraints,
                new Decision.Ordering(
                        new Capacity(ready, Math.max(to - ready, 0), 0, new Demand(40, 11, 4)), List.of()));
    }
}
