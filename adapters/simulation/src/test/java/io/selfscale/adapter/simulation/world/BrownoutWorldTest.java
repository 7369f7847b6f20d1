package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.engine.policy.ObjectiveSizing;
import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A brownout ladder in a world: a replica takes five minutes to start, and for twenty minutes three times as much arrives as
 * before. What is given up bridges the gap, and does not change what is ordered (semantics section 15).
 */
class BrownoutWorldTest {

    private static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");
    private static final Signal WAIT = Signal.duration("wait_p95");
    private static final ReplicaModel MODEL = ReplicaModel.VLM_8B;
    private static final double SERVICE = MODEL.serviceSeconds(1_000, 0, 134, MODEL.slots());

    private static RunRecord full;
    private static RunRecord degraded;

    private static RunRecord run(boolean hasLadder) {
        FrontDoor door = new FrontDoor(
                Integer.MAX_VALUE,
                null,
                0,
                List.of(new FrontDoor.Rung("short", 1, 0.6, 9), new FrontDoor.Rung("shorter", 1, 0.3, 9)));
        WorldSettings world =
                WorldSettings.standard(MODEL, Duration.ofMinutes(5), 4, 2, 1).withFrontDoor(door);
        ScalingSpecBuilder spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 20))
                .signal(ARRIVALS)
                .signal(WAIT)
                .policy(ObjectiveSizing.of(
                        ARRIVALS,
                        ServiceModel.multiServer(Duration.ofNanos(Math.round(SERVICE * 1e9)), MODEL.slots()),
                        WaitObjective.of(Duration.ofSeconds(2), 0.99)))
                .limits(Limits.none().withStabilization(Duration.ZERO, Duration.ofMinutes(10)));
        if (hasLadder) {
            spec.brownout(new BrownoutSpec(
                    List.of(new BrownoutSpec.Rung("short", 1.6, 1), new BrownoutSpec.Rung("shorter", 3, 4)),
                    WAIT,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(75),
                    0.3));
        }
        return World.run(demand(), world, new EngineController(Adaptation.adapt(spec.build(), world, 1, 20)));
    }

    private static Demand demand() {
        return Demands.varying(at -> at >= 1_200 && at < 2_400 ? 3 : 1, 3, 4_800, 1_000, 134, /* seed= */ 15);
    }

    @BeforeAll
    static void runsBoth() {
        full = run(false);
        degraded = run(true);
    }

    private static double late(RunRecord run) {
        int late = 0;
        for (int i = 0; i < run.requests().size(); i++) {
            late += run.requests().startSeconds(i) - run.demand().arrivalSeconds(i) > 2 ? 1 : 0;
        }
        return late / (double) run.requests().size();
    }

    /** Seen: 3.9 % late instead of 18 %. */
    @Test
    void bridgesTheGapUntilReplicasAreReady() {
        assertThat(late(full)).isGreaterThan(0.1);
        assertThat(late(degraded)).isLessThan(late(full) / 2);
    }

    @Test
    void isGivenUpForTheOverloadOnly() {
        assertThat(full.ticks()).allMatch(tick -> tick.serviceLevel() == 0);
        assertThat(degraded.ticks()).anyMatch(tick -> tick.serviceLevel() == 2);
        assertThat(degraded.ticks())
                .filteredOn(tick -> tick.serviceLevel() > 0)
                .allMatch(tick -> tick.seconds() > 1_200 && tick.seconds() < 2_700);
        for (int i = 0; i < degraded.requests().size(); i++) {
            double start = degraded.requests().startSeconds(i);
            if (degraded.requests().serviceLevel(i) > 0) {
                assertThat(start).isBetween(1_200.0, 2_700.0);
            }
        }
    }

    @Test
    void doesNotChangeWhatIsOrdered() {
        assertThat(degraded.ticks().stream().map(TickRecord::requested).toList())
                .isEqualTo(full.ticks().stream().map(TickRecord::requested).toList());
        assertThat(degraded.ticks()).anyMatch(tick -> tick.requested() >= 4);
    }
}
