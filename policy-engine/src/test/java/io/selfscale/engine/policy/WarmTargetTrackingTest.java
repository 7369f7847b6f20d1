package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
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

class WarmTargetTrackingTest {

    private static final Signal CPU = Signal.ratio("cpu");
    private static final Signal QUEUE = Signal.total("queue", "messages");
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private static final WarmTargetTracking POLICY =
            WarmTargetTracking.of(CPU, 0.5).every(Duration.ZERO).warmingUp(Duration.ofMinutes(2));

    private static Rehearsal target(WarmTargetTracking policy) {
        return new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                .signal(policy.signal())
                .policy(policy)
                .build());
    }

    private static Inventory replicas(int warm, int warming) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < warm + warming; i++) {
            Duration age = i < warm ? Duration.ofHours(1) : Duration.ofSeconds(20);
            replicas.add(Rehearsal.replica("r" + i, ReplicaState.READY, age, null));
        }
        return Inventory.of(replicas);
    }

    private static Reading cpu(double... values) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            samples.put("r" + i, Sample.of(values[i]));
        }
        return Reading.byReplica(samples);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0.5, 4", // on target
        "4, 0.51, 5", // 4.08: growth is prompt, and rounded up
        "4, 0.7, 6", // 5.6: 1.6 more are 2
        "10, 0.575, 12", // 11.5: 1.5 more are 2
    })
    void growsAsSoonAsTheTargetIsExceeded(int ready, double value, int expected) {
        assertThat(target(POLICY).ready(ready).readEach(CPU, value).tick().to()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 0.46, 10", // 8 % below: not clearly below
        "10, 0.45, 10", // 10 % below, exactly
        "10, 0.44, 9", // 8.8
        "10, 0.425, 9", // 8.5: 1.5 fewer are 1
        "10, 0.2, 4",
    })
    void shrinksOnlyClearlyBelowTheTargetAndRoundsInFavorOfCapacity(int ready, double value, int expected) {
        Rehearsal target = target(POLICY).ready(ready).readEach(CPU, value);

        assertThat(target.tickFor(WINDOW.minusSeconds(2)).to()).isEqualTo(ready);
        assertThat(target.tickFor(Duration.ofSeconds(30)).to()).isEqualTo(expected);
    }

    @Test
    void shrinksByWhatWasNotNeededAtAnyMomentOfTheWindow() {
        Rehearsal target = target(POLICY).ready(10).readEach(CPU, 0.1);
        target.tickFor(Duration.ofMinutes(8));
        target.readEach(CPU, 0.3).tickFor(Duration.ofMinutes(1));
        Decision decision = target.readEach(CPU, 0.1).tickFor(Duration.ofMinutes(7));

        assertThat(decision.to()).as("10 * 0.3 / 0.5 and not 10 * 0.1 / 0.5").isEqualTo(6);
    }

    @Test
    void replicasThatAreWarmingUpAreNotMeasuredAndCountAsPresent() {
        // Four warm at 70 % carry 5.6 targets. Two are warming up: six are wanted, six are there.
        Decision there = target(POLICY)
                .inventory(replicas(4, 2))
                .read(CPU, cpu(0.7, 0.7, 0.7, 0.7, 0.0, 0.0))
                .tick();
        assertThat(there.to()).isEqualTo(6);
        assertThat(there.proposals().get(0).proposal().reason()).isEqualTo(ReasonCode.WARM_UP);

        // At 90 % they carry 7.2: eight are wanted, two more.
        Decision more = target(POLICY)
                .inventory(replicas(4, 2))
                .read(CPU, cpu(0.9, 0.9, 0.9, 0.9, 0.0, 0.0))
                .tick();
        assertThat(more.to()).as(more.explain()).isEqualTo(8);
    }

    @Test
    void nothingIsRemovedWhileAReplicaIsWarmingUp() {
        Rehearsal target = target(POLICY).inventory(replicas(4, 1)).read(CPU, cpu(0.1, 0.1, 0.1, 0.1, 0.1));

        Decision decision = target.tickFor(Duration.ofMinutes(20));

        assertThat(decision.to()).isEqualTo(5);
        assertThat(decision.proposals().get(0).proposal().reason()).isEqualTo(ReasonCode.WARM_UP);
    }

    @Test
    void aReplicaThatDoesNotReportCountsAsIdleOnTheWayOutAndForbidsTheWayIn() {
        // 1.8 / 0.5 = 3.6 of three: the three that report are over, four would be enough.
        assertThat(target(POLICY)
                        .inventory(replicas(4, 0))
                        .read(CPU, cpu(0.6, 0.6, 0.6))
                        .tick()
                        .to())
                .isEqualTo(4);
        assertThat(target(POLICY)
                        .inventory(replicas(4, 0))
                        .read(CPU, cpu(0.9, 0.9, 0.9))
                        .tick()
                        .to())
                .isEqualTo(6);
        assertThat(target(POLICY)
                        .inventory(replicas(4, 0))
                        .read(CPU, cpu(0.1, 0.1, 0.1))
                        .tickFor(Duration.ofMinutes(20))
                        .to())
                .isEqualTo(4);
    }

    @Test
    void noDataNoAction() {
        Rehearsal target = target(POLICY).ready(4).read(CPU, Reading.absent("gone"));

        Decision decision = target.tickFor(Duration.ofMinutes(20));

        assertThat(decision.to()).isEqualTo(4);
        assertThat(decision.explain()).contains("cpu is gone");
    }

    @Test
    void theBacklogRecipeDividesALatencyByAProcessingTime() {
        // 10 s / 0.1 s = 100 messages for each; 1500 on ten are 150 each: five more.
        WarmTargetTracking policy = WarmTargetTracking.backlog(QUEUE, Duration.ofSeconds(10), Duration.ofMillis(100))
                .every(Duration.ZERO);
        Rehearsal target = target(policy).ready(10).read(QUEUE, 1500);

        assertThat(policy.target()).isEqualTo(100);
        assertThat(target.tick().to()).isEqualTo(15);
        target.ready(15).read(QUEUE, 400);
        assertThat(target.tickFor(Duration.ofMinutes(16)).to()).isEqualTo(4);
    }

    @Test
    void refusesWhatDoesNotMoveInverselyWithCapacity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmTargetTracking.of(Signal.duration("latency"), 0.5))
                .withMessage(
                        "target tracking needs a signal that halves when the replicas double but latency is a latency");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmTargetTracking.of(QUEUE, 100))
                .withMessageContaining("queue is a total, which more replicas do not lower");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmTargetTracking.backlog(CPU, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .withMessageContaining("a backlog must be a TOTAL signal but cpu is RATIO");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmTargetTracking.backlog(QUEUE, Duration.ofSeconds(1), Duration.ZERO))
                .withMessageContaining("must be positive");
    }
}
