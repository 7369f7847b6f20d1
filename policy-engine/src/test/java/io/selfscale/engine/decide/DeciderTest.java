package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeciderTest {

    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");
    private static final Signal RATE = Signal.perReplica("service_rate", "requests/s");

    /** Wants one replica for each ten requests that wait: ceil(total / 10), at every tick. */
    private static final TargetTracking TEN_EACH =
            TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO);

    private static ScalingSpecBuilder spec() {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(2, 20))
                .signal(QUEUE)
                .policy(TEN_EACH);
    }

    private static int started(Decision decision) {
        return decision.orders().stream()
                .filter(Order.Start.class::isInstance)
                .mapToInt(order -> ((Order.Start) order).count())
                .sum();
    }

    private static List<String> stopped(Decision decision) {
        return decision.orders().stream()
                .filter(Order.Stop.class::isInstance)
                .flatMap(order -> ((Order.Stop) order).replicas().stream())
                .toList();
    }

    @Test
    void takesWhatIsThereForWhatWasRequestedAtFirstSight() {
        Decision decision =
                new Rehearsal(spec().build()).ready(4).read(QUEUE, 40).tick();
        assertThat(decision.from()).isEqualTo(4);
        assertThat(decision.to()).isEqualTo(4);
        assertThat(decision.orders()).isEmpty();
    }

    @Test
    void clampsToTheMinimumAndNotToOne() {
        assertThat(new Rehearsal(spec().build()).ready(4).read(QUEUE, 0).tick().to())
                .isEqualTo(2);
    }

    @Test
    void clampsToTheMaximumAndNamesIt() {
        Decision decision =
                new Rehearsal(spec().build()).ready(4).read(QUEUE, 1e6).tick();
        assertThat(decision.to()).isEqualTo(20);
        assertThat(decision.reason()).isEqualTo(ReasonCode.ABOVE_MAX);
        assertThat(decision.explain()).contains("bound by max");
    }

    @Test
    void bringsACountOutsideTheBoundsBackWithoutAnyMetric() {
        Decision decision = new Rehearsal(spec().build())
                .ready(30)
                .read(QUEUE, Reading.absent("down"))
                .tick();
        assertThat(decision.to()).isEqualTo(20);
        assertThat(stopped(decision)).hasSize(10);
    }

    @Test
    void ordersOnceHoweverLongReplicasTakeToStart() {
        Rehearsal target = new Rehearsal(spec().build()).ready(4).read(QUEUE, 100);
        assertThat(started(target.tick())).isEqualTo(6);
        for (int i = 0; i < 100; i++) {
            Decision decision = target.tick();
            assertThat(decision.orders()).isEmpty();
            assertThat(decision.capacity().inFlight()).isEqualTo(6);
        }
    }

    @Test
    void countsAReplicaInFlightOnceWhileLedgerAndInventoryBothKnowIt() {
        Rehearsal target = new Rehearsal(spec().build()).ready(2).read(QUEUE, 40);
        Order.Start order = (Order.Start) target.tick().orders().get(0);
        target.inventory(Inventory.of(List.of(
                Rehearsal.replica("r0", ReplicaState.READY, ofMinutes(1), null),
                Rehearsal.replica("r1", ReplicaState.READY, ofMinutes(1), null),
                Rehearsal.replica("r2", ReplicaState.STARTING, ofSeconds(1), order.id()))));
        Decision decision = target.tick();
        assertThat(decision.capacity().inFlight()).isEqualTo(2);
        assertThat(decision.orders()).isEmpty();
    }

    @Test
    void replacesAReplicaThatFailed() {
        Rehearsal target = new Rehearsal(spec().build()).ready(3).read(QUEUE, 30);
        target.tick();
        target.inventory(Inventory.of(List.of(
                Rehearsal.replica("r0", ReplicaState.READY, ofMinutes(1), null),
                Rehearsal.replica("r1", ReplicaState.FAILED, ofMinutes(1), null),
                Rehearsal.replica("r2", ReplicaState.READY, ofMinutes(1), null))));
        Decision decision = target.tick();
        assertThat(decision.to()).isEqualTo(3);
        assertThat(started(decision)).isEqualTo(1);
    }

    @Test
    void anOrderThatNeverShowsExpiresAndIsGivenAnew() {
        ScalingSpec spec =
                spec().pool(new PoolSpec("default", ofMinutes(1), ofSeconds(5))).build();
        Rehearsal target = new Rehearsal(spec).ready(2).read(QUEUE, 30);
        assertThat(started(target.tick())).isEqualTo(1);
        target.tickFor(ofSeconds(59));
        assertThat(started(target.tick())).isEqualTo(1);
    }

    @Test
    void stopsAndReplacesAReplicaThatIsNotReadyInTime() {
        ScalingSpec spec =
                spec().pool(new PoolSpec("default", ofMinutes(1), ofSeconds(5))).build();
        Rehearsal target = new Rehearsal(spec).read(QUEUE, 20);
        target.inventory(Inventory.of(List.of(
                Rehearsal.replica("r0", ReplicaState.READY, ofMinutes(1), null),
                Rehearsal.replica("r1", ReplicaState.STARTING, ofMinutes(1), null))));
        Decision decision = target.tick();
        assertThat(stopped(decision)).containsExactly("r1");
        assertThat(started(decision)).isEqualTo(1);
    }

    @Test
    void takesWhatAPoolGrantsAndPausesBeforeAskingAgain() {
        Rehearsal target = new Rehearsal(spec().build()).ready(2).read(QUEUE, 60);
        Order order = target.tick().orders().get(0);
        target.outcome(OrderOutcome.partlyAccepted(order, 1, "quota"));
        Decision next = target.tick();
        assertThat(next.capacity().inFlight()).isEqualTo(1);
        assertThat(next.orders()).isEmpty();
        assertThat(started(target.tick())).as("the pause of 1 s and its jitter").isZero();
        assertThat(started(target.tick())).isEqualTo(3);
    }

    @Test
    void pausesLongerAfterEachRefusal() {
        Rehearsal target = new Rehearsal(spec().build()).ready(2).read(QUEUE, 30);
        int orders = 0;
        for (int second = 0; second < 120; second++) {
            Decision decision = target.tick();
            for (Order order : decision.orders()) {
                orders++;
                target.outcome(OrderOutcome.refused(order, "no capacity"));
            }
        }
        assertThat(orders).as("pauses of 1, 2, 4 ... 60 s").isBetween(5, 8);
    }

    @Test
    void cancelsTheNewestReplicaInFlightBeforeItStopsAReadyOne() {
        Rehearsal target = new Rehearsal(spec().build()).read(QUEUE, 40);
        target.inventory(Inventory.of(List.of(
                Rehearsal.replica("r0", ReplicaState.READY, ofMinutes(9), null),
                Rehearsal.replica("r1", ReplicaState.READY, ofMinutes(5), null),
                Rehearsal.replica("r2", ReplicaState.STARTING, ofSeconds(20), null),
                Rehearsal.replica("r3", ReplicaState.STARTING, ofSeconds(10), null))));
        target.tick();
        assertThat(stopped(target.read(QUEUE, 30).tick())).containsExactly("r3");
    }

    @Test
    void doesNotStopAReplicaTwice() {
        Rehearsal target = new Rehearsal(spec().build()).ready(4).read(QUEUE, 30);
        assertThat(stopped(target.tick())).hasSize(1);
        for (int i = 0; i < 20; i++) {
            assertThat(target.tick().orders()).isEmpty();
        }
    }

    @Test
    void ordersNothingAndChangesNothingWhileTheInventoryIsUnknown() {
        Rehearsal target = new Rehearsal(spec().build()).ready(4).read(QUEUE, 40);
        target.tick();
        for (double load : new double[] {0, 1e6}) {
            Decision decision = target.inventory(Inventory.unknown("apiserver down"))
                    .read(QUEUE, load)
                    .tick();
            assertThat(decision.to()).isEqualTo(4);
            assertThat(decision.orders()).isEmpty();
        }
    }

    @Test
    void neverScalesInOnAbsentStaleOrNonsensicalData() {
        List<Reading> unusable = List.of(
                Reading.absent("down"),
                Reading.of(Double.NaN),
                Reading.of(Double.NEGATIVE_INFINITY),
                Reading.of(-1),
                Reading.of(Double.MAX_VALUE),
                Reading.of(new Sample.Stale(0, ofMinutes(5))),
                Reading.of(Sample.measured(0, ofMinutes(5))));
        for (Reading reading : unusable) {
            Decision decision =
                    new Rehearsal(spec().build()).ready(9).read(QUEUE, reading).tick();
            assertThat(decision.to()).as("%s", reading).isEqualTo(9);
            assertThat(decision.explain()).contains("queue_length");
        }
    }

    @Test
    void oneBlindSignalForbidsInButNotOut() {
        ScalingSpec spec = spec().signal(ARRIVALS).build();
        assertThat(new Rehearsal(spec).ready(9).read(QUEUE, 10).tick().reason()).isEqualTo(ReasonCode.IN_VETOED);
        assertThat(new Rehearsal(spec).ready(9).read(QUEUE, 150).tick().to()).isEqualTo(15);
    }

    @Test
    void anOptionalSignalForbidsNothing() {
        ScalingSpec spec = spec().signal(SignalSpec.optional(ARRIVALS)).build();
        assertThat(new Rehearsal(spec).ready(9).read(QUEUE, 30).tick().to()).isEqualTo(3);
    }

    @Test
    void cooldownsCountFromTheMomentAChangeTookEffect() {
        ScalingSpec spec = spec().limits(Limits.none().withCooldowns(ofMinutes(1), ofMinutes(2)))
                .build();
        Rehearsal target = new Rehearsal(spec).ready(3).read(QUEUE, 40);
        assertThat(target.tick().to()).isEqualTo(4);
        target.read(QUEUE, 80);
        Decision waiting = target.tickFor(ofSeconds(100));
        assertThat(waiting.to()).as("the fourth is not ready").isEqualTo(4);
        assertThat(waiting.reason()).isEqualTo(ReasonCode.COOLDOWN_OUT);
        target.ready(4);
        assertThat(target.untilChange(ofMinutes(5))).isEqualTo(ofSeconds(61));
        target.ready(8).read(QUEUE, 30);
        assertThat(target.tick().reason()).isEqualTo(ReasonCode.COOLDOWN_IN);
        assertThat(target.untilChange(ofMinutes(5))).isEqualTo(ofMinutes(2));
    }

    @Test
    void stabilizationFollowsTheGreatestRawRecommendation() {
        ScalingSpec spec = spec().limits(Limits.none().withStabilization(Duration.ZERO, ofMinutes(5)))
                .build();
        Rehearsal target = new Rehearsal(spec).ready(9).read(QUEUE, 90);
        target.tick();
        target.read(QUEUE, 70).tickFor(ofSeconds(200));
        target.read(QUEUE, 30).tickFor(ofSeconds(99));
        assertThat(target.state().requested()).isEqualTo(9);
        Decision decision = target.tick();
        assertThat(decision.to())
                .as("the nine has left the window, a seven has not")
                .isEqualTo(7);
        assertThat(decision.reason()).isEqualTo(ReasonCode.STABILIZED);
        target.ready(7);
        assertThat(target.untilChange(ofMinutes(10))).isEqualTo(ofSeconds(200));
        assertThat(target.state().requested()).isEqualTo(3);
    }

    @Test
    void aStartCannotScaleInBeforeTheStabilizationWindowHasPassed() {
        ScalingSpec spec = spec().limits(Limits.none().withStabilization(Duration.ZERO, ofMinutes(5)))
                .build();
        Rehearsal target = new Rehearsal(spec).ready(9).read(QUEUE, 30);
        assertThat(target.untilChange(ofMinutes(10))).isEqualTo(ofSeconds(301));
    }

    @Test
    void rateLimitsHoldOverEverySlidingPeriod() {
        ScalingSpec spec = spec().limits(Limits.none()
                        .withRates(RateLimit.anyOf(RatePolicy.replicas(2, ofMinutes(1))), RateLimit.none()))
                .build();
        Rehearsal target = new Rehearsal(spec).ready(4).read(QUEUE, 200);
        assertThat(target.tick().to()).isEqualTo(6);
        assertThat(target.untilChange(ofMinutes(2))).isEqualTo(ofMinutes(1));
        assertThat(target.state().requested()).isEqualTo(8);
    }

    @Test
    void aRestartMayScaleOutAtOnceButInOnlyWhenTheWindowIsCoveredAgain() {
        Signal gpu = Signal.ratio("gpu");
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 9))
                .signal(gpu)
                .policy(ThresholdBand.on(gpu).outAbove(0.7, ofMinutes(5)).inBelow(0.3, ofMinutes(30)))
                .build();
        Rehearsal in = new Rehearsal(spec).ready(4).read(gpu, 0.1);
        in.tickFor(ofMinutes(28));
        in.restart();
        assertThat(in.untilChange(ofMinutes(60))).isGreaterThanOrEqualTo(ofMinutes(29));
        Rehearsal out = new Rehearsal(spec).ready(4).read(gpu, 0.9);
        out.tickFor(ofSeconds(280));
        out.restart();
        assertThat(out.untilChange(ofMinutes(10))).isLessThan(ofSeconds(25));
    }

    @Test
    void aQueueThatDrainsWhileReplicasStartOrdersNoMoreThanTheDemandNeeds() {
        DemandSpec demand = new DemandSpec(ARRIVALS, QUEUE, ofMinutes(1), RATE, ofSeconds(30), 1);
        ThresholdBand queue = ThresholdBand.on(QUEUE).outAbove(5, ofSeconds(10)).inBelow(1, ofMinutes(10));
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 50))
                .signal(QUEUE)
                .signal(ARRIVALS)
                .signal(RATE)
                .policy(queue)
                .demand(demand)
                .build();
        Rehearsal target =
                new Rehearsal(spec).ready(1).read(QUEUE, 60).read(ARRIVALS, 3).read(RATE, 1);
        int largest = 0;
        for (int i = 0; i < 3000; i++) {
            Decision decision = target.tick();
            largest = Math.max(largest, decision.to());
            target.ready(decision.to());
        }
        assertThat(largest).as("need is ceil(3 + 60/60) = 4, and one to spare").isEqualTo(5);
        assertThat(target.tick().reason()).isEqualTo(ReasonCode.LEDGER_COVERS_DEMAND);
    }

    @Test
    void aPurePolicyThatThrowsForbidsInAndIsNamed() {
        ScalingSpec spec = spec().policy(RulePolicy.pure("broken", view -> {
                    throw new IllegalStateException("boom");
                }))
                .build();
        Decision in = new Rehearsal(spec).ready(9).read(QUEUE, 10).tick();
        assertThat(in.to()).isEqualTo(9);
        assertThat(in.explain()).contains("broken: vetoes scale-in, it failed", "boom");
        assertThat(new Rehearsal(spec).ready(9).read(QUEUE, 120).tick().to()).isEqualTo(12);
    }

    @Test
    void aVetoOfScaleOutHolds() {
        ScalingSpec spec = spec().policy(RulePolicy.pure(
                        "freeze",
                        view -> new Proposal.Veto(Direction.OUT, ReasonCode.CUSTOM, List.of(), "change freeze")))
                .build();
        Decision decision = new Rehearsal(spec).ready(9).read(QUEUE, 190).tick();
        assertThat(decision.to()).isEqualTo(9);
        assertThat(decision.reason()).isEqualTo(ReasonCode.OUT_VETOED);
    }

    @Test
    void aPolicyIsEvaluatedOncePerPeriodAndItsProposalHoldsInBetween() {
        AtomicInteger evaluations = new AtomicInteger();
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 9))
                .signal(QUEUE)
                .policy(new RulePolicy(
                        "counting",
                        ofMinutes(1),
                        /* isPure= */ true,
                        view -> {
                            evaluations.incrementAndGet();
                            return Proposal.hold(ReasonCode.CUSTOM);
                        }))
                .build();
        Rehearsal target = new Rehearsal(spec).ready(3).read(QUEUE, 1);
        target.tickFor(ofSeconds(150));
        assertThat(evaluations).as("at 1 s, 60 s and 120 s").hasValue(3);
    }

    @Test
    void controlTimeThatRunsBackwardIsHeldStill() {
        Rehearsal target = new Rehearsal(spec().build()).ready(4).read(QUEUE, 40);
        target.tickFor(ofSeconds(20));
        long before = target.state().clock().nanos();
        target.skip(ofSeconds(-10)).tick();
        assertThat(target.state().clock().nanos()).isEqualTo(before);
    }
}
