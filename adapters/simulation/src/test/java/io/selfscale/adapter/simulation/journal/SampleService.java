package io.selfscale.adapter.simulation.journal;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A service whose journal says enough: slots of 2 s each, four to a replica, and a load that goes up and down. */
final class SampleService {

    static final ReplicaModel MODEL = new ReplicaModel(4, 2, 0, 0, 1e-9, 0);

    static final WorldSettings WORLD = WorldSettings.standard(MODEL, Duration.ofSeconds(45), 2, 3, 1)
            .withPools(List.of(new PoolModel(
                    "main",
                    PoolSpec.Kind.ON_DEMAND,
                    20,
                    2,
                    0,
                    new StartupDistribution(
                            new StartupDistribution.Law.Empirical(List.of(40.0, 45.0, 60.0)), List.of()),
                    PoolModel.Faults.NONE)));

    static final ScalingSpec POLICY = policy(3);

    static final ScalingSpec GREEDY = policy(1);

    private SampleService() {}

    private static ScalingSpec policy(double perReplica) {
        Signal inFlight = Signal.total("requests_in_flight", "requests");
        return ScalingSpec.builder(ScalingTarget.of("sample").replicas(1, 20))
                .tick(Duration.ofSeconds(15))
                .signal(inFlight)
                .signal(SignalSpec.optional(Signal.total("arrivals", "requests/s")))
                .signal(SignalSpec.optional(Signal.duration("service_time")))
                .policy(TargetTracking.averageValue(inFlight, perReplica))
                .limits(Limits.hpaDefaults())
                .build();
    }

    /** An hour of two to ten requests per second. */
    static Demand demand(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Demand.Builder demand = Demand.named("sample");
        double at = 0;
        while (true) {
            at += -Math.log(1 - random.nextDouble()) / (6 - 4 * Math.cos(at / 1800 * Math.PI));
            if (at >= 3600) {
                return demand.lasting(Duration.ofHours(1));
            }
            demand.add(at, 0, 0, 0);
        }
    }
}
