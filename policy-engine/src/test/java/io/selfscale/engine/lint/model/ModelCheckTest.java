package io.selfscale.engine.lint.model;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.RulePolicy;
import io.selfscale.engine.kpa.KpaTarget;
import io.selfscale.engine.policy.BacklogTime;
import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.policy.FormulaTracking;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.policy.JobScaling;
import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.engine.policy.LoadSignals;
import io.selfscale.engine.policy.MetricAlarm;
import io.selfscale.engine.policy.OngoingRequests;
import io.selfscale.engine.policy.ProcessingRate;
import io.selfscale.engine.policy.SaturationSpare;
import io.selfscale.engine.policy.StepAdjustment;
import io.selfscale.engine.policy.StepScaling;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.WarmTargetTracking;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.StartupTime;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCheckTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final Signal CONNECTIONS = Signal.perReplica("connections", "connections");
    private static final Signal QUEUE = Signal.total("queue_length", "requests");

    private static ScalingSpecBuilder target(int min, int max, Signal signal, Policy<?>... policies) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(min, max))
                .signal(signal)
                .policies(List.of(policies));
    }

    private static final Signal SERVICE_TIME = Signal.duration("full_service_time");
    private static final Signal LATE = Signal.ratio("late_share");

    private static final CalibratedSizing CALIBRATED = CalibratedSizing.of(
            new LoadSignals(QUEUE, SERVICE_TIME, null, null, LATE), 8, WaitObjective.of(ofSeconds(2), 0.9));

    private static ScalingSpec calibrated(Policy<?>... others) {
        return target(1, 12, QUEUE, CALIBRATED)
                .signal(SERVICE_TIME)
                .signal(LATE)
                .policies(List.of(others))
                .build();
    }

    @Test
    void aHeadroomRestsWhereAsManyAreLateAsMayBe() {
        ModelCheck.Report report = ModelCheck.of(calibrated());
        assertThat(report.isComplete()).isTrue();
        assertThat(report.cycles()).isEmpty();
        assertThat(report.runs()).isGreaterThan(100);
    }

    @Test
    void whatAnotherPolicyLooksAtMovesWithTheLoad() {
        ScalingSpec spec = calibrated(ThresholdBand.on(LATE).outAbove(0.1, ofMinutes(1)));
        References references = References.of(spec, Map.of());
        assertThat(references.constant(SERVICE_TIME)).isEqualTo(1);
        assertThat(references.constant(LATE)).isNull();
        assertThat(References.of(calibrated(), Map.of()).constant(LATE))
                .isEqualTo(CALIBRATED.headroom().goal());
    }

    private static ThresholdBand band(double up, double down, int add, int remove) {
        return ThresholdBand.on(GPU)
                .outAbove(up, ofMinutes(5))
                .inBelow(down, ofMinutes(5))
                .adding(new StepSize.Fixed(add))
                .removing(new StepSize.Fixed(remove));
    }

    /** The two rules as two policies, which the consolidation check does not join. */
    private static Policy<?>[] apart(double up, double down, int add, int remove) {
        return new Policy<?>[] {
            ThresholdBand.on(GPU)
                    .outAbove(up, ofMinutes(5))
                    .adding(new StepSize.Fixed(add))
                    .named("out"),
            ThresholdBand.on(GPU)
                    .inBelow(down, ofMinutes(5))
                    .removing(new StepSize.Fixed(remove))
                    .named("in")
        };
    }

    private static ScalingSpec founding(Duration startup) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .signal(GPU)
                .signal(LATENCY)
                .signal(CONNECTIONS)
                .policies(FoundingTable.of(GPU, LATENCY, CONNECTIONS))
                .pool(PoolSpec.of("gpu").startingIn(StartupTime.of(startup)))
                .build();
    }

    @Test
    void theFoundingTableHasNone() {
        ModelCheck.Report report = ModelCheck.of(founding(ofSeconds(409)));
        assertThat(report.cycles()).isEmpty();
        assertThat(report.isComplete()).isTrue();
        assertThat(report.sizes()).hasSize(10);
        assertThat(report.startups()).containsExactly(Duration.ZERO, ofSeconds(409));
        assertThat(report.runs()).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({"0.70,0.30,1,1", "0.70,0.30,2,1", "0.60,0.25,1,1"})
    void bandsThatAreWideEnoughHaveNone(double up, double down, int add, int remove) {
        ModelCheck.Report report =
                ModelCheck.of(target(1, 10, GPU, apart(up, down, add, remove)).build());
        assertThat(report.cycles()).isEmpty();
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void rulesThatDoNotKnowOfEachOtherFlapBetweenOneAndTwo() {
        ModelCheck.Report report =
                ModelCheck.of(target(1, 10, GPU, apart(0.70, 0.60, 1, 1)).build());
        assertThat(report.cycles()).isNotEmpty();
        LimitCycle cycle = report.cycles().get(0);
        assertThat(cycle.guarded()).isFalse();
        assertThat(cycle.changes()).hasSize(2);
        assertThat(cycle.sequence()).isIn("1 -> 2 -> 1", "2 -> 1 -> 2");
        assertThat(cycle.period()).isBetween(ofMinutes(10), ofMinutes(16));
    }

    @Test
    void tripledAndTakenBackIsACycle() {
        ModelCheck.Report report =
                ModelCheck.of(target(1, 10, GPU, apart(0.70, 0.30, 2, 2)).build());
        assertThat(report.cycles().get(0).sequence()).isIn("1 -> 3 -> 1", "3 -> 1 -> 3");
    }

    @Test
    void aNarrowBandCyclesAsItIsWrittenButNotWhereTheConsolidationCheckHolds() {
        ModelCheck.Report report =
                ModelCheck.of(target(1, 10, GPU, band(0.70, 0.60, 1, 1)).build());
        assertThat(report.cycles()).isNotEmpty().allMatch(LimitCycle::guarded);
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void aNarrowBandOnLatencyReallyCycles() {
        ThresholdBand latency =
                ThresholdBand.on(LATENCY).outAbove(0.5, ofMinutes(1)).inBelow(0.4, ofMinutes(1));
        ModelCheck.Report report = ModelCheck.of(target(1, 10, LATENCY, latency).build());
        assertThat(report.cycles()).isNotEmpty().noneMatch(LimitCycle::guarded);
    }

    @Test
    void theLatencyRuleOfTheFoundingTableHasNone() {
        ThresholdBand latency =
                ThresholdBand.on(LATENCY).outAbove(0.5, ofSeconds(30)).inBelow(0.2, ofSeconds(30));
        assertThat(ModelCheck.of(target(1, 10, LATENCY, latency).build()).cycles())
                .isEmpty();
    }

    @Test
    void theHorizontalPodAutoscalerHasNone() {
        Policy<?> tracking = TargetTracking.utilization(GPU, 0.7);
        ModelCheck.Report report = ModelCheck.of(
                target(1, 10, GPU, tracking).limits(Limits.hpaDefaults()).build());
        assertThat(report.cycles()).isEmpty();
        assertThat(report.isComplete()).isTrue();
        ModelCheck.Report totals = ModelCheck.of(
                target(1, 50, QUEUE, TargetTracking.averageValue(QUEUE, 10)).build());
        assertThat(totals.cycles()).isEmpty();
        assertThat(totals.isComplete()).isTrue();
    }

    @Test
    void policiesThatRememberHaveNone() {
        Signal arrivals = Signal.total("arrivals", "requests/s");
        Signal done = Signal.total("completed", "requests/s");
        List<Policy<?>> policies = List.of(
                KnativeScaling.of(QUEUE, new KpaTarget(70, 100)),
                OngoingRequests.of(QUEUE, 2),
                BacklogTime.of(QUEUE, ofMinutes(1), arrivals, new BacklogTime.Given(2)),
                ProcessingRate.of(arrivals, done, GPU),
                SaturationSpare.of(GPU, CONNECTIONS),
                WarmTargetTracking.of(GPU, 0.7),
                FormulaTracking.averageValue("formula", "queue_length + 1", 10, QUEUE),
                JobScaling.on(QUEUE, 5));
        for (Policy<?> policy : policies) {
            ModelCheck.Report report =
                    ModelCheck.of(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 6))
                            .signal(QUEUE)
                            .signal(arrivals)
                            .signal(done)
                            .signal(GPU)
                            .signal(CONNECTIONS)
                            .policy(policy)
                            .build());
            assertThat(report.cycles()).as(policy.name()).isEmpty();
            assertThat(report.isComplete()).as(policy.name()).isTrue();
        }
    }

    @Test
    void stepsThatDoNotKnowOfEachOtherCycleOrNotByTheirGap() {
        StepScaling out = StepScaling.changing(MetricAlarm.atLeast(GPU, 0.70), StepAdjustment.from(0, 1))
                .named("out");
        StepScaling narrow = StepScaling.changing(MetricAlarm.atMost(GPU, 0.60), StepAdjustment.upTo(0, -1))
                .named("in");
        StepScaling wide = StepScaling.changing(MetricAlarm.atMost(GPU, 0.30), StepAdjustment.upTo(0, -1))
                .named("in");
        assertThat(ModelCheck.of(target(1, 6, GPU, out, narrow).build()).cycles())
                .isNotEmpty()
                .noneMatch(LimitCycle::guarded);
        assertThat(ModelCheck.of(target(1, 6, GPU, out, wide).build()).cycles()).isEmpty();
    }

    @Test
    void aHoldAfterReversalsDoesNotHideACycle() {
        ScalingSpec held = target(1, 10, GPU, apart(0.70, 0.60, 1, 1))
                .limits(Limits.none()
                        .withReversalHold(new ReversalHold(ofMinutes(30), ofMinutes(5), Duration.ofHours(8)))
                        .withActionsPerDay(20))
                .build();
        assertThat(ModelCheck.of(held).cycles()).isNotEmpty();
    }

    @Test
    void stabilizationSlowsACycleAndDoesNotEndIt() {
        ScalingSpec slow = target(1, 4, GPU, apart(0.70, 0.60, 1, 1))
                .limits(Limits.none().withStabilization(Duration.ZERO, ofMinutes(15)))
                .build();
        assertThat(ModelCheck.of(slow).cycles().get(0).period()).isGreaterThanOrEqualTo(ofMinutes(15));
    }

    @Test
    void findsTheCycleOfAPolicyItKnowsNothingAbout() {
        Policy<?> flips = RulePolicy.pure(
                "flips", view -> Proposal.scale(view.requested() == 2 ? 3 : 2, ReasonCode.PROPORTIONAL));
        ModelCheck.Report report = ModelCheck.of(target(1, 10, GPU, flips).build());
        assertThat(report.cycles())
                .anySatisfy(cycle -> assertThat(cycle.sequence()).isEqualTo("2 -> 3 -> 2"));
    }

    @Test
    void theWorkIsBoundedAndTheRestIsReported() {
        ModelCheck.Report report = ModelCheck.of(founding(Duration.ZERO), 1000);
        assertThat(report.isComplete()).isFalse();
        assertThat(report.undecided()).isPositive();
    }

    @Test
    void largeTargetsAreSampled() {
        ModelCheck.Report report = ModelCheck.of(target(1, 100_000, QUEUE, TargetTracking.averageValue(QUEUE, 10))
                .build());
        assertThat(report.sizes()).contains(1, 10, 100_000).hasSizeLessThan(60);
    }

    @Test
    void repeatsItself() {
        ScalingSpec spec = target(1, 6, GPU, apart(0.70, 0.60, 1, 1)).build();
        assertThat(ModelCheck.of(spec)).isEqualTo(ModelCheck.of(spec));
    }

    @Test
    void refusesPoliciesThatRunOutside() {
        ScalingSpec spec = target(1, 6, GPU, RulePolicy.advice("a", view -> Proposal.hold(ReasonCode.STEADY)))
                .build();
        assertThat(ModelCheck.applies(spec)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> ModelCheck.of(spec));
    }
}
