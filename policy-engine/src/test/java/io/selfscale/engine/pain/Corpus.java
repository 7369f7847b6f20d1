package io.selfscale.engine.pain;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.selfscale.engine.explain.SimulatedTarget;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Rehearsed days: every kind of policy and limit, under load that comes and goes, with measurements that fail at times. */
final class Corpus {

    static final Signal GPU = Signal.ratio("gpu_utilization");
    static final Signal LATENCY = Signal.duration("latency");
    static final Signal CONNECTIONS = Signal.perReplica("connections", "connections");
    static final Signal QUEUE = Signal.total("queue_length", "requests");
    static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");
    static final Signal CAPACITY = Signal.perReplica("capacity", "requests/s");

    /** What one replica serves. */
    private static final double PER_REPLICA = 10;

    private Corpus() {}

    private static ScalingSpecBuilder spec() {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 12))
                .tick(ofSeconds(5))
                .pool(new PoolSpec("main", ofMinutes(3), ofSeconds(30)).pricedPerHour(2));
    }

    /** Returns the specifications by what is special about them. */
    static Map<String, ScalingSpec> specs() {
        Map<String, ScalingSpec> specs = new LinkedHashMap<>();
        specs.put(
                "founding table",
                spec().signal(GPU)
                        .signal(LATENCY)
                        .signal(CONNECTIONS)
                        .policies(FoundingTable.compressed(GPU, LATENCY, CONNECTIONS, 4))
                        .build());
        specs.put(
                "target tracking as the HPA",
                spec().signal(GPU)
                        .policy(TargetTracking.utilization(GPU, 0.6))
                        .limits(Limits.hpaDefaults())
                        .build());
        specs.put(
                "every limit",
                spec().signal(QUEUE)
                        .policy(TargetTracking.averageValue(QUEUE, 5).every(Duration.ZERO))
                        .limits(Limits.none()
                                .withStabilization(ofSeconds(30), ofMinutes(2))
                                .withRates(
                                        RateLimit.anyOf(RatePolicy.replicas(1, ofMinutes(2))),
                                        RateLimit.anyOf(RatePolicy.percent(50, ofMinutes(1))))
                                .withCooldowns(ofSeconds(20), ofSeconds(60))
                                .withReversalHold(new ReversalHold(ofMinutes(30), ofMinutes(2), ofMinutes(10)))
                                .withActionsPerDay(60))
                        .budget(BudgetSpec.NONE.withInstanceCap(9))
                        .build());
        specs.put(
                "demand",
                spec().signal(GPU)
                        .signal(SignalSpec.optional(ARRIVALS))
                        .signal(SignalSpec.optional(CAPACITY))
                        .policy(ThresholdBand.on(GPU)
                                .outAbove(0.7, ofSeconds(30))
                                .inBelow(0.3, ofMinutes(2))
                                .adding(new StepSize.Fixed(6)))
                        .demand(new DemandSpec(ARRIVALS, null, ofMinutes(1), CAPACITY, ofSeconds(30), 1))
                        .build());
        return specs;
    }

    /** Plays two hours of load in waves; deterministic. */
    static SimulatedTarget play(ScalingSpec spec, long seed) throws Exception {
        ManualTime time = new ManualTime();
        FakePool pool = new FakePool("main", time, ofSeconds(40)).addReady(2);
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedTarget target = new SimulatedTarget(spec, time::advance, pool);
        target.signal(GPU, now -> failing(random, 0.01, Math.min(1, load(now) / capacity(pool))));
        target.signal(LATENCY, now -> failing(random, 0.01, 0.1 + 0.6 * Math.max(0, load(now) / capacity(pool) - 0.5)));
        target.signal(CONNECTIONS, now -> failing(random, 0.01, 80 * load(now) / capacity(pool)));
        target.signal(QUEUE, now -> failing(random, 0.01, load(now) * (0.9 + 0.2 * random.nextDouble())));
        target.signal(ARRIVALS, now -> Reading.of(load(now)));
        target.signal(CAPACITY, now -> Reading.of(PER_REPLICA));
        return target.run(ofHours(2));
    }

    private static double capacity(FakePool pool) {
        return PER_REPLICA * Math.max(1, pool.ready().size());
    }

    /** Waves of 40 minutes between 5 and 65 requests per second. */
    private static double load(Duration now) {
        return 35 - 30 * Math.cos(2 * Math.PI * now.toSeconds() / 2400.0);
    }

    private static Reading failing(SplittableRandom random, double share, double value) {
        return random.nextDouble() < share ? Reading.absent("scrape failed") : Reading.of(value);
    }
}
