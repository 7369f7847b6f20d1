package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What others got wrong, by its number in section 18 of the semantics, as far as it concerns what is built: each test
 * fails for the mistake it names.
 */
class CommonMistakesTest {

    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Signal GPU = Signal.ratio("gpu");
    private static final TargetTracking TEN_EACH =
            TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO);
    private static final ThresholdBand BAND =
            ThresholdBand.on(GPU).outAbove(0.7, ofMinutes(5)).inBelow(0.3, ofMinutes(30));

    private static Rehearsal rehearsal(Signal signal, Policy<?> policy, Limits limits) {
        return new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(3, 100))
                .signal(signal)
                .policy(policy)
                .limits(limits)
                .build());
    }

    private static Rehearsal tracking() {
        return rehearsal(QUEUE, TEN_EACH, Limits.none());
    }

    private static Rehearsal stabilized() {
        return rehearsal(QUEUE, TEN_EACH, Limits.none().withStabilization(ofSeconds(30), ofMinutes(5)));
    }

    @Test
    void mistake1TheMeanPerReplicaWhereTheTotalIsNeeded() {
        TargetTracking half = TargetTracking.averageValue(QUEUE, 0.5).every(Duration.ZERO);
        Rehearsal target = rehearsal(QUEUE, half, Limits.none()).ready(4);
        assertThat(target.read(QUEUE, 4 * 0.8).tick().to()).isEqualTo(7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetTracking.averageValue(Signal.perReplica("requests", "requests"), 0.5));
    }

    @Test
    void mistake2TheStabilizationExtremesSwapped() {
        Rehearsal target = stabilized().ready(10).read(QUEUE, 100);
        target.tick();
        target.read(QUEUE, 200).tickFor(ofSeconds(20));
        assertThat(target.state().requested())
                .as("out follows the least of 30 s")
                .isEqualTo(10);
        target.read(QUEUE, 50).tickFor(ofSeconds(60));
        assertThat(target.state().requested())
                .as("in follows the greatest of 5 min")
                .isEqualTo(10);
    }

    @Test
    void mistake2TheStabilizedValueStoredInPlaceOfTheRawOne() {
        Rehearsal target = stabilized().ready(10).read(QUEUE, 100);
        target.tick();
        target.read(QUEUE, 40);
        assertThat(target.untilChange(ofMinutes(20)))
                .as("storing the ten that is held would hold it for ever")
                .isEqualTo(ofMinutes(5));
    }

    @Test
    void mistake3TheRequestedCountAsTheBaseOfAProportion() {
        Rehearsal target = rehearsal(GPU, TargetTracking.utilization(GPU, 0.5).every(Duration.ZERO), Limits.none());
        target.ready(4).readEach(GPU, 1.0).tick();
        for (int i = 0; i < 100; i++) {
            target.readEach(GPU, 1.0).tick();
        }
        assertThat(target.state().requested())
                .as("twice what is ready, however long it takes")
                .isEqualTo(8);
    }

    @Test
    void mistake4AverageValueMultipliedByTheCount() {
        assertThat(tracking().ready(5).read(QUEUE, 100).tick().to()).isEqualTo(10);
    }

    @Test
    void mistake5AFailedMetricDroppedAndTheRestTrustedForScaleIn() {
        Rehearsal target =
                new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(3, 100))
                        .signal(QUEUE)
                        .signal(GPU)
                        .policy(TEN_EACH)
                        .policy(TargetTracking.utilization(GPU, 0.5).every(Duration.ZERO))
                        .build());
        target.ready(9).read(QUEUE, 30).read(GPU, Reading.absent("down"));
        assertThat(target.tick().to()).isEqualTo(9);
        assertThat(target.read(QUEUE, 120).tick().to()).as("but out goes on").isEqualTo(12);
    }

    @Test
    void mistake6NanAtZeroTrafficTakenForNoLoad() {
        assertThat(tracking().ready(9).read(QUEUE, Double.NaN).tick().to()).isEqualTo(9);
    }

    @Test
    void mistake6ZeroTrafficTakenForNoData() {
        assertThat(tracking().ready(9).read(QUEUE, 0).tick().to()).isEqualTo(3);
    }

    @Test
    void mistake8AFloatBoundaryThatAddsAReplica() {
        Limits tenPercent =
                Limits.none().withRates(RateLimit.anyOf(RatePolicy.percent(10, ofMinutes(1))), RateLimit.none());
        assertThat(rehearsal(QUEUE, TEN_EACH, tenPercent)
                        .ready(50)
                        .read(QUEUE, 900)
                        .tick()
                        .to())
                .isEqualTo(55);
    }

    @Test
    void mistake15TheClampToOneInPlaceOfTheMinimum() {
        assertThat(tracking().ready(3).read(QUEUE, 0).tick().to()).isEqualTo(3);
    }

    @Test
    void mistake17WindowsCountedInSamples() {
        for (Duration tick : List.of(ofSeconds(1), ofSeconds(5), ofSeconds(15))) {
            Rehearsal target =
                    new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 9))
                            .tick(tick)
                            .signal(GPU)
                            .policy(BAND.by(Statistic.mean()))
                            .build());
            target.ready(2).read(GPU, 0.9);
            assertThat(target.untilChange(ofMinutes(10)))
                    .as("%s", tick)
                    .isBetween(ofMinutes(5), ofMinutes(5).plus(tick));
        }
    }

    @Test
    void mistake18LatencyAsAProportionalTarget() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetTracking.podsAverage(Signal.duration("latency"), 0.5));
    }

    @Test
    void mistake21ARateLimitAfterTheClampThatLetsTheCountLeaveTheBounds() {
        Limits one = Limits.none().withRates(RateLimit.none(), RateLimit.anyOf(RatePolicy.replicas(1, ofMinutes(1))));
        Rehearsal target = rehearsal(QUEUE, TEN_EACH, one).ready(120).read(QUEUE, 1200);
        assertThat(target.tick().to()).isEqualTo(100);
    }

    @Test
    void mistake22AMinimumSelectionThatStartsAtZero() {
        Limits least = Limits.none()
                .withRates(
                        RateLimit.allOf(RatePolicy.replicas(4, ofMinutes(1)), RatePolicy.percent(50, ofMinutes(1))),
                        RateLimit.none());
        assertThat(rehearsal(QUEUE, TEN_EACH, least)
                        .ready(4)
                        .read(QUEUE, 900)
                        .tick()
                        .to())
                .isEqualTo(6);
    }

    @Test
    void mistake23ReplicasThatWarmUpDilutingTheMean() {
        Rehearsal target = rehearsal(GPU, BAND, Limits.none()).ready(3).readEach(GPU, 0.5);
        target.tickFor(ofMinutes(31));
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            replicas.add(Rehearsal.replica("r" + i, ReplicaState.READY, Duration.ofHours(1), null));
        }
        for (int i = 3; i < 9; i++) {
            replicas.add(Rehearsal.replica("r" + i, ReplicaState.STARTING, ofSeconds(1), null));
        }
        target.inventory(Inventory.of(replicas)).readEach(GPU, 0.5);
        Decision decision = target.tick();
        assertThat(decision.seen().get(0).expected()).isEqualTo(3);
        assertThat(decision.to()).isEqualTo(3);
    }

    @Test
    void mistake24AnEmptyWindowAfterARestartTakenForAWindowOfZeros() {
        Rehearsal target = rehearsal(GPU, BAND, Limits.none()).ready(9).readEach(GPU, 0.6);
        target.tickFor(ofMinutes(31));
        target.skip(ofMinutes(60)).restart().readEach(GPU, 0.1);
        assertThat(target.untilChange(ofMinutes(29))).isNull();
    }

    @Test
    void mistake25AnUnreadableInventoryTakenForAnEmptyOne() {
        Rehearsal target = tracking().ready(9).read(QUEUE, 90);
        target.tick();
        Decision decision =
                target.inventory(Inventory.unknown("listing failed")).tick();
        assertThat(decision.orders()).isEmpty();
        assertThat(decision.to()).isEqualTo(9);
    }

    @Test
    void mistake26FinishedInstancesLeftInTheDenominator() {
        Rehearsal target = rehearsal(GPU, TargetTracking.utilization(GPU, 0.5).every(Duration.ZERO), Limits.none());
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            replicas.add(Rehearsal.replica("r" + i, ReplicaState.READY, Duration.ofHours(1), null));
            replicas.add(Rehearsal.replica("gone" + i, ReplicaState.GONE, Duration.ofHours(1), null));
        }
        Decision decision =
                target.inventory(Inventory.of(replicas)).readEach(GPU, 0.8).tick();
        assertThat(decision.from()).isEqualTo(4);
        assertThat(decision.to()).isEqualTo(7);
    }
}
