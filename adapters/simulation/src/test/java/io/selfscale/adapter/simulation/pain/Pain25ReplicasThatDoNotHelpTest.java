package io.selfscale.adapter.simulation.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.world.Demands;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.TickRecord;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.adapter.simulation.world.Worlds;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.EffectSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Pain 25: adding replicas that do not help. Four requests of 2 s arrive each second; every one needs half a second of a
 * database that all replicas share, and that therefore serves two a second, whatever the number of replicas.
 */
class Pain25ReplicasThatDoNotHelpTest {

    private static final Duration DATABASE = Duration.ofMillis(500);
    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Signal THROUGHPUT = Signal.total("throughput", "requests/s");
    private static final int SCALE_OUTS = 3;
    private static final double RETRY_SECONDS = 1_800;

    private static RunRecord run(Demand demand, Duration shared, boolean isChecked) {
        WorldSettings world = Worlds.plain(4, 2).withSharedStage(shared);
        ScalingSpecBuilder spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 60))
                .signal(QUEUE)
                .signal(THROUGHPUT)
                .policy(ThresholdBand.on(QUEUE)
                        .outAbove(10, Duration.ofMinutes(1))
                        .inBelow(1, Duration.ofMinutes(10)));
        if (isChecked) {
            spec.effect(EffectSpec.on(THROUGHPUT));
        }
        return World.run(demand, world, new EngineController(Adaptation.adapt(spec.build(), world, 1, 60)));
    }

    private static Demand constant() {
        return Demands.varying(at -> 4, 4, 3_600, /* text= */ 0, /* output= */ 2_000_000, /* seed= */ 25);
    }

    private static int largest(RunRecord run) {
        return run.ticks().stream().mapToInt(TickRecord::requested).max().orElseThrow();
    }

    private static List<Decision.Alarm> alarms(RunRecord run) {
        return run.ticks().stream()
                .flatMap(tick -> Stream.ofNullable(tick.decision()))
                .flatMap(decision -> decision.notes().alarms().stream())
                .toList();
    }

    @Test
    void withoutTheCheckGrowthDoesNotEnd() {
        RunRecord run = run(constant(), DATABASE, false);
        assertThat(largest(run)).isGreaterThan(25);
        assertThat(run.ticks().get(run.ticks().size() - 1).requested()).isEqualTo(largest(run));
    }

    @Test
    void growthStopsAfterSoManyScaleOutsThatDidNotHelp() {
        RunRecord run = run(constant(), DATABASE, true);
        List<TickRecord> grown = run.ticks().stream()
                .filter(tick -> tick.requested() == 2 + SCALE_OUTS)
                .toList();
        double stopped = grown.get(0).seconds();
        assertThat(stopped).isLessThan(600);
        // One more is tried after half an hour, and it does not help either.
        assertThat(run.ticks())
                .filteredOn(tick -> tick.seconds() < stopped + RETRY_SECONDS)
                .allMatch(tick -> tick.requested() <= 2 + SCALE_OUTS);
        assertThat(largest(run)).isEqualTo(2 + SCALE_OUTS + 1);
        assertThat(run.cost()).isLessThan(run(constant(), DATABASE, false).cost() / 2);
    }

    @Test
    void theAlarmNamesTheSignalAndSaysWhereTheBottleneckIsNot() {
        List<Decision.Alarm> alarms = alarms(run(constant(), DATABASE, true));
        assertThat(alarms).isNotEmpty().allSatisfy(alarm -> {
            assertThat(alarm.reason()).isEqualTo(ReasonCode.BOTTLENECK_ELSEWHERE);
            assertThat(alarm.detail()).contains("throughput").contains(SCALE_OUTS + " scale-outs");
        });
    }

    /** Six times as much as in the beginning, and no database: every scale-out helps, and none is stopped. */
    @Test
    void growthThatHelpsIsNotStopped() {
        Demand rising = Demands.varying(
                at -> 2 + 10 * Math.min(1, at / 3_000), 12, 3_600, /* text= */ 0, /* output= */ 2_000_000, 25);
        RunRecord run = run(rising, Duration.ZERO, true);
        assertThat(largest(run)).isGreaterThanOrEqualTo(6);
        assertThat(alarms(run)).isEmpty();
        assertThat(largest(run)).isEqualTo(largest(run(rising, Duration.ZERO, false)));
    }
}
