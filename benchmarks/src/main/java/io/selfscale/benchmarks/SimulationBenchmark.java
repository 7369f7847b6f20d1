package io.selfscale.benchmarks;

import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.ServiceLevel;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Requests simulated per second on one core: a million requests of a vision-language model in waves of six hours, batching
 * replicas, ticks of 15 s. Bar: at least a million a second, an engine that decides at every tick included.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(1)
@State(Scope.Thread)
public class SimulationBenchmark {

    private static final int REQUESTS = 1_000_000;
    private static final int MOST_REPLICAS = 100;
    private static final Signal IN_FLIGHT = Signal.total("in_flight", "requests");
    private static final ReplicaModel MODEL = ReplicaModel.VLM_8B;

    /** Mean arrivals per second: about 6 replicas, which is the standard offered load, and about 50. */
    @Param({"4.8", "38"})
    private double perSecond;

    private Demand demand = Demand.named("none").lasting(Duration.ofSeconds(1));
    private WorldSettings world = WorldSettings.standard(MODEL, Duration.ofMinutes(1), 4, 1, 1);

    /** Draws the requests. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(17);
        Demand.Builder builder = Demand.named("waves");
        double at = 0;
        for (int i = 0; i < REQUESTS; i++) {
            double wave = 1 + 0.6 * StrictMath.sin(2 * Math.PI * at / 21_600);
            at += -StrictMath.log(1 - random.nextDouble()) / (perSecond * wave);
            int output = 1 + (int) (-134 * StrictMath.log(1 - random.nextDouble()));
            builder.add(at, 637, 844, output);
        }
        demand = builder.lasting(Duration.ofSeconds((long) at + 1));
        int replicas =
                (int) Math.ceil(perSecond * MODEL.serviceSeconds(637, 844, 134, MODEL.slots()) / MODEL.slots() / 0.6);
        world = WorldSettings.standard(MODEL, Duration.ofMinutes(1), 4, replicas, 1);
    }

    /** With an engine that tracks a target as an autoscaler of pods does. */
    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public RunRecord withAnEngine() {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, MOST_REPLICAS))
                .signal(IN_FLIGHT)
                .policy(TargetTracking.averageValue(IN_FLIGHT, 0.6 * MODEL.slots()))
                .limits(Limits.hpaDefaults())
                .build();
        return World.run(demand, world, new EngineController(Adaptation.adapt(spec, world, 1, MOST_REPLICAS)));
    }

    /** With replicas that are always as many. */
    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public RunRecord withAFixedFleet() {
        return World.run(demand, world, seen -> new Controller.Control(0, ServiceLevel.FULL, List.of(), null));
    }
}
