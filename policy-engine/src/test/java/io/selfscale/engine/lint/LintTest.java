package io.selfscale.engine.lint;

import static io.selfscale.engine.lint.LintCode.*;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.RulePolicy;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.policy.Headroom;
import io.selfscale.engine.policy.JobScaling;
import io.selfscale.engine.policy.LoadSignals;
import io.selfscale.engine.policy.OngoingRequests;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.engine.schedule.WeeklyRecurrence;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.SpotSpec;
import io.selfscale.engine.spec.StartupTime;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final Signal WAITING = Signal.perReplica("waiting", "requests");
    private static final Signal QUEUE = Signal.total("queue_length", "requests");

    private static final ThresholdBand SAFE =
            ThresholdBand.on(WAITING).outAbove(10, ofMinutes(1)).inBelow(2, ofMinutes(10));

    private static ScalingSpecBuilder target(int min, int max, Policy<?>... policies) {
        ScalingSpecBuilder builder =
                ScalingSpec.builder(ScalingTarget.of("t").replicas(min, max)).policies(List.of(policies));
        return builder.signal(GPU).signal(LATENCY).signal(WAITING).signal(QUEUE);
    }

    private static ScalingSpecBuilder safe() {
        return target(1, 10, SAFE);
    }

    private static List<LintFinding> lint(ScalingSpecBuilder builder) {
        return Lint.check(builder.build());
    }

    private static List<LintFinding> lint(ScalingSpecBuilder builder, LintCode code) {
        return lint(builder).stream()
                .filter(finding -> finding.code().equals(code.name()))
                .toList();
    }

    private static LintFinding only(ScalingSpecBuilder builder, LintCode code) {
        List<LintFinding> findings = lint(builder, code);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static void assertFound(LintFinding finding, Severity severity, String path, String... partsOfTheMessage) {
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.path()).isEqualTo(path);
        assertThat(finding.message()).contains(partsOfTheMessage);
        assertThat(finding.remedy()).isNotBlank();
    }

    private static ThresholdBand gpu(double up, double down) {
        return ThresholdBand.on(GPU).outAbove(up, ofMinutes(5)).inBelow(down, ofMinutes(30));
    }

    @Test
    void theFoundingTableHasHintsOnly() {
        Signal connections = Signal.perReplica("connections", "connections");
        List<LintFinding> findings =
                Lint.check(ScalingSpec.builder(ScalingTarget.of("qwen3-vl").replicas(1, 10))
                        .signal(GPU)
                        .signal(LATENCY)
                        .signal(connections)
                        .policies(FoundingTable.of(GPU, LATENCY, connections))
                        .pool(PoolSpec.of("gpu").startingIn(StartupTime.of(ofSeconds(409))))
                        .build());
        assertThat(findings).allMatch(finding -> finding.severity() == Severity.HINT);
        assertThat(findings.stream().map(LintFinding::code))
                .containsExactly("REACTION_BUDGET", "REACTION_BUDGET", "REACTION_BUDGET", "MODEL_CHECKED");
    }

    @Test
    void aSafeSpecificationHasHintsOnly() {
        assertThat(lint(safe())).extracting(LintFinding::severity).containsOnly(Severity.HINT);
    }

    @ParameterizedTest
    @CsvSource({"1", "100"})
    void seventyAndThirtyAreSafeForOneMoreAndForDoubling(int percent) {
        StepSize step = percent == 1 ? new StepSize.Fixed(1) : new StepSize.Percent(percent);
        List<LintFinding> findings = lint(target(1, 100, gpu(0.70, 0.30).adding(step)));
        assertThat(findings.stream().map(LintFinding::code))
                .doesNotContain("BAND_STEP_OUT", "BAND_STEP_IN", "LIMIT_CYCLE");
    }

    @Test
    void seventyAndThirtyAreNotSafeForTripling() {
        LintFinding finding = only(target(1, 100, gpu(0.70, 0.30).adding(new StepSize.Percent(200))), BAND_STEP_OUT);
        assertFound(
                finding,
                Severity.ERROR,
                "policies[0].threshold.out.add",
                "adding 2 replicas at N = 1",
                "from 70 % to 23.3 %",
                "scale-in threshold of 30 %",
                "N * (0.7 / 0.3 - 1) = 1.33");
        assertThat(finding.remedy()).contains("add at most 1 at 1 replica", "under 23.3 %");
    }

    @Test
    void aNarrowBandNamesTheSizeAtWhichItBreaksAndWhatTheConsolidationCheckDoes() {
        LintFinding finding = only(target(1, 10, gpu(0.70, 0.60)), BAND_STEP_OUT);
        assertFound(
                finding,
                Severity.WARNING,
                "policies[0].threshold.out.add",
                "at N = 1 takes gpu_utilization from 70 % to 35 %",
                "at all sizes from 1 to 6",
                "at N = 2 it happens below 31.5 % only");
        assertThat(finding.remedy()).contains("replicas.min to 7");
        assertThat(only(target(7, 10, gpu(0.70, 0.60)), MODEL_CHECKED)).isNotNull();
        assertThat(lint(target(7, 10, gpu(0.70, 0.60)), BAND_STEP_OUT)).isEmpty();
    }

    @Test
    void theBoundIsTheAnalyticOne() {
        for (int add = 1; add <= 6; add++) {
            for (int min = 1; min <= 6; min++) {
                boolean safe = add < min * (0.70 / 0.30 - 1);
                ThresholdBand band = gpu(0.70, 0.30).adding(new StepSize.Fixed(add));
                Subject subject = Subject.of(target(min, 50, band).build(), null);
                Findings findings = new Findings();
                new BandStepOut().check(subject, findings);
                assertThat(findings.all().isEmpty()).as("+%s from %s", add, min).isEqualTo(safe);
            }
        }
    }

    @Test
    void removingTooMuchIsFound() {
        assertFound(
                only(target(1, 10, gpu(0.70, 0.30).removing(new StepSize.Fixed(2))), BAND_STEP_IN),
                Severity.WARNING,
                "policies[0].threshold.in.remove",
                "at N = 3 takes gpu_utilization from 30 % to 90 %",
                "= 1.71",
                "removes 1 instead");
        assertThat(lint(target(1, 10, gpu(0.70, 0.30)), BAND_STEP_IN)).isEmpty();
    }

    @Test
    void aNarrowBandIsALimitCycleAsWritten() {
        List<LintFinding> found = lint(target(1, 10, gpu(0.70, 0.60)), LIMIT_CYCLE);
        assertThat(found).isNotEmpty();
        assertFound(found.get(0), Severity.ERROR, "policies[0].threshold", "as written", "1 -> 2", "replicas' worth");
    }

    @Test
    void numbersAreCheckedWithoutTheModelCheck() {
        ScalingSpec narrow = target(1, 10, gpu(0.70, 0.60)).build();
        List<LintFinding> numbers = Lint.checkNumbers(narrow);

        assertThat(numbers).isNotEmpty();
        assertThat(Lint.check(narrow)).containsAll(numbers).hasSizeGreaterThan(numbers.size());
        assertThat(numbers)
                .extracting(LintFinding::code)
                .doesNotContain("MODEL_CHECKED", "MODEL_CHECK_INCOMPLETE")
                .contains("BAND_STEP_OUT");
    }

    @Test
    void aNarrowBandOnLatencyIsALimitCycle() {
        ThresholdBand band =
                ThresholdBand.on(LATENCY).outAbove(0.5, ofMinutes(1)).inBelow(0.4, ofMinutes(5));
        LintFinding found = lint(target(1, 10, band), LIMIT_CYCLE).get(0);
        assertFound(found, Severity.ERROR, "policies[0].threshold", "constant load of", "1 -> 2 at 0s", "2 -> 1 at");
        assertThat(found.message()).doesNotContain("as written");
    }

    @Test
    void policiesOutsideAreNotModelled() {
        Policy<?> outside = RulePolicy.advice("mine", view -> Proposal.hold(ReasonCode.STEADY));
        assertFound(
                only(target(1, 10, SAFE, outside), MODEL_CHECK_INCOMPLETE), Severity.HINT, "policies", "1 policies");
    }

    @Test
    void thresholdsThatNothingReachesAreFound() {
        assertFound(
                only(
                        target(
                                1,
                                10,
                                ThresholdBand.on(GPU)
                                        .outAbove(1.0, ofMinutes(5))
                                        .inBelow(0.3, ofMinutes(30))),
                        THRESHOLD_UNREACHABLE),
                Severity.ERROR,
                "policies[0].threshold.out.above",
                "100 %");
        assertFound(
                only(target(1, 10, SAFE, gpu(0.7, 0).named("g")), THRESHOLD_UNREACHABLE),
                Severity.ERROR,
                "policies[1].threshold.in.below",
                "never below 0 %");
    }

    @Test
    void moreBucketsThanThereAreIsFound() {
        assertFound(
                only(
                        target(
                                1,
                                10,
                                ThresholdBand.on(WAITING)
                                        .inBelow(2, ofMinutes(60))
                                        .by(Statistic.mOfN(40, 50))),
                        M_OF_N_TOO_LONG),
                Severity.ERROR,
                "policies[0].threshold.in.for",
                "needs 50 buckets",
                "has 30 of 2m");
        assertThat(lint(target(1, 10, SAFE.by(Statistic.mOfN(20, 30))), M_OF_N_TOO_LONG))
                .isEmpty();
    }

    @Test
    void toleranceAgainstWholeReplicas() {
        TargetTracking tracking = TargetTracking.averageValue(QUEUE, 10);
        Limits limits = Limits.hpaDefaults();
        assertFound(
                only(target(1, 50, tracking).limits(limits), DEAD_BAND),
                Severity.HINT,
                "policies[0].tracking.tolerance",
                "from N = 10 on",
                "5 replicas' worth");
        assertThat(lint(target(1, 9, tracking).limits(limits), DEAD_BAND)).isEmpty();
        assertFound(
                only(target(1, 9, tracking.within(new Tolerance(0, 0))).limits(limits), DEAD_BAND),
                Severity.WARNING,
                "policies[0].tracking.tolerance",
                "tolerance of 0");
    }

    @Test
    void windowsOfOneMeasurementAreFound() {
        ScalingSpecBuilder slow = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .signal(SignalSpec.required(WAITING).withInterval(ofSeconds(45)).withMaxAge(ofMinutes(3)))
                .policy(SAFE);
        assertFound(
                only(slow, WINDOW_TOO_SHORT),
                Severity.WARNING,
                "policies[0].threshold.out.for",
                "window of 1m",
                "every 45s");
    }

    @Test
    void windowsBetweenWhichTimeIsLostAreFound() {
        assertFound(
                only(target(1, 10, SAFE.every(ofMinutes(3))), WINDOW_BELOW_PERIOD),
                Severity.WARNING,
                "policies[0].threshold.out.for",
                "every 3m",
                "looks back 1m");
    }

    @Test
    void samplesThatAreStaleTooSoonAreFound() {
        ScalingSpecBuilder slow = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .signal(SignalSpec.required(WAITING).withInterval(ofSeconds(30)).withMaxAge(ofSeconds(20)))
                .policy(SAFE);
        assertFound(
                only(slow, MAX_AGE_BELOW_INTERVAL), Severity.WARNING, "signals[0].maxAge", "every 30s", "after 20s");
    }

    @Test
    void aDelayBelowTheLookBackIsFound() {
        Policy<?> looksBack = new LookBackPolicy(WAITING, ofMinutes(2));
        Limits limits = Limits.none().withStabilization(Duration.ZERO, ofSeconds(30));
        assertFound(
                only(target(1, 10, looksBack).limits(limits), DELAY_BELOW_LOOK_BACK),
                Severity.WARNING,
                "limits.stabilization.in",
                "delayed by 30s",
                "looks back 2m");
        assertThat(lint(safe().limits(limits), DELAY_BELOW_LOOK_BACK)).isEmpty();
        OngoingRequests ongoing = OngoingRequests.of(QUEUE, 2);
        assertThat(lint(target(1, 10, ongoing), DELAY_BELOW_LOOK_BACK)).isEmpty();
        assertFound(
                only(
                        target(1, 10, ongoing.with(new OngoingRequests.Delays(ofSeconds(30), ofSeconds(10), null))),
                        DELAY_BELOW_LOOK_BACK),
                Severity.WARNING,
                "policies[0]",
                "PT30S",
                "PT10S");
    }

    @Test
    void aCooldownCoversStartUpAndWindow() {
        ScalingSpecBuilder slow = safe().pool(PoolSpec.of("gpu").startingIn(StartupTime.of(ofSeconds(409))))
                .limits(Limits.none().withCooldowns(Duration.ZERO, ofMinutes(12)));
        assertFound(
                only(slow, COOLDOWN_IN_TOO_SHORT),
                Severity.WARNING,
                "limits.cooldown.in",
                "16m49s = start-up 6m49s (p95) + window 10m");
        assertThat(lint(slow.limits(Limits.none().withCooldowns(Duration.ZERO, ofMinutes(17))), COOLDOWN_IN_TOO_SHORT))
                .isEmpty();
    }

    @Test
    void aTotalAsAMeanIsFound() {
        assertFound(
                only(target(1, 10, TargetTracking.value(QUEUE, 100)).limits(Limits.hpaDefaults()), METRIC_SUITABILITY),
                Severity.WARNING,
                "policies[0].tracking.signal",
                "100 requests",
                "max 10");
        assertFound(
                only(
                        target(
                                1,
                                10,
                                ThresholdBand.on(QUEUE)
                                        .outAbove(100, ofMinutes(1))
                                        .inBelow(10, ofMinutes(9))),
                        METRIC_SUITABILITY),
                Severity.WARNING,
                "policies[0].threshold.signal",
                "100 requests at 1 and at 10 replicas");
    }

    @Test
    void theGpuAloneIsFound() {
        assertFound(
                only(target(1, 10, gpu(0.70, 0.30)), SOLE_GPU_TRIGGER),
                Severity.WARNING,
                "policies[0].threshold.signal",
                "gpu_utilization alone",
                "1 of 1");
        assertThat(lint(target(1, 10, gpu(0.70, 0.30), SAFE), SOLE_GPU_TRIGGER)).isEmpty();
        Schedule night = day("night", 3, 20);
        assertThat(lint(target(1, 10, gpu(0.70, 0.30), night), SOLE_GPU_TRIGGER))
                .hasSize(1);
        Signal cpu = Signal.ratio("cpu_utilization");
        assertThat(lint(
                        ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                                .signal(cpu)
                                .policy(TargetTracking.utilization(cpu, 0.7)),
                        SOLE_GPU_TRIGGER))
                .isEmpty();
    }

    @Test
    void trackingWithoutStabilizationIsFound() {
        TargetTracking tracking = TargetTracking.averageValue(QUEUE, 10);
        assertFound(
                only(target(1, 9, tracking), MISSING_STABILIZATION), Severity.WARNING, "policies[0].tracking", "15s");
        assertThat(lint(target(1, 9, tracking).limits(Limits.hpaDefaults()), MISSING_STABILIZATION))
                .isEmpty();
        assertThat(lint(safe(), MISSING_STABILIZATION)).isEmpty();
    }

    @Test
    void theReactionBudgetIsTheSumOfSection7() {
        ThresholdBand rule = gpu(0.70, 0.30).every(ofSeconds(15));
        ScalingSpecBuilder slow =
                target(1, 10, rule, SAFE).pool(PoolSpec.of("gpu").startingIn(StartupTime.of(ofSeconds(409))));
        assertFound(
                lint(slow, REACTION_BUDGET).get(0),
                Severity.HINT,
                "policies[0].threshold.out.for",
                "724 s = window 300 s + evaluation 15 s + start-up 409 s (p95)");
        assertThat(Lint.check(slow.build(), ofSeconds(500)))
                .filteredOn(finding -> finding.code().equals("REACTION_BUDGET"))
                .extracting(LintFinding::severity)
                .containsExactly(Severity.WARNING, Severity.HINT);
        assertThatIllegalArgumentException().isThrownBy(() -> Lint.check(slow.build(), Duration.ZERO));
    }

    @Test
    void loopsOfOneSpeedAreFound() {
        ThresholdBand even =
                ThresholdBand.on(WAITING).outAbove(10, ofMinutes(2)).inBelow(2, ofMinutes(2));
        assertFound(
                only(target(1, 10, even), LOOP_SEPARATION),
                Severity.WARNING,
                "policies[0].threshold.in.for",
                "scale-in takes 2m, scale-out 2m");
        BrownoutSpec late = new BrownoutSpec(
                List.of(new BrownoutSpec.Rung("small", 1.5, 1)),
                LATENCY,
                ofSeconds(1),
                ofMinutes(2),
                ofMinutes(10),
                0.1);
        assertFound(
                only(safe().brownout(late), LOOP_SEPARATION),
                Severity.WARNING,
                "brownout.enterAfter",
                "after 2m",
                "after 1m");
    }

    @Test
    void directionsThatNothingTakesAreFound() {
        ThresholdBand outOnly = ThresholdBand.on(WAITING).outAbove(10, ofMinutes(1));
        ThresholdBand inOnly = ThresholdBand.on(WAITING).inBelow(2, ofMinutes(9));
        assertFound(only(target(1, 10, outOnly), NEVER_SCALES_IN), Severity.WARNING, "policies", "from 1 to 10");
        assertFound(only(target(1, 10, inOnly), NEVER_SCALES_OUT), Severity.WARNING, "policies", "from 1 to 10");
        Limits closed = Limits.none().withRates(RateLimit.disabled(), RateLimit.disabled());
        assertFound(only(safe().limits(closed), NEVER_SCALES_IN), Severity.HINT, "limits.rate.in", "disabled");
        assertFound(only(safe().limits(closed), NEVER_SCALES_OUT), Severity.HINT, "limits.rate.out", "disabled");
    }

    private static Schedule day(String name, int floor, int until) {
        return new Schedule(
                name,
                List.of(ScheduleWindow.floor(
                        name,
                        floor,
                        WeeklyRecurrence.daily(LocalTime.of(8, 0), LocalTime.of(until, 0), ZoneOffset.UTC))));
    }

    @Test
    void plansAreHeldAgainstTheBoundsAndEachOther() {
        assertFound(
                only(target(1, 10, SAFE, day("day", 20, 18)), SCHEDULE_OUT_OF_BOUNDS),
                Severity.WARNING,
                "policies[1]",
                "asks for 20 replicas",
                "max is 10");
        Schedule night = new Schedule(
                "night",
                List.of(ScheduleWindow.cap(
                        "night", 4, WeeklyRecurrence.daily(LocalTime.of(18, 0), LocalTime.of(6, 0), ZoneOffset.UTC))));
        assertFound(
                only(target(1, 10, SAFE, day("day", 8, 20), night), SCHEDULE_CONFLICT),
                Severity.ERROR,
                "policies[2]",
                "2 schedules contradict");
        assertThat(lint(target(1, 10, SAFE, day("day", 8, 18), night), SCHEDULE_CONFLICT))
                .isEmpty();
        assertFound(
                only(target(6, 10, SAFE, night), SCHEDULE_OUT_OF_BOUNDS),
                Severity.WARNING,
                "policies[1]",
                "at most 4 replicas",
                "min is 6");
    }

    @Test
    void plansMeasureNothingAndJobsEndByThemselves() {
        Schedule only = day("day", 3, 20);
        assertThat(lint(target(1, 10, only)).stream().map(LintFinding::code))
                .doesNotContain("NEVER_SCALES_OUT", "NEVER_SCALES_IN", "REACTION_BUDGET", "SOLE_GPU_TRIGGER");
        assertThat(
                        lint(target(0, 10, JobScaling.on(QUEUE, 5)).activation(ActivationSpec.of(QUEUE, ofMinutes(10))))
                                .stream()
                                .map(LintFinding::code))
                .doesNotContain("NEVER_SCALES_IN");
    }

    @Test
    void whatTheMinimumCostsIsHeldAgainstTheBudget() {
        ScalingSpecBuilder dear = target(3, 10, SAFE)
                .pool(PoolSpec.of("cheap").pricedPerHour(1).withQuota(1))
                .pool(PoolSpec.of("dear").pricedPerHour(4));
        assertFound(
                only(dear.budget(BudgetSpec.perHour(8)), MIN_OVER_BUDGET),
                Severity.ERROR,
                "budget.perHour",
                "cost 9 per hour",
                "budget of 8");
        assertFound(
                only(dear.budget(BudgetSpec.NONE.withPerMonth(6000, 0, ZoneOffset.UTC)), MIN_OVER_BUDGET),
                Severity.ERROR,
                "budget.perMonth",
                "cost 6696 in a month");
    }

    @Test
    void aMaximumOutOfReachIsFound() {
        assertFound(
                only(safe().pool(PoolSpec.of("a").withQuota(6)), MAX_UNREACHABLE),
                Severity.WARNING,
                "replicas.max",
                "max is 10",
                "allow 6 replicas");
        assertFound(
                only(safe().pool(PoolSpec.of("a").pricedPerHour(2)).budget(BudgetSpec.perHour(9)), MAX_UNREACHABLE),
                Severity.WARNING,
                "replicas.max",
                "(9 per hour) allow 4 replicas");
    }

    @Test
    void spotIsHeldAgainstItsFloor() {
        ScalingSpecBuilder mixed =
                safe().pool(PoolSpec.of("a").withQuota(2)).pool(PoolSpec.of("b").asSpot());
        assertFound(only(mixed, ALL_SPOT), Severity.WARNING, "spot", "1 of 2 pools");
        assertThat(lint(mixed.spot(new SpotSpec(1, 100)), ALL_SPOT)).isEmpty();
        assertFound(
                only(mixed.spot(new SpotSpec(3, 100)), SPOT_FLOOR_UNREACHABLE),
                Severity.ERROR,
                "spot.onDemandFloor",
                "floor of 3 replicas",
                "come to 2");
    }

    @Test
    void replicasThatExpireBeforeTheyAreReadyAreFound() {
        PoolSpec slow = PoolSpec.of("a").startingIn(new StartupTime(ofMinutes(4), ofMinutes(6), ofMinutes(8)));
        assertFound(
                only(safe().pool(slow.withStartDeadline(ofMinutes(3))), START_DEADLINE_TOO_SHORT),
                Severity.ERROR,
                "pools[0].startDeadline",
                "expire after 3m",
                "longer than 4m");
        assertFound(
                only(safe().pool(slow.withStartDeadline(ofMinutes(7))), START_DEADLINE_TOO_SHORT),
                Severity.WARNING,
                "pools[0].startDeadline",
                "one in a hundred");
        assertThat(lint(safe().pool(slow), START_DEADLINE_TOO_SHORT)).isEmpty();
    }

    @Test
    void aBrownoutWithoutHeadroomIsFound() {
        BrownoutSpec ladder = new BrownoutSpec(
                List.of(new BrownoutSpec.Rung("small", 1.5, 1)),
                LATENCY,
                ofSeconds(1),
                ofSeconds(5),
                ofMinutes(1),
                0.1);
        assertFound(
                only(target(2, 2, SAFE).brownout(ladder), BROWNOUT_WITHOUT_HEADROOM),
                Severity.WARNING,
                "brownout",
                "at most 2 replicas");
        assertThat(lint(safe().brownout(ladder), BROWNOUT_WITHOUT_HEADROOM)).isEmpty();
    }

    @Test
    void aHeadroomThatABrownoutLowersIsFound() {
        Signal late = Signal.ratio("late_share");
        Signal busy = Signal.duration("full_service_time");
        BrownoutSpec ladder = new BrownoutSpec(
                List.of(new BrownoutSpec.Rung("small", 1.5, 1)),
                LATENCY,
                ofSeconds(1),
                ofSeconds(5),
                ofMinutes(1),
                0.1);
        CalibratedSizing sizing = CalibratedSizing.of(
                new LoadSignals(QUEUE, busy, null, null, late), 8, WaitObjective.of(ofSeconds(2), 0.9));
        assertFound(
                only(target(1, 9, sizing).signal(busy).signal(late).brownout(ladder), BROWNOUT_LOWERS_HEADROOM),
                Severity.WARNING,
                "policies[0].lateShare",
                "late_share",
                "levelEffect: counted");
        assertThat(lint(target(1, 9, sizing).signal(busy).signal(late), BROWNOUT_LOWERS_HEADROOM))
                .as("without a ladder")
                .isEmpty();
        ScalingSpecBuilder counted = target(1, 9, sizing)
                .signal(busy)
                .signal(SignalSpec.optional(late).withLevelEffect(SignalSpec.LevelEffect.COUNTED))
                .brownout(ladder);
        assertThat(lint(counted, BROWNOUT_LOWERS_HEADROOM)).as("counted").isEmpty();
        CalibratedSizing still = sizing.with(Headroom.DEFAULT.withGainPerMinute(0));
        assertThat(lint(target(1, 9, still).signal(busy).signal(late).brownout(ladder), BROWNOUT_LOWERS_HEADROOM))
                .as("a head-room that does not move")
                .isEmpty();
    }

    @Test
    void theWayBackFromZeroIsLookedAt() {
        ScalingSpecBuilder zero = target(0, 10, SAFE).activation(ActivationSpec.of(QUEUE, ofMinutes(10)));
        assertFound(
                only(zero, WAKE_CAPACITY), Severity.HINT, "activation.workPerReplica", "waits 0s", "whatever waits");
        assertFound(
                only(zero.pool(PoolSpec.of("a").asSpot()), WAKE_CAPACITY),
                Severity.WARNING,
                "activation",
                "all 1 pools");
        ScalingSpecBuilder none = target(0, 10, SAFE)
                .activation(ActivationSpec.of(QUEUE, ofMinutes(10)))
                .pool(PoolSpec.of("a").withQuota(0));
        assertFound(only(none, WAKE_CAPACITY), Severity.ERROR, "activation", "never wakes");
    }

    @Test
    void aHoldThatCannotHappenIsFound() {
        ReversalHold brief = new ReversalHold(ofSeconds(30), ofMinutes(20), ofMinutes(60));
        assertFound(
                only(safe().limits(Limits.none().withReversalHold(brief)), NEVER_BINDS),
                Severity.ERROR,
                "limits.reversalHold.within",
                "within 30s",
                "is 1m");
    }

    @Test
    void codesAndMessagesAreRequired() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LintFinding("", Severity.HINT, "", "m", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new LintFinding("C", Severity.HINT, "", " ", ""));
    }
}
