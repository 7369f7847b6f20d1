package io.selfscale.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.adapter.cron.CronRecurrence;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.engine.expression.Expression;
import io.selfscale.engine.forecast.HoltWinters;
import io.selfscale.engine.forecast.KalmanTrend;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.keda.JobDemand;
import io.selfscale.engine.keda.JobStrategy;
import io.selfscale.engine.keda.MetricFallback;
import io.selfscale.engine.kpa.KpaSpec;
import io.selfscale.engine.kpa.KpaTarget;
import io.selfscale.engine.policy.BacklogTime;
import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.policy.DeviationBand;
import io.selfscale.engine.policy.ExpectedPeak;
import io.selfscale.engine.policy.Fallback;
import io.selfscale.engine.policy.Forecast;
import io.selfscale.engine.policy.FormulaTracking;
import io.selfscale.engine.policy.Headroom;
import io.selfscale.engine.policy.JobScaling;
import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.engine.policy.LoadSignals;
import io.selfscale.engine.policy.MetricAlarm;
import io.selfscale.engine.policy.ObjectiveSizing;
import io.selfscale.engine.policy.OngoingRequests;
import io.selfscale.engine.policy.ProcessingRate;
import io.selfscale.engine.policy.ReadyBy;
import io.selfscale.engine.policy.SaturationSpare;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.ServiceLearning;
import io.selfscale.engine.policy.SizingSettings;
import io.selfscale.engine.policy.StepAdjustment;
import io.selfscale.engine.policy.StepScaling;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.WarmTargetTracking;
import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.engine.schedule.SingleOccurrence;
import io.selfscale.engine.schedule.WeeklyRecurrence;
import io.selfscale.engine.schedule.YearlyRecurrence;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of policy, in its defaults and with everything set, is written and reads back to an equal one. */
class PolicyKindsTest {

