package io.selfscale.testkit;

import io.selfscale.policy.Advice;
import io.selfscale.policy.Capacity;
import io.selfscale.policy.Combination;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalState;
import io.selfscale.policy.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A decision and observations that have something of everything, so that whatever writes them meets every case. */
public final class ExampleDecisions {

    /** Text that breaks writers which escape too little: line ends, quotes, control characters, other scripts. */
    public static final String DIFFICULT_TEXT =
            "two\nlines\r\n\ttab \"quoted\" back\\slash \u0000\u0001\u2028 \u00fc \u5546\u54c1 \ud83d\uded2 {[,]}";

    private static final Instant NOW = Instant.parse("2026-11-11T00:00:00.123456789Z");
    private static final long NANOS = 1_234_567_890_123L;
    private static final Signal UTILIZATION = Signal.ratio("gpu_utilization");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final Signal QUEUE = Signal.total("queue_length", "requests");

    private ExampleDecisions() {}

    /** Returns an observation with readings, replicas, outcomes and advice of every kind. */
    public static Observation observation() {
        return new Observation(
                NOW,
                NANOS,
                Map.of(
                        UTILIZATION,
                        Reading.byReplica(Map.of("main-1", Sample.of(0.875), "main-2", Sample.absent(DIFFICULT_TEXT))),
                        LATENCY,
                        Reading.of(new Sample.Stale(0.1, Duration.ofSeconds(75))),
                        QUEUE,
                        Reading.of(Sample.measured(1e-300, Duration.ofMillis(1500)))),
                Inventory.of(List.of(
                        replica("main-1", ReplicaState.READY, 600),
                        replica("main-2", ReplicaState.READY, 599),
                        replica("main-3", ReplicaState.STARTING, 10),
                        replica("main-4", ReplicaState.DRAINING, 500),
                        replica("main-5", ReplicaState.FAILED, 400))),
                List.of(
                        OrderOutcome.accepted(start()),
                        OrderOutcome.refused(stop(), DIFFICULT_TEXT),
                        new OrderOutcome("target-0", OrderOutcome.Status.PARTLY_ACCEPTED, 1, "quota")),
                List.of(
                        new Advice("forecast", Proposal.scale(4, ReasonCode.CUSTOM)),
                        new Advice("hook", Proposal.abstain(ReasonCode.POLICY_TIMEOUT, "after 1 s"))));
    }

    /** Returns an observation that knows nothing. */
    public static Observation blindObservation() {
        return Observation.of(
                NOW, NANOS, Map.of(UTILIZATION, Reading.absent(DIFFICULT_TEXT)), Inventory.unknown("no answer"));
    }

    /** Returns a decision with proposals, constraints and orders of every kind. */
    public static Decision decision() {
        Evidence evidence =
                new Evidence(UTILIZATION, "sustained", 0.875, Comparison.ABOVE, 0.7, Duration.ofMinutes(5), 29.0 / 30);
        return new Decision(
                new Stamp("target", 42, NOW, NANOS),
                2,
                4,
                List.of(
                        new SignalState(UTILIZATION, Sample.of(0.875), 1, 2),
                        new SignalState(LATENCY, new Sample.Stale(0.1, Duration.ofSeconds(75)), 0, 0),
                        new SignalState(QUEUE, Sample.absent(DIFFICULT_TEXT), 0, 0)),
                List.of(
                        new PolicyProposal(
                                "gpu", Proposal.scale(5, ReasonCode.ABOVE_THRESHOLD, evidence), /* evaluated= */ true),
                        new PolicyProposal("latency", Proposal.hold(ReasonCode.INSIDE_BAND), /* evaluated= */ false),
                        new PolicyProposal(
                                "queue",
                                Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, DIFFICULT_TEXT, evidence),
                                /* evaluated= */ true),
                        new PolicyProposal(
                                "hook",
                                Proposal.abstain(ReasonCode.POLICY_TIMEOUT, "after 1 s"),
                                /* evaluated= */ true)),
                new Combination(5, ReasonCode.OUT_ANY, List.of("gpu")),
                List.of(
                        new ConstraintEffect("rate-out", 5, 4, ReasonCode.RATE_LIMITED, Duration.ofSeconds(15)),
                        new ConstraintEffect("max", 4, 4, ReasonCode.ABOVE_MAX, /* remaining= */ null)),
                new Decision.Ordering(new Capacity(2, 1, 1, new Demand(12.5, 3.25, 4)), List.of(start(), stop())));
    }

    private static Order start() {
        return new Order.Start("target-1", "main", 2, Duration.ofMinutes(10));
    }

    private static Order stop() {
        return new Order.Stop("target-2", "main", List.of("main-4", "main-5"), Duration.ofSeconds(30));
    }

    private static Replica replica(String id, ReplicaState state, long ageSeconds) {
        return new Replica(
                id,
                "main",
                state,
                Duration.ofSeconds(ageSeconds),
                Duration.ofSeconds(5),
                ageSeconds < 500 ? "target-1" : null);
    }
}
