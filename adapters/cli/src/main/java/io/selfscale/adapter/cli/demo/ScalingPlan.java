package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.yaml.PolicyWriter;
import io.selfscale.engine.Autoscaler;
import io.selfscale.engine.AutoscalerBuilder;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import java.time.Duration;

/** The policies of the demo, in its compressed time. */
final class ScalingPlan {

    /** Time between two decisions. */
    static final Duration TICK = Duration.ofMillis(100);

    /** Name of the scaling target. */
    static final String TARGET = "demo";

    /** Name of its pool. */
    static final String POOL = "workers";

    /** Real start-up takes a second or two on a quiet machine; this much more is out of order. */
    private static final Duration START_MARGIN = Duration.ofSeconds(30);

    private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(30);

    /** What sources get to answer: they only read counters, but two cores are shared by eight processes. */
    private static final Duration READ_DEADLINE = Duration.ofMillis(500);

    /** Mean busy share that target tracking keeps; most guides recommend 50 to 70 %. */
    private static final double BUSY_TARGET = 0.60;

    // Real time; divided by the time factor.
    private static final Duration DEMAND_WINDOW = Duration.ofMinutes(2);
    private static final Duration BACKLOG_DRAIN = Duration.ofMinutes(20);
    private static final Duration HPA_PERIOD = Duration.ofSeconds(15);
    private static final Duration HPA_STABILIZATION = Duration.ofMinutes(5);

    private ScalingPlan() {}

    /** Returns how long a worker may take until it is ready. */
    static Duration startDeadline(FleetSettings fleet) {
        return fleet.startupDelay().plus(START_MARGIN);
    }

    /** Returns a description of the autoscaler that lacks its pool, journal and listeners. */
    static AutoscalerBuilder of(DemoSettings settings, TimeFactor factor, FrontDoorSignals signals) {
        ScalingSpec spec = spec(settings, factor);
        return Autoscaler.of(spec)
                // So that a journal of the demo can be explained and replayed by itself.
                .specification(PolicyWriter.write(spec))
                .readDeadline(READ_DEADLINE)
                .source(FrontDoorSignals.BUSY, signals::busyShare)
                .source(FrontDoorSignals.LATENCY, signals::latency)
                .source(FrontDoorSignals.CONNECTIONS, signals::connections)
                .source(FrontDoorSignals.ARRIVALS, signals::arrivals)
                .source(FrontDoorSignals.BACKLOG, signals::backlog)
                .source(FrontDoorSignals.CAPACITY, signals::capacity);
    }

    private static ScalingSpec spec(DemoSettings settings, TimeFactor factor) {
        FleetSettings fleet = settings.fleet();
        ScalingSpecBuilder plan = ScalingSpec.builder(ScalingTarget.of(TARGET).replicas(fleet.min(), fleet.max()))
                .tick(TICK)
                .pool(new PoolSpec(POOL, startDeadline(fleet), DRAIN_DEADLINE))
                .signal(FrontDoorSignals.BUSY)
                .signal(FrontDoorSignals.LATENCY)
                .signal(FrontDoorSignals.CONNECTIONS)
                .signal(SignalSpec.optional(FrontDoorSignals.ARRIVALS))
                .signal(SignalSpec.optional(FrontDoorSignals.BACKLOG))
                .signal(SignalSpec.optional(FrontDoorSignals.CAPACITY))
                .demand(new DemandSpec(
                        FrontDoorSignals.ARRIVALS,
                        FrontDoorSignals.BACKLOG,
                        factor.shrink(BACKLOG_DRAIN),
                        FrontDoorSignals.CAPACITY,
                        factor.shrink(DEMAND_WINDOW),
                        /* spare= */ 0));
        switch (settings.policy()) {
            case FOUNDING ->
                plan.policies(FoundingTable.compressed(
                        FrontDoorSignals.BUSY, FrontDoorSignals.LATENCY, FrontDoorSignals.CONNECTIONS, factor.value()));
            case TARGET_TRACKING -> plan.policy(tracking(factor)).limits(hpaLimits(factor));
        }
        return plan.build();
    }

    private static TargetTracking tracking(TimeFactor factor) {
        TargetTracking.Readiness real = TargetTracking.Readiness.CPU;
        return TargetTracking.utilization(FrontDoorSignals.BUSY, BUSY_TARGET)
                .every(factor.shrink(HPA_PERIOD))
                .with(new TargetTracking.Readiness(
                        real.counts(),
                        factor.shrink(real.initialization()),
                        factor.shrink(real.initialDelay()),
                        factor.shrink(real.measuringWindow())));
    }

    private static Limits hpaLimits(TimeFactor factor) {
        Duration period = factor.shrink(HPA_PERIOD);
        return Limits.none()
                .withStabilization(Duration.ZERO, factor.shrink(HPA_STABILIZATION))
                .withRates(RateLimit.hpaOut(period), RateLimit.hpaIn(period));
    }
}
