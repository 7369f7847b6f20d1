package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VirtualTargetTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final TargetSetup SETUP = new TargetSetup(
            1,
            10,
            SECOND,
            SECOND.multipliedBy(2),
            SECOND.multipliedBy(4),
            SECOND.multipliedBy(3),
            SECOND.multipliedBy(40));

    private static Map<String, Sample> samples(Observation seen, Signal signal) {
        if (seen.readings().get(signal) instanceof Reading.ByReplica byReplica) {
            return byReplica.samples();
        }
        throw new AssertionError(signal + " was not read replica by replica");
    }

    @Test
    void signalsFollowFromTheLoadOfTheReadyReplicas() {
        Observation seen = new VirtualTarget(Scenario.steady(SETUP, 1.5, 2, 1)).observe();
        assertThat(seen.readings().keySet()).containsExactlyElementsOf(VirtualTarget.SIGNALS);
        assertThat(samples(seen, VirtualTarget.UTILIZATION)).hasSize(2).containsValue(Sample.of(0.75));
        assertThat(samples(seen, VirtualTarget.CONNECTIONS)).containsValue(Sample.of(93.75));
        assertThat(seen.readings()).containsEntry(VirtualTarget.LATENCY, Reading.of(0.1 / (1 - 0.75)));
        assertThat(seen.readings()).containsEntry(VirtualTarget.QUEUE_LENGTH, Reading.of(15));
    }

    @Test
    void utilizationEndsAtOneAndLatencyAtTwoSeconds() {
        Observation seen = new VirtualTarget(Scenario.steady(SETUP, 9, 1, 1)).observe();
        assertThat(samples(seen, VirtualTarget.UTILIZATION)).containsValue(Sample.of(1));
        assertThat(seen.readings()).containsEntry(VirtualTarget.LATENCY, Reading.of(0.1 / (1 - 0.95)));
    }

    @Test
    void ordersTakeEffectAfterTheStartUpTimeAndAreAnsweredOnce() {
        VirtualTarget target = new VirtualTarget(Scenario.steady(SETUP, 1, 1, 1));
        Order order = new Order.Start("o1", TargetSetup.POOL, 2, SECOND.multipliedBy(40));
        target.carryOut(List.of(order));
        assertThat(target.live()).isEqualTo(3);
        assertThat(target.observe().outcomes()).isEmpty();
        target.advance();
        assertThat(target.observe().outcomes()).containsExactly(OrderOutcome.accepted(order));
        target.advance();
        assertThat(target.observe().outcomes()).isEmpty();
        assertThat(target.truth().ready()).isEqualTo(1);
        target.advance();
        assertThat(target.truth().ready()).isEqualTo(3);
        assertThat(target.carriedOut()).containsExactly(order);
    }

    @Test
    void replicasCrashWhenTheScenarioSaysSo() {
        VirtualTarget target = new VirtualTarget(new Scenario(
                SETUP,
                LoadProfile.constant(1),
                0,
                new PoolConditions(2, Duration.ZERO, Duration.ZERO, PoolConditions.UNLIMITED, List.of(1)),
                5));
        assertThat(target.live()).isEqualTo(2);
        target.advance();
        assertThat(target.live()).isEqualTo(1);
        assertThat(target.observe().inventory().replicas())
                .extracting(Replica::state)
                .containsExactly(ReplicaState.FAILED, ReplicaState.READY);
    }

    @Test
    void twoRunsOfOneScenarioAreEqual() {
        Scenario scenario = new Scenario(
                SETUP,
                new LoadProfile(List.of(new LoadProfile.Segment(1, 5), new LoadProfile.Segment(8, 30))),
                0.2,
                new PoolConditions(1, SECOND, SECOND, 9, List.of(7)),
                40);
        assertThat(run(scenario).decisions()).isEqualTo(run(scenario).decisions());
        assertThat(run(scenario).decisions())
                .anySatisfy(decision -> assertThat(decision.to()).isGreaterThan(7));
    }

    private static ClosedLoop<ReferenceState> run(Scenario scenario) {
        ReferenceSubject subject = new ReferenceSubject(SETUP, Mutation.NONE);
        return new ClosedLoop<>(new VirtualTarget(scenario), subject.function()).run(scenario.ticks());
    }

    @Test
    void loadProfilesEndWithTheirLastSegment() {
        LoadProfile profile = new LoadProfile(List.of(new LoadProfile.Segment(1, 2), new LoadProfile.Segment(3.25, 1)));
        assertThat(List.of(profile.at(0), profile.at(1), profile.at(2), profile.at(99)))
                .containsExactly(1.0, 1.0, 3.25, 3.25);
        assertThat(profile).hasToString("[1.00 x 2, 3.25 x 1]");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> LoadProfile.constant(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> SETUP.withBounds(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Scenario.steady(SETUP, 1, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Scenario.steady(SETUP, 1, 1, 0));
    }
}
