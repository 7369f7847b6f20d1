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
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a specification into a world: the world's tick, lag, bounds and pools take the place of its own. Of its pools only
 * the time to drain and the degree of preparation are kept, where the world has one of the same name.
 */
public final class Adaptation {

    private static final double NANOS = 1e9;

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
        List<SignalSpec> signals = signals(spec, settings.monitoring());
        Signal running = null;
        if (spec.busyness() == null) {
            running = running(signals);
            if (signals.stream().map(SignalSpec::signal).noneMatch(running::equals)) {
                signals.add(SignalSpec.optional(running).withMaxAge(oldest(settings.monitoring())));
            }
        }
        ScalingSpecBuilder builder = spec.toBuilder(
                        ScalingTarget.of(spec.target().name()).replicas(min, max))
                .tick(settings.monitoring().tick())
                .pools(settings.pools().stream()
                        .map(pool -> pool(pool, spec.pool(pool.name())))
                        .toList())
                .signals(signals);
        if (running != null) {
            builder.stopLeast(running);
        }
        return builder.build();
    }

    /** A sample that is as old as the lag says is fresh, and the next one is a tick later. */
    private static Duration oldest(WorldSettings.Monitoring monitoring) {
        return monitoring.lag().plus(monitoring.tick().multipliedBy(4));
    }

    private static List<SignalSpec> signals(ScalingSpec spec, WorldSettings.Monitoring monitoring) {
        Duration oldest = oldest(monitoring);
        List<SignalSpec> signals = new ArrayList<>();
        for (SignalSpec signal : spec.signals()) {
            Measure measure = Measure.named(signal.signal().name());
            SignalSpec seen = signal.maxAge().compareTo(oldest) < 0 ? signal.withMaxAge(oldest) : signal;
            signals.add(
                    measure != null && measure.isOfFullService()
                            ? seen.withLevelEffect(SignalSpec.LevelEffect.NONE)
                            : seen);
        }
        return signals;
    }

    /**
     * Returns the signal by which the replica with the least work is stopped first, as any router that drains would have
     * it: the one that there is, or one of a name that is not taken.
     */
    private static Signal running(List<SignalSpec> signals) {
        for (SignalSpec signal : signals) {
            if (signal.signal().kind() == SignalKind.PER_REPLICA
                    && Measure.named(signal.signal().name()) == Measure.RUNNING) {
                return signal.signal();
            }
        }
        String free = Measure.RUNNING.names().stream()
                .filter(name -> signals.stream()
                        .noneMatch(signal -> signal.signal().name().equals(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a signal for the requests that a replica serves is needed, but each of the names "
                                + Measure.RUNNING.names() + " is that of another signal"));
        return Signal.perReplica(free, "requests");
    }

    private static PoolSpec pool(PoolModel pool, @Nullable PoolSpec own) {
        StartupDistribution.Law law = pool.startup().law();
        PoolSpec spec = PoolSpec.of(pool.name())
                .startingIn(new StartupTime(
                        seconds(law.quantileSeconds(0.5)),
                        seconds(law.quantileSeconds(0.95)),
                        seconds(law.quantileSeconds(0.99))))
                .costing(new PoolSpec.Cost(
                        pool.pricePerHour(),
                        standby(pool, own),
                        1,
                        own == null ? PoolSpec.StandbyTier.COLD : own.cost().tier()))
                .withQuota(pool.quota());
        if (own != null) {
            spec = spec.withDrainDeadline(own.drainDeadline());
        }
        return pool.kind() == PoolSpec.Kind.SPOT ? spec.asSpot() : spec;
    }

    /** Without a quota nobody knows how many are paid for; which pool is the cheapest to take more from is known still. */
    private static double standby(PoolModel pool, @Nullable PoolSpec own) {
        return own == null || pool.quota() != PoolSpec.UNLIMITED
                ? pool.standbyPerHour()
                : Math.min(pool.pricePerHour(), own.cost().standbyPerHour());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS));
    }
}
