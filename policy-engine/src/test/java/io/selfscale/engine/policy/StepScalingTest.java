package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.policy.MetricAlarm.MissingData;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepScalingTest {

    private static final Signal CPU = Signal.ratio("cpu");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final StepScaling OUT = StepScaling.percent(
            MetricAlarm.atLeast(CPU, 0.6), StepAdjustment.between(0, 0.1, 10), StepAdjustment.from(0.1, 30));
    private static final StepScaling IN = StepScaling.percent(
            MetricAlarm.atMost(CPU, 0.4), StepAdjustment.between(-0.1, 0, -10), StepAdjustment.upTo(-0.1, -30));

    @ParameterizedTest
    @CsvSource({
        "T1, 10, 10, 0, 11",
        "T2, 11, 30, 0, 14",
        "T3, 14, -10, 0, 13",
        "T4, 13, -30, 0, 10",
        "T5, 3, -10, 0, 2",
        "T6, 4, 25, 2, 6",
        "minimum on the way in, 10, -10, 3, 7",
        "one is the least, 2, 10, 0, 3",
        "exactly one, 10, 10, 1, 11",
        "never below zero, 1, -100, 4, 0",
        "nothing of nothing, 0, 50, 2, 0",
        "no overflow, 2000000000, 200, 0, 2147483647",
    })
    void percentagesAreRoundedTowardZeroButChangeAtLeastOne(
            String vector, int count, int percent, int minimum, int expected) {
        StepAdjustment step = percent > 0 ? StepAdjustment.from(0, percent) : StepAdjustment.upTo(0, percent);
        StepScaling policy =
                StepScaling.percent(MetricAlarm.atLeast(CPU, 0.6), step).atLeast(minimum);

        assertThat(policy.adjusted(step, count)).as(vector).isEqualTo(expected);
    }

    @Test
    void walksTheDocumentedWalk() {
        // T7: 60 % and 70 % grow by 10 and 30 percent, 40 % and 30 % shrink by them.
        int count = 10;
        for (int[] step : new int[][] {{60, 11}, {70, 14}, {50, 14}, {40, 13}, {30, 10}}) {
            PlainView view = new PlainView(CPU, step[0] / 100.0, count, count);
            int out = replicas(OUT.propose(view, AlarmMemory.NONE).proposal(), count);
            int in = replicas(IN.propose(view, AlarmMemory.NONE).proposal(), count);
            count = out != count ? out : in;
            assertThat(count).as(step[0] + " %").isEqualTo(step[1]);
        }
    }

    private static int replicas(Proposal proposal, int otherwise) {
        return proposal instanceof Proposal.Scale scale ? scale.replicas() : otherwise;
    }

    @ParameterizedTest
    @CsvSource({
        // value, lower, upper, about values above, covered; threshold 0.6
        "0.6, 0, 0.1, true, true",
        "0.7, 0, 0.1, true, false",
        "0.7, 0.1, 0.2, true, true",
        "0.8, 0.1, 0.2, true, false",
        "0.5, -0.1, 0, false, false",
        "0.5, -0.2, -0.1, false, true",
        "0.4, -0.2, -0.1, false, false",
        "0.6, -0.1, 0, false, true",
        "0.6, 0, 0.1, false, false",
        "0.6, -0.1, 0, true, false",
    })
    void aboveTheThresholdTheLowerBoundBelongsToAStepAndBelowItTheUpper(
            double value, double lower, double upper, boolean upward, boolean covered) {
        assertThat(StepAdjustment.between(lower, upper, 1).covers(value, 0.6, upward))
                .isEqualTo(covered);
    }

    @Test
    void reportsEverythingThatIsWrongWithItsStepsAtOnce() {
        IllegalArgumentException e = catchThrowableOfType(
                IllegalArgumentException.class,
                () -> StepScaling.changing(
                        MetricAlarm.atLeast(CPU, 0.6),
                        StepAdjustment.between(0, 0.2, 1),
                        StepAdjustment.between(0.1, 0.3, 2),
                        StepAdjustment.between(0.4, 0.5, 3),
                        StepAdjustment.between(-0.3, -0.2, -1)));
        assertThat(e)
                .hasMessageContaining("steps must not overlap but [0.0, 0.2) -> 1 and [0.1, 0.3) -> 2 do")
                .hasMessageContaining("there must be no gap between steps but there is one from 0.3 to 0.4")
                .hasMessageContaining("there is one from -0.2 to 0.0")
                .hasMessageContaining("with a negative lower bound, some step must lack a lower bound")
                .hasMessageContaining("with a positive upper bound, some step must lack an upper bound");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, a step must have a lower or an upper bound but had neither",
                "NaN, 1, bounds of a step must be finite",
                "1, 1, the lower bound of a step must be below its upper bound but was",
            })
    void refusesAStepThatIsNone(Double lower, Double upper, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> StepScaling.changing(MetricAlarm.atLeast(CPU, 0.6), new StepAdjustment(lower, upper, 1)))
                .withMessageContaining(message);
    }

    @Test
    void refusesSeveralOpenEndsNoStepsAndNegativeCounts() {
        MetricAlarm alarm = MetricAlarm.atLeast(CPU, 0.6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepScaling.changing(alarm, StepAdjustment.from(0, 1), StepAdjustment.from(0.1, 1)))
                .withMessageContaining("at most one step may lack an upper bound but 2 did");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepScaling.changing(alarm, StepAdjustment.upTo(0, 1), StepAdjustment.upTo(-0.1, 1)))
                .withMessageContaining("at most one step may lack a lower bound but 2 did");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepScaling.changing(alarm))
                .withMessageContaining("there must be at least one step but there was none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepScaling.exact(alarm, StepAdjustment.from(0, -1)))
                .withMessageContaining("an exact count must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        StepScaling.changing(alarm, StepAdjustment.from(0, 1)).atLeast(2))
                .withMessageContaining("minimumMagnitude must be 0 unless steps are percentages but was 2");
    }

    @ParameterizedTest
    @CsvSource({
        // Three of four must breach; b breaches, o does not, - is missing.
        "bbbo, MISSING, ALARM",
        "bboo, MISSING, OK",
        "bb-b, MISSING, ALARM",
        "bb-o, MISSING, INSUFFICIENT",
        "b-oo, MISSING, OK",
        "----, MISSING, INSUFFICIENT",
        "bb-o, BREACHING, ALARM",
        "----, BREACHING, ALARM",
        "bb-o, NOT_BREACHING, OK",
        "----, NOT_BREACHING, OK",
        "bb-b, NOT_BREACHING, ALARM",
    })
    void anAlarmCountsBreachesAndMissingDatapoints(String points, MissingData missing, String expected) {
        MetricAlarm alarm = MetricAlarm.atLeast(CPU, 0.6).in(3, 4).treating(missing);

        assertThat(alarm.state(points(points), false)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"bb-o, true, ALARM", "bb-o, false, OK", "bbb-, false, ALARM", "boo-, true, OK"})
    void anAlarmThatIgnoresMissingDatapointsStaysAsItWas(String points, boolean before, String expected) {
        MetricAlarm alarm = MetricAlarm.atLeast(CPU, 0.6).in(3, 4).treating(MissingData.IGNORE);

        assertThat(alarm.state(points(points), before)).hasToString(expected);
    }

    private static List<MetricAlarm.Datapoint> points(String text) {
        List<MetricAlarm.Datapoint> points = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            points.add(new MetricAlarm.Datapoint(c == '-' ? null : c == 'b' ? (Double) 0.7 : (Double) 0.1, true));
        }
        return points;
    }

    private static Rehearsal target(StepScaling... policies) {
        return new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                .signal(CPU)
                .policies(List.of(policies))
                .build());
    }

    @Test
    void actsWhenEnoughOfTheLastMinutesBreach() {
        StepScaling policy = StepScaling.changing(MetricAlarm.atLeast(CPU, 0.6).in(2, 3), StepAdjustment.from(0, 2));
        Rehearsal target = target(policy).ready(4).readEach(CPU, 0.65);

        assertThat(target.tickFor(Duration.ofSeconds(59)).to()).isEqualTo(4);
        Decision decision = target.tick();

        assertThat(decision.to()).isEqualTo(6);
        assertThat(decision.explain()).contains("the step for a breach of this size");
    }

    @ParameterizedTest
    @CsvSource({"MISSING, 4", "IGNORE, 4", "NOT_BREACHING, 4", "BREACHING, 5"})
    void onlyDatapointsThatCountAsBreachingAddReplicasUnseen(MissingData missing, int expected) {
        StepScaling policy = StepScaling.changing(
                MetricAlarm.atLeast(CPU, 0.6).treating(missing),
                StepAdjustment.between(0, 0.1, 1),
                StepAdjustment.from(0.1, 5));

        Decision decision =
                target(policy).ready(4).read(CPU, Reading.absent("gone")).tick();

        assertThat(decision.to()).as(decision.explain()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"MISSING", "IGNORE", "NOT_BREACHING", "BREACHING"})
    void missingDatapointsNeverRemoveReplicas(MissingData missing) {
        StepScaling policy = StepScaling.changing(
                MetricAlarm.atMost(CPU, 0.4).in(1, 2).treating(missing), StepAdjustment.upTo(0, -1));
        Rehearsal target = target(policy).ready(4).read(CPU, Reading.absent("gone"));
        for (int i = 0; i < 300; i++) {
            assertThat(target.tick().to()).isEqualTo(4);
        }
    }

    @Test
    void aReplicaThatIsNotSeenForbidsRemovingOne() {
        StepScaling policy = StepScaling.changing(MetricAlarm.atMost(CPU, 0.4), StepAdjustment.upTo(0, -1));
        PlainView seen = new PlainView(CPU, 0.2, 4, 4);
        List<MetricAlarm.Datapoint> incomplete = List.of(new MetricAlarm.Datapoint(0.2, false));

        assertThat(policy.propose(seen, AlarmMemory.NONE).proposal()).isInstanceOf(Proposal.Scale.class);
        assertThat(policy.alarm().isSeenToBreach(incomplete)).isFalse();
    }

    private static Inventory replicas(int warm, int warming, int starting) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < warm; i++) {
            replicas.add(Rehearsal.replica("warm" + i, ReplicaState.READY, Duration.ofHours(1), null));
        }
        for (int i = 0; i < warming; i++) {
            replicas.add(Rehearsal.replica("new" + i, ReplicaState.READY, Duration.ofSeconds(20), null));
        }
        for (int i = 0; i < starting; i++) {
            replicas.add(Rehearsal.replica("start" + i, ReplicaState.STARTING, Duration.ofSeconds(5), null));
        }
        return Inventory.of(replicas);
    }

    private static Reading cpu(int warm, double value, int warming, double low) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (int i = 0; i < warm; i++) {
            samples.put("warm" + i, Sample.of(value));
        }
        for (int i = 0; i < warming; i++) {
            samples.put("new" + i, Sample.of(low));
        }
        return Reading.byReplica(samples);
    }

    @ParameterizedTest
    @CsvSource({
        // Ten warm at 65 % or 75 %. Step one adds 1, step two adds 3; what warms up is deducted.
        "0, 0, 0.65, 11",
        "1, 0, 0.65, 11", // the same step again: one activity
        "0, 1, 0.65, 11",
        "1, 0, 0.75, 13", // three more than the ten, one of them is there: two more
        "1, 1, 0.75, 13",
        "2, 1, 0.75, 13", // all three are there
        "3, 2, 0.75, 15", // and more than three
    })
    void whatIsWarmingUpCountsAsPresent(int warming, int starting, double value, int expected) {
        Decision decision = target(OUT.warmingUp(Duration.ofMinutes(2)))
                .inventory(replicas(10, warming, starting))
                .read(CPU, cpu(10, value, warming, 0.01))
                .tick();

        assertThat(decision.from()).isEqualTo(10 + warming + starting);
        assertThat(decision.to()).as(decision.explain()).isEqualTo(expected);
    }

    @Test
    void theLowLoadOfAReplicaThatIsWarmingUpDoesNotHideABreach() {
        // The mean over all twenty is 33 %, that of the ten warm ones 65 %.
        StepScaling policy = StepScaling.changing(MetricAlarm.atLeast(CPU, 0.6), StepAdjustment.from(0, 15))
                .warmingUp(Duration.ofMinutes(2));
        Rehearsal target = target(policy).inventory(replicas(10, 10, 0)).read(CPU, cpu(10, 0.65, 10, 0.01));

        assertThat(target.tick().to()).isEqualTo(25);
    }

    @Test
    void nothingIsRemovedWhileAReplicaIsWarmingUp() {
        StepScaling policy = IN.warmingUp(Duration.ofMinutes(2));

        Decision decision = target(policy)
                .inventory(replicas(10, 1, 0))
                .read(CPU, cpu(10, 0.2, 1, 0.2))
                .tick();
        Decision warm = target(policy)
                .inventory(replicas(11, 0, 0))
                .read(CPU, cpu(11, 0.2, 0, 0))
                .tick();

        assertThat(decision.to()).isEqualTo(11);
        assertThat(decision.proposals().get(0).proposal().reason()).isEqualTo(ReasonCode.WARM_UP);
        assertThat(warm.to()).as("30 % of 11, toward zero").isEqualTo(8);
    }

    @Test
    void anExactStepSetsTheCount() {
        StepScaling policy = StepScaling.exact(MetricAlarm.atLeast(CPU, 0.6), StepAdjustment.from(0, 12));

        assertThat(target(policy).ready(4).readEach(CPU, 0.9).tick().to()).isEqualTo(12);
        assertThat(target(policy).ready(20).readEach(CPU, 0.9).tick().to()).isEqualTo(12);
    }

    @Test
    void periodsInWhichNobodyLookedAreMissing() {
        MetricAlarm alarm = MetricAlarm.atLeast(CPU, 0.6).in(2, 4);
        StepScaling policy = StepScaling.changing(alarm, StepAdjustment.from(0, 1));
        PlainView view = new PlainView(CPU, 0.75, 4, 4);
        PolicyResult<AlarmMemory> first = policy.propose(view, AlarmMemory.NONE);

        PolicyResult<AlarmMemory> later = policy.propose(view.later(MINUTE.multipliedBy(3)), first.memory());

        assertThat(later.memory().points())
                .extracting(MetricAlarm.Datapoint::value)
                .containsExactly(0.75, null, null, 0.75);
        assertThat(later.proposal()).isInstanceOf(Proposal.Scale.class);
        PolicyResult<AlarmMemory> muchLater = policy.propose(view.later(Duration.ofDays(3)), first.memory());
        assertThat(muchLater.memory().points()).hasSize(4);
    }

    @Test
    void itsMemorySurvivesARestart() {
        AlarmMemory memory = new AlarmMemory(points("b-o"), 1234567890123L, true);

        assertThat(AlarmMemory.CODEC.decode(1, AlarmMemory.CODEC.encode(memory)))
                .isEqualTo(memory);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmMemory.CODEC.decode(2, AlarmMemory.CODEC.encode(memory)));
        assertThatIllegalArgumentException().isThrownBy(() -> AlarmMemory.CODEC.decode(1, "{"));
    }
}
