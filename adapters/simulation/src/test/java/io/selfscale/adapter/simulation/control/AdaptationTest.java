package io.selfscale.adapter.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.adapter.simulation.world.Worlds;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.StartupTime;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptationTest {

    private static final Signal IN_FLIGHT = Signal.total("in_flight", "requests");

    private static ScalingSpecBuilder spec() {
        return ScalingSpec.builder(ScalingTarget.of("vlm").replicas(2, 10))
                .tick(Duration.ofSeconds(1))
                .signal(IN_FLIGHT)
                .policy(TargetTracking.averageValue(IN_FLIGHT, 4));
    }

    @Test
    void takesTickBoundsAndPoolsFromTheWorld() {
        PoolModel spot = new PoolModel(
                "spot",
                PoolSpec.Kind.SPOT,
                7,
                2,
                0.5,
                new StartupDistribution(new StartupDistribution.Law.LogNormal(100, 200), List.of()),
                PoolModel.Faults.NONE);
        WorldSettings world = Worlds.plain(4, 0).withPools(List.of(spot));
        ScalingSpec adapted =
                Adaptation.adapt(spec().pool(PoolSpec.of("own").withQuota(3)).build(), world, 1, 60);
        assertThat(adapted.target()).isEqualTo(new ScalingTarget("vlm", 1, 60));
        assertThat(adapted.tick()).isEqualTo(Duration.ofSeconds(15));
        assertThat(adapted.pools()).singleElement().satisfies(pool -> {
            assertThat(pool.name()).isEqualTo("spot");
            assertThat(pool.kind()).isEqualTo(PoolSpec.Kind.SPOT);
            assertThat(pool.quota()).isEqualTo(7);
            assertThat(pool.cost().perHour()).isEqualTo(2);
            assertThat(pool.cost().standbyPerHour()).isEqualTo(0.5);
            assertThat(pool.cost().tier()).isEqualTo(PoolSpec.StandbyTier.COLD);
            StartupTime startup = pool.startup();
            assertThat(startup.p50()).isEqualTo(Duration.ofSeconds(100));
            assertThat(startup.p95()).isEqualTo(Duration.ofSeconds(200));
            assertThat(startup.p99()).isBetween(Duration.ofSeconds(266), Duration.ofSeconds(267));
            assertThat(pool.startDeadline()).isBetween(Duration.ofSeconds(399), Duration.ofSeconds(402));
        });
        assertThat(adapted.policies()).hasSize(1);
    }

    @Test
    void keepsWhatTheWorldDoesNotKnowOfAPoolOfTheSameName() {
        PoolSpec own = PoolSpec.of("main")
                .withDrainDeadline(Duration.ofMinutes(7))
                .costing(new PoolSpec.Cost(9, 1, 1, PoolSpec.StandbyTier.HOT));
        PoolSpec adapted = Adaptation.adapt(spec().pool(own).build(), Worlds.plain(4, 1), 1, 60)
                .pools()
                .get(0);
        assertThat(adapted.drainDeadline()).isEqualTo(Duration.ofMinutes(7));
        assertThat(adapted.cost().tier()).isEqualTo(PoolSpec.StandbyTier.HOT);
        assertThat(adapted.cost().perHour()).isEqualTo(1);
    }

    /** What is paid for standing by is not known without a quota; which pool is the cheapest to take more from is. */
    @Test
    void aStandbyPriceWithoutAQuotaStillTellsTheCheapestPool() {
        PoolSpec own = PoolSpec.of("main").costing(new PoolSpec.Cost(3, 2.5, 1, PoolSpec.StandbyTier.HOT));
        PoolModel free = PoolModel.plain("main", Duration.ofMinutes(1), 3);
        PoolSpec adapted = Adaptation.adapt(
                        spec().pool(own).build(), Worlds.plain(4, 1).withPools(List.of(free)), 1, 60)
                .pools()
                .get(0);
        assertThat(adapted.cost().standbyPerHour()).isEqualTo(2.5);

        PoolModel cheap = PoolModel.plain("main", Duration.ofMinutes(1), 1);
        assertThat(Adaptation.adapt(spec().pool(own).build(), Worlds.plain(4, 1).withPools(List.of(cheap)), 1, 60)
                        .pools()
                        .get(0)
                        .cost()
                        .standbyPerHour())
                .isEqualTo(1);
    }

    @Test
    void aSampleThatIsAsOldAsTheLagIsFreshAndAFewMissingOnesAreBorne() {
        WorldSettings slow = Worlds.plain(4, 1)
                .withMonitoring(
                        new WorldSettings.Monitoring(Duration.ofSeconds(30), Duration.ofSeconds(50), 0, Duration.ZERO));
        ScalingSpec adapted = Adaptation.adapt(
                spec().signal(SignalSpec.optional(Signal.ratio("gpu")).withMaxAge(Duration.ofHours(1)))
                        .build(),
                slow,
                1,
                60);
        assertThat(adapted.signals())
                .extracting(signal -> signal.signal().name(), SignalSpec::required, SignalSpec::maxAge)
                .containsExactly(
                        tuple("in_flight", true, Duration.ofSeconds(170)),
                        tuple("gpu", false, Duration.ofHours(1)),
                        tuple("requests_running", false, Duration.ofSeconds(170)));
    }

    @Test
    void theReplicaWithTheLeastWorkIsStoppedFirstUnlessThePolicySaysOtherwise() {
        ScalingSpec adapted = Adaptation.adapt(spec().build(), Worlds.plain(4, 1), 1, 60);
        assertThat(adapted.busyness()).isEqualTo(Signal.perReplica("requests_running", "requests"));

        Signal own = Signal.ratio("utilization");
        ScalingSpec chosen = Adaptation.adapt(spec().signal(own).stopLeast(own).build(), Worlds.plain(4, 1), 1, 60);
        assertThat(chosen.busyness()).isEqualTo(own);
        assertThat(chosen.signals()).hasSize(2);

        Signal running = Signal.perReplica("running", "sequences");
        ScalingSpec there = Adaptation.adapt(spec().signal(running).build(), Worlds.plain(4, 1), 1, 60);
        assertThat(there.busyness()).isEqualTo(running);
        assertThat(there.signals()).hasSize(2);

        Signal total = Signal.total("requests_running", "requests");
        ScalingSpec taken = Adaptation.adapt(spec().signal(total).build(), Worlds.plain(4, 1), 1, 60);
        assertThat(taken.busyness()).isEqualTo(Signal.perReplica("running", "requests"));
        assertThat(taken.signals()).hasSize(3);
    }

    /** The world reports both for full service already; a policy that corrected them again would order too much. */
    @Test
    void whatIsOfFullServiceIsNotCorrectedForTheServiceLevel() {
        Signal capacity = Signal.perReplica("capacity", "requests/s");
        Signal gpu = Signal.ratio("utilization");
        ScalingSpec adapted = Adaptation.adapt(
                spec().signal(SignalSpec.required(capacity).withLevelEffect(SignalSpec.LevelEffect.CAPACITY))
                        .signal(SignalSpec.required(gpu).withLevelEffect(SignalSpec.LevelEffect.LOAD))
                        .build(),
                Worlds.plain(4, 1),
                1,
                60);
        assertThat(adapted.signals())
                .extracting(SignalSpec::levelEffect)
                .containsExactly(
                        SignalSpec.LevelEffect.NONE,
                        SignalSpec.LevelEffect.NONE,
                        SignalSpec.LevelEffect.LOAD,
                        SignalSpec.LevelEffect.NONE);
    }
}
