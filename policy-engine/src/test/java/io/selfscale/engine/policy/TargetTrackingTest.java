package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Target tracking through the whole decision; the arithmetic itself is in {@code ReplicaCalculatorTest}. */
class TargetTrackingTest {

    private static final Signal CPU = Signal.ratio("cpu");
    private static final Signal QUEUE = Signal.total("queue_length", "requests");

    private static ScalingSpec spec(TargetTracking policy) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                .signal(policy.signal())
                .policy(policy.every(Duration.ZERO))
                .build();
    }

    @Test
    void growsInProportionToTheReplicasThatProducedTheValue() {
        Rehearsal target = new Rehearsal(spec(TargetTracking.utilization(CPU, 0.5)));
        assertThat(target.ready(3).readEach(CPU, 0.8).tick().to()).isEqualTo(5);
    }

    @Test
    void replicasOnTheirWayCountAsIdleSoThatAPersistentOverloadOrdersNoMore() {
        Rehearsal target = new Rehearsal(spec(TargetTracking.utilization(CPU, 0.5)));
        target.ready(2).readEach(CPU, 0.9).tick();
        assertThat(target.state().requested()).isEqualTo(4);
        for (int i = 0; i < 300; i++) {
            assertThat(target.readEach(CPU, 0.9).tick().to()).isEqualTo(4);
        }
    }

    @Test
    void aReplicaThatIsMissingIsNoReasonToScaleInWhileTheOthersAreOverTheirTarget() {
        Rehearsal target =
                new Rehearsal(spec(TargetTracking.utilization(CPU, 0.7).with(TargetTracking.Readiness.IGNORED)));
        target.ready(3).readEach(CPU, 0.7).tick();
        target.inventory(Inventory.of(List.of(Rehearsal.replica("r0", ReplicaState.READY, Duration.ofHours(1), null))));
        Decision decision = target.read(CPU, Reading.byReplica(Map.of("r0", Sample.of(0.78))))
                .tick();
        assertThat(decision.to()).as("ceil(1.11 * 1) would be 2").isEqualTo(3);
    }

    @Test
    void replicasBeyondTheRequestedCountAreNoReasonToGrowWhileAllAreBelowTheTarget() {
        Rehearsal target = new Rehearsal(spec(TargetTracking.utilization(CPU, 0.7)));
        target.ready(4).readEach(CPU, 0.7).tick();
        Decision decision = target.ready(5).readEach(CPU, 0.57).tick();
        assertThat(decision.to()).as("ceil(0.81 * 5) would be 5").isEqualTo(4);
    }

    @Test
    void averageValueDividesTheTotalAndDoesNotMultiplyByTheCount() {
        Rehearsal target = new Rehearsal(spec(TargetTracking.averageValue(QUEUE, 0.5)));
        assertThat(target.ready(4).read(QUEUE, 3.2).tick().to()).isEqualTo(7);
    }

    @Test
    void anAbsentMetricForbidsScaleIn() {
        Rehearsal target = new Rehearsal(spec(TargetTracking.utilization(CPU, 0.5)));
        Decision decision =
                target.ready(3).read(CPU, Reading.absent("metrics server down")).tick();
        assertThat(decision.to()).isEqualTo(3);
        assertThat(decision.explain()).contains("vetoes scale-in", "no pod has a sample");
    }

    @Test
    void hpaDefaultsGrowByFourOrDoubleAndShrinkAfterFiveMinutes() {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 100))
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(QUEUE, 10))
                .limits(Limits.hpaDefaults())
                .build();
        Rehearsal target = new Rehearsal(spec).ready(1).read(QUEUE, 1000);
        assertThat(target.tick().to()).isEqualTo(5);
        target.ready(5);
        assertThat(target.untilChange(Duration.ofMinutes(1))).isLessThanOrEqualTo(Duration.ofSeconds(15));
        assertThat(target.state().requested()).isEqualTo(10);
        target.ready(10).read(QUEUE, 10);
        Duration taken = target.untilChange(Duration.ofMinutes(10));
        assertThat(taken).isBetween(Duration.ofSeconds(285), Duration.ofSeconds(316));
        assertThat(target.state().requested()).isEqualTo(1);
    }

    @Test
    void latencyIsNoTarget() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetTracking.value(Signal.duration("latency"), 0.5))
                .withMessageContaining("a latency is not proportional to capacity");
    }

    @Test
    void aTotalIsNoUtilization() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetTracking.podsAverage(QUEUE, 5))
                .withMessageContaining("needs a signal of kind PER_REPLICA but queue_length is TOTAL");
    }

    @Test
    void holdsWithinTolerance() {
        Rehearsal target = new Rehearsal(spec(TargetTracking.averageValue(QUEUE, 10)));
        assertThat(target.ready(10).read(QUEUE, 110).tick().reason()).isEqualTo(ReasonCode.STEADY);
        assertThat(target.read(QUEUE, 111).tick().to()).isEqualTo(12);
    }
}
