package io.selfscale.adapter.simulation.control;

import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.StartupTime;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts a specification into a world: the world's tick, lag, bounds and pools take the place of its own. */
public final class Adaptation {

    private static final double NANOS = 1e9;

    /** The replica with the least work is stopped first, as any router that drains would have it. */
    private static final Signal RUNNING = Signal.perReplica("requests_running", "requests");

    private Adaptation() {}

    /**
     * Returns a specification as it decides in a world.
     *
     * @param spec any specification
     * @param settings the world; its pools are what the specification may order from
     * @param min smallest replica count
     * @param max largest replica count
     */
    public static ScalingSpec adapt(ScalingSpec spec, WorldSettings settings, int min, int max) {
        ScalingSpecBuilder builder = spec.toBuilder(
                        ScalingTarget.of(spec.target().name()).replicas(min, max))
                .tick(settings.monitoring().tick())
                .pools(settings.pools().stream().map(Adaptation::pool).toList())
                .signals(signals(spec, settings.monitoring()));
        if (spec.busyness() == null && spec.signals().stream().noneMatch(Adaptation::isRunning)) {
            builder.stopLeast(RUNNING);
        }
        return builder.build();
    }

    /** A sample that is as old as the lag says is fresh, and the next one is a tick later. */
    private static List<SignalSpec> signals(ScalingSpec spec, WorldSettings.Monitoring monitoring) {
        Duration old = monitoring.lag().plus(monitoring.tick().multipliedBy(4));
        List<SignalSpec> signals = new ArrayList<>();
        for (SignalSpec signal : spec.signals()) {
            signals.add(signal.maxAge().compareTo(old) < 0 ? signal.withMaxAge(old) : signal);
        }
        if (spec.busyness() == null && spec.signals().stream().noneMatch(Adaptation::isRunning)) {
            signals.add(SignalSpec.optional(RUNNING).withMaxAge(old));
        }
        return signals;
    }

    private static boolean isRunning(SignalSpec signal) {
        return signal.signal().name().equals(RUNNING.name());
    }

    private static PoolSpec pool(PoolModel pool) {
        StartupDistribution.Law law = pool.startup().law();
        PoolSpec spec = PoolSpec.of(pool.name())
                .startingIn(new StartupTime(
                        seconds(law.quantileSeconds(0.5)),
                        seconds(law.quantileSeconds(0.95)),
                        seconds(law.quantileSeconds(0.99))))
                .costing(new PoolSpec.Cost(pool.pricePerHour(), pool.standbyPerHour(), 1, PoolSpec.StandbyTier.COLD))
                .withQuota(pool.quota());
        return pool.kind() == PoolSpec.Kind.SPOT ? spec.asSpot() : spec;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS));
    }
}