    private static final Signal RATIO = Signal.ratio("busy_share");
    private static final Signal PER_REPLICA = Signal.perReplica("waiting", "requests");
    private static final Signal TOTAL = Signal.total("queue", "requests");
    private static final Signal ARRIVALS = Signal.total("arrivals", "requests");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final List<Signal> SIGNALS = List.of(RATIO, PER_REPLICA, TOTAL, ARRIVALS, LATENCY);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    static List<Policy<?>> policies() {
        WaitObjective objective = WaitObjective.of(Duration.ofMillis(1500), 0.95);
        WeeklyRecurrence weekend = WeeklyRecurrence.on(
                EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.of(20, 0), LocalTime.of(2, 30), SHANGHAI);
        YearlyRecurrence sale = new YearlyRecurrence(
                MonthDay.of(11, 10), LocalTime.of(20, 0), MonthDay.of(11, 12), LocalTime.of(2, 0), SHANGHAI);
        SingleOccurrence once = SingleOccurrence.of(
                LocalDateTime.of(2026, 10, 25, 1, 30),
                LocalDateTime.of(2026, 10, 25, 2, 30),
                ZoneId.of("Europe/Berlin"));
        return List.of(
                KnativeScaling.of(TOTAL, new KpaTarget(70, 100)),
                KnativeScaling.of(
                                TOTAL,
                                KpaSpec.of(new KpaTarget(0.7, 0.7))
                                        .withTargetBurstCapacity(-1)
                                        .withPanicThreshold(1.5)
                                        .withRates(10, 3)
                                        .withStableWindow(Duration.ofMinutes(2))
                                        .withScaleDownDelay(Duration.ofMinutes(5))
                                        .withActivationScale(3))
                        .withPanicWindow(Duration.ofSeconds(7))
                        .every(Duration.ZERO)
                        .named("kpa"),
                OngoingRequests.of(TOTAL, OngoingRequests.DEFAULT_TARGET),
                new OngoingRequests(
                        "ray",
                        TOTAL,
                        3.5,
                        Duration.ofSeconds(10),
                        new OngoingRequests.Factors(1.5, 0.5),
                        new OngoingRequests.Delays(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(2)),
                        Duration.ofSeconds(5)),
                CalibratedSizing.of(new LoadSignals(ARRIVALS, LATENCY, null, null, null), 8, objective),
                CalibratedSizing.of(new LoadSignals(ARRIVALS, LATENCY, TOTAL, TOTAL, RATIO), 1, objective)
                        .named("own")
                        .drainingWithin(Duration.ofSeconds(5))
                        .with(new Headroom(0.01, 0, 0.1, 0.2, 7.5))
                        .with(new DeviationBand(0, 1.25))
                        .over(Duration.ofSeconds(90))
                        .every(Duration.ofSeconds(30)),
                ObjectiveSizing.of(ARRIVALS, ServiceModel.multiServer(Duration.ofMillis(250), 4), objective),
                ObjectiveSizing.of(
                                ARRIVALS,
                                ServiceModel.batching(
                                        Duration.ofMillis(300),
                                        256,
                                        Duration.ofNanos(12_345_678),
                                        Duration.ofNanos(123_456),
                                        16),
                                objective.withMaxUtilization(0.8))
                        .draining(TOTAL, Duration.ofMinutes(2))
                        .learning(ServiceLearning.of(LATENCY, PER_REPLICA))
                        .with(SizingSettings.DEFAULT.withMargin(0.25).every(Duration.ofSeconds(10)))
                        .named("slo"),
                BacklogTime.of(TOTAL, Duration.ofMinutes(5), ARRIVALS, BacklogTime.Rate.given(2.5)),
                BacklogTime.of(TOTAL, Duration.ofMinutes(5), ARRIVALS, BacklogTime.Rate.measured(PER_REPLICA))
                        .atUtilization(0.6)
                        .with(SizingSettings.DEFAULT.withWindow(Duration.ofMinutes(3))),
                new ProcessingRate(
                        "processing_rate",
                        ARRIVALS,
                        ARRIVALS,
                        RATIO,
                        null,
                        ProcessingRate.Utilization.DEFAULT,
                        ProcessingRate.Rescaling.DEFAULT,
                        SizingSettings.DEFAULT),
                new ProcessingRate(
                        "flink",
                        ARRIVALS,
                        ARRIVALS,
                        RATIO,
                        TOTAL,
                        new ProcessingRate.Utilization(0.3, 0.6, 0.9),
                        new ProcessingRate.Rescaling(
                                Duration.ofMinutes(10), Duration.ZERO, 0.5, 3, Duration.ofMinutes(30), 0.1),
                        SizingSettings.DEFAULT),
                SaturationSpare.of(RATIO, PER_REPLICA),
                SaturationSpare.of(RATIO, PER_REPLICA)
                        .over(SaturationSpare.Averaging.ALL)
                        .with(SaturationSpare.Settings.DEFAULT.withSettle(Duration.ofMinutes(3)))
                        .named("spare"),
                FormulaTracking.replicas("formula", "ceil(queue / 4) + 1", TOTAL),
                FormulaTracking.averageValue("sum", "queue ?? 0 + arrivals", 2.5, TOTAL, ARRIVALS)
                        .every(Duration.ofMinutes(1)),
                new FormulaTracking(
                        "other_names",
                        Expression.parse("q * 2"),
                        Map.of("q", TOTAL),
                        new FormulaTracking.Goal.Value(3),
                        new Tolerance(0.2, 0.3),
                        Duration.ofSeconds(15)),
                Schedule.of("schedule", ScheduleWindow.floor("evening", 5, weekend)),
                Schedule.of(
                        "plan",
                        ScheduleWindow.floor("sale", 8, sale)
                                .rampingOver(Duration.ofMinutes(20))
                                .urgently(),
                        ScheduleWindow.exactly("test", 3, once),
                        ScheduleWindow.freezeIn("mornings", CronRecurrence.of("0 8 * * 1-5", "0 10 * * 1-5", SHANGHAI)),
                        ScheduleWindow.cap("nights", 20, CronRecurrence.keda("0 1 * * *", "0 5 * * *", SHANGHAI))),
                ReadyBy.of("ready_by", new ExpectedPeak.Replicas(15), sale),
                ReadyBy.of("peak", new ExpectedPeak.Load(24, Duration.ofSeconds(2), 4, 0.8), once)
                        .share(0.75)
                        .withMargin(Duration.ZERO)
                        .rampingOver(Duration.ofMinutes(5))
                        .patiently(),
                Forecast.of(ARRIVALS, 2.5, HoltWinters.of(96), Duration.ofMinutes(15), SHANGHAI),
                Forecast.of(ARRIVALS, 1, KalmanTrend.dynamoDefaults(), Duration.ofMinutes(5), SHANGHAI)
                        .withCapacityOfDemand()
                        .gatedBy(new Forecast.Gate(0.9, 100, 10))
                        .named("trend"),
                Fallback.to(6, PER_REPLICA),
                Fallback.to(6, LATENCY)
                        .by(MetricFallback.Behavior.CURRENT_REPLICAS_IF_HIGHER)
                        .after(Duration.ofMinutes(1), Duration.ofMinutes(10)),
                JobScaling.on(TOTAL, 1),
                JobScaling.on(TOTAL, 2.5)
                        .and(ARRIVALS, 3)
                        .by(new JobStrategy.Custom(2, 0.5))
                        .combining(JobDemand.Calculation.SUM)
                        .named("two_queues"),
                JobScaling.on(ARRIVALS, 1).by(new JobStrategy.Eager()),
                StepScaling.changing(
                        MetricAlarm.atLeast(RATIO, 0.6),
                        StepAdjustment.between(0, 0.1, 1),
                        StepAdjustment.from(0.1, 3)),
                StepScaling.percent(
                                MetricAlarm.atMost(LATENCY, 0.5)
                                        .in(3, 5)
                                        .every(Duration.ofSeconds(30))
                                        .treating(MetricAlarm.MissingData.NOT_BREACHING),
                                StepAdjustment.between(-0.2, 0, -10),
                                StepAdjustment.upTo(-0.2, -30))
                        .atLeast(2)
                        .warmingUp(Duration.ofMinutes(4)),
                WarmTargetTracking.of(RATIO, 0.7),
                WarmTargetTracking.backlog(TOTAL, Duration.ofSeconds(10), Duration.ofMillis(100))
                        .warmingUp(Duration.ofMinutes(2))
                        .with(new WarmTargetTracking.ScaleIn(0.2, Duration.ofMinutes(20)))
                        .every(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void readsBackToAnEqualPolicy(Policy<?> policy) {
        ScalingSpec spec = spec(policy);

        ScalingSpec read = Policies.spec(PolicyWriter.write(spec));

        Policies.assertSame(read, spec);
    }

    @Test
    void everyKindIsCovered() {
        Set<Class<?>> covered = policies().stream().map(Object::getClass).collect(Collectors.toSet());
        covered.add(ThresholdBand.class);
        covered.add(TargetTracking.class);

        assertThat(io.selfscale.adapter.yaml.document.Policies.FORM.alternatives())
                .allSatisfy(alternative -> assertThat(covered).contains(alternative.type()));
    }

    @Test
    void aPolicyOfOnesOwnCannotBeWritten() {
        assertThatThrownBy(() -> PolicyWriter.write(spec(new Own(true))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Own");
        assertThatThrownBy(() -> PolicyWriter.write(spec(new Own(false))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("policy mine");
    }

    private record Own(boolean isPure) implements StatelessPolicy {
        @Override
        public String name() {
            return "mine";
        }

        @Override
        public Set<SignalWindow> windows() {
            return Set.of();
        }

        @Override
        public Proposal propose(View view) {
            return Proposal.abstain(ReasonCode.INSIDE_BAND, "");
        }
    }

    @Test
    void refusesACronWindowThatIsNoSchedule() {
        Finding finding = Policies.finding(Policies.MINIMAL + """
                  - schedule:
                      windows:
                        - name: always
                          kind: floor
                          replicas: 2
                          when: {cron: {start: "* * * * *", end: "*/2 * * * *", zone: UTC}}
                """);

        assertThat(finding.message()).contains("a window must open at most 120 times in ten days");
    }

    @Test
    void refusesWindowsThatContradictEachOther() {
        Finding finding = Policies.finding(Policies.MINIMAL + """
                  - schedule:
                      windows:
                        - {name: a, kind: floor, replicas: 6, when: {weekly: {from: 08:00, to: 12:00, zone: UTC}}}
                        - {name: b, kind: cap, replicas: 4, when: {weekly: {days: [mon], from: 11:00, to: 13:00, zone: UTC}}}
                """);

        assertThat(finding.path()).isEqualTo("policies[1].schedule.windows");
        assertThat(finding.message()).contains("window a asks for at least 6 replicas and window b allows at most 4");
    }

    @Test
    void namesAnInputOfAFormulaThatIsNoSignal() {
        Finding finding =
                Policies.finding(Policies.MINIMAL + "  - formula: {expression: gpu_utilization * 2 + waiting}\n");

        assertThat(finding.code()).isEqualTo("UNKNOWN_SIGNAL");
        assertThat(finding.path()).isEqualTo("policies[1].formula.expression");
    }

    private static ScalingSpec spec(Policy<?> policy) {
        var builder = ScalingSpec.builder(ScalingTarget.of("target").replicas(1, 30));
        SIGNALS.forEach(builder::signal);
        return builder.policy(policy).build();
    }
}
