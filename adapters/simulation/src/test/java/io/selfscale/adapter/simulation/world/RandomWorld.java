package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Order;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ServiceLevel;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A demand, a world in which about everything goes wrong, and a controller, all drawn from one seed.
 *
 * @param demand up to 1,500 requests in 20 minutes
 * @param settings one to three pools with faults, quotas and slow starts, a narrow front door, gaps in what is seen
 * @param seed where it was drawn from
 */
record RandomWorld(Demand demand, WorldSettings settings, long seed) {

    private static final double SECONDS = 1_200;
    private static final Signal IN_FLIGHT = Signal.total("in_flight", "requests");
    private static final Signal WAIT = Signal.duration("wait_p95");

    static RandomWorld of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ReplicaModel model = new ReplicaModel(
                1 + random.nextInt(8),
                random.nextInt(3) * 0.2,
                random.nextInt(2) * 0.0005,
                random.nextInt(2) * 0.0002,
                0.01 + 0.03 * random.nextDouble(),
                random.nextInt(2) * 0.004 * random.nextDouble());
        List<PoolModel> pools = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            pools.add(pool("pool-" + i, random));
        }
        WorldSettings settings = WorldSettings.standard(model, Duration.ofMinutes(1), 1, 0, random.nextLong())
                .withPools(pools)
                .withInitialReplicas(Math.min(pools.get(0).quota(), random.nextInt(4)))
                .withFrontDoor(frontDoor(random))
                .withMonitoring(new WorldSettings.Monitoring(
                        Duration.ofSeconds(random.nextBoolean() ? 15 : 7),
                        Duration.ofSeconds(5L * random.nextInt(6)),
                        random.nextInt(3) * 0.2,
                        Duration.ofSeconds(60L * random.nextInt(6))))
                .withSharedStage(Duration.ofMillis(random.nextInt(4) == 0 ? 300 : 0));
        return new RandomWorld(
                demand(random), random.nextBoolean() ? settings.killingAtDrainDeadline() : settings, seed);
    }

    private static Demand demand(SplittableRandom random) {
        Demand.Builder demand = Demand.named("random");
        double perSecond = 0.2 + random.nextDouble();
        double at = 0;
        while (at < SECONDS - 1) {
            demand.add(
                    at,
                    random.nextInt(2_000),
                    random.nextInt(2) * random.nextInt(3_000),
                    random.nextInt(10) == 0 ? 0 : (int) (200 * Demands.exponential(random)),
                    random.nextInt(3));
            // Now and then several at the very same time.
            at += random.nextInt(10) == 0 ? 0 : Demands.exponential(random) / perSecond;
        }
        return demand.lasting(Duration.ofSeconds((long) SECONDS));
    }

    private static PoolModel pool(String name, SplittableRandom random) {
        StartupDistribution.Law law = random.nextInt(3) == 0
                ? new StartupDistribution.Law.Fixed(random.nextInt(3) * 40)
                : random.nextBoolean()
                        ? new StartupDistribution.Law.LogNormal(40, 90)
                        : new StartupDistribution.Law.Empirical(List.of(10.0, 20.0, 200.0));
        double price = 1 + random.nextInt(4);
        return new PoolModel(
                name,
                random.nextBoolean() ? PoolSpec.Kind.SPOT : PoolSpec.Kind.ON_DEMAND,
                random.nextInt(8),
                price,
                price * 0.25 * random.nextInt(3),
                new StartupDistribution(
                        law,
                        List.of(
                                new StartupDistribution.Phase("image", 0.25),
                                new StartupDistribution.Phase("weights", 0.75))),
                new PoolModel.Faults(
                        random.nextInt(3) * 0.3,
                        random.nextInt(3) * 8,
                        random.nextInt(3) * 8,
                        Duration.ofSeconds(60L * random.nextInt(3))));
    }

    private static FrontDoor frontDoor(SplittableRandom random) {
        return new FrontDoor(
                random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(40),
                random.nextBoolean() ? null : Duration.ofSeconds(1 + random.nextInt(60)),
                random.nextInt(3) * 0.15,
                List.of(new FrontDoor.Rung("no-hd", 0.25, 1, 3), new FrontDoor.Rung("short", 0.25, 0.3, 1)));
    }

    /** Returns a new controller; always the same for the same seed. */
    Controller controller() {
        // An engine needs a pool to order from.
        return switch (quota() == 0 ? 0 : (int) Math.floorMod(seed, 3L)) {
            case 0 -> new Mad(new SplittableRandom(seed ^ 99), settings);
            case 1 ->
                engine(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 12))
                        .signal(IN_FLIGHT)
                        .policy(TargetTracking.averageValue(IN_FLIGHT, 3))
                        .limits(Limits.hpaDefaults())
                        .build());
            default ->
                engine(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 12))
                        .signal(WAIT)
                        .policy(ThresholdBand.on(WAIT)
                                .outAbove(2, Duration.ofSeconds(30))
                                .inBelow(0.5, Duration.ofMinutes(3)))
                        .brownout(new BrownoutSpec(
                                List.of(new BrownoutSpec.Rung("no-hd", 1.3, 1), new BrownoutSpec.Rung("short", 2, 3)),
                                WAIT,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(75),
                                0.3))
                        .build());
        };
    }

    private Controller engine(ScalingSpec spec) {
        return new EngineController(Adaptation.adapt(spec, settings, 1, 12));
    }

    private int quota() {
        return settings.pools().stream().mapToInt(PoolModel::quota).sum();
    }

    RunRecord run() {
        return World.run(demand, settings, controller());
    }

    /** Starts, stops and degrades without any sense. */
    private static final class Mad implements Controller {

        private final SplittableRandom random;
        private final WorldSettings settings;
        private int orders;

        private Mad(SplittableRandom random, WorldSettings settings) {
            this.random = random;
            this.settings = settings;
        }

        @Override
        public Control decide(Seen seen) {
            List<Order> given = new ArrayList<>();
            for (PoolModel pool : settings.pools()) {
                if (random.nextInt(4) == 0) {
                    given.add(Worlds.start("o-" + orders++, pool.name(), 1 + random.nextInt(6)));
                }
                List<String> stopped = new ArrayList<>();
                for (Replica replica : seen.inventory().replicas()) {
                    // Those that drain or have ended as well: an order may always come too late.
                    if (replica.pool().equals(pool.name()) && random.nextInt(8) == 0) {
                        stopped.add(replica.id());
                    }
                }
                if (!stopped.isEmpty()) {
                    given.add(new Order.Stop(
                            "o-" + orders++, pool.name(), stopped, Duration.ofSeconds(random.nextInt(60))));
                }
            }
            int rung = random.nextInt(10) == 0 ? random.nextInt(4) : 0;
            return new Control(
                    random.nextInt(5),
                    rung == 0 ? ServiceLevel.FULL : new ServiceLevel(rung, "rung-" + rung),
                    given,
                    null);
        }
    }
}
