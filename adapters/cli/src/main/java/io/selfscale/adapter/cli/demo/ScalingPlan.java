package io.selfscale.adapter.cli.demo;

import io.selfscale.engine.Autoscaler;
import io.selfscale.engine.AutoscalerBuilder;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import java.time.Duration;

/** The policies of the demo, in its compressed time. */
final class ScalingPlan {

    /** Time between two decisions. */
    static final Duration TICK = Duration.ofMillis(100);

    /** Name of the scaling target. */
    static final String TARGET = "demo";

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
        FleetSettings fleet = settings.fleet();
        AutoscalerBuilder plan = Autoscaler.builder(ScalingTarget.of(TARGET).replicas(fleet.min(), fleet.max()))
                .tick(TICK)
                .readDeadline(READ_DEADLINE)
                .startDeadline(startDeadline(fleet))
                .drainDeadline(DRAIN_DEADLINE)
                .signal(FrontDoorSignals.BUSY, signals::busyShare)
                .signal(FrontDoorSignals.LATENCY, signals::latency)
                .signal(FrontDoorSignals.CONNECTIONS, signals::connections)
                .signal(SignalSpec.optional(FrontDoorSignals.ARRIVALS), signals::arrivals)
                .signal(SignalSpec.optional(FrontDoorSignals.BACKLOG), signals::backlog)
                .signal(SignalSpec.optional(FrontDoorSignals.CAPACITY), signals::capacity)
                .demand(new DemandSpec(
                        FrontDoorSignals.ARRIVALS,
                        FrontDoorSignals.BACKLOG,
                        factor.shrink(BACKLOG_DRAIN),
                        FrontDoorSignals.CAPACITY,
                        factor.shrink(DEMAND_WINDOW),
                        /* spare= */ 0));
        return switch (settings.policy()) {
            case FOUNDING ->
                plan.policies(FoundingTable.compressed(
                        FrontDoorSignals.BUSY, FrontDoorSignals.LATENCY, FrontDoorSignals.CONNECTIONS, factor.value()));
            case TARGET_TRACKING -> plan.policy(tracking(factor)).limits(hpaLimits(factor));
        };
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
