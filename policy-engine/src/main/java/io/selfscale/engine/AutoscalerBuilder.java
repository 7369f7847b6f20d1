package io.selfscale.engine;

import io.selfscale.engine.loop.Shell;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.AutoscalerListener;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.policy.spi.StateStore;
import io.selfscale.policy.spi.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link Autoscaler} needs. Not safe for concurrent use. */
public final class AutoscalerBuilder {

    private final ScalingTarget target;
    private final ScalingSpecBuilder spec;
    private final Map<Signal, MetricSource> sources = new LinkedHashMap<>();
    private final List<AutoscalerListener> listeners = new ArrayList<>();
    private Duration startDeadline = PoolSpec.DEFAULT_START_DEADLINE;
    private Duration drainDeadline = PoolSpec.DEFAULT_DRAIN_DEADLINE;
    private Duration tick = Duration.ofSeconds(1);
    private @Nullable Duration readDeadline;
    private @Nullable ReplicaPool pool;
    private Journal journal = Journal.disabled();
    private StateStore store = StateStore.disabled();
    Clock clock = Clock.systemUTC();
    Ticker ticker = Ticker.system();

    AutoscalerBuilder(ScalingTarget target) {
        this.target = target;
        this.spec = ScalingSpec.builder(target);
    }

    /** Adds a signal that blocks scale-in while it is not known, and where it is read from. */
    public AutoscalerBuilder signal(Signal signal, MetricSource source) {
        return signal(SignalSpec.required(signal), source);
    }

    /** Adds a signal, and where it is read from. */
    public AutoscalerBuilder signal(SignalSpec signal, MetricSource source) {
        spec.signal(signal);
        sources.put(signal.signal(), source);
        return this;
    }

    /** Adds a policy; see {@link ScalingSpecBuilder#policy}. */
    public AutoscalerBuilder policy(Policy<?> policy) {
        spec.policy(policy);
        return this;
    }

    /** Adds several policies. */
    public AutoscalerBuilder policies(List<? extends Policy<?>> policies) {
        spec.policies(policies);
        return this;
    }

    /** Sets what holds changes back; nothing but the bounds by default. */
    public AutoscalerBuilder limits(Limits limits) {
        spec.limits(limits);
        return this;
    }

    /** Sets where demand is read from; its signals must be added too. */
    public AutoscalerBuilder demand(DemandSpec demand) {
        spec.demand(demand);
        return this;
    }

    /** Sets the time between two decisions; one second by default. */
    public AutoscalerBuilder tick(Duration tick) {
        this.tick = tick;
        spec.tick(tick);
        return this;
    }

    /** Sets the time a source and the inventory get to answer; half a tick by default. */
    public AutoscalerBuilder readDeadline(Duration deadline) {
        this.readDeadline = deadline;
        return this;
    }

    /** Sets what starts and stops replicas. */
    public AutoscalerBuilder pool(ReplicaPool pool) {
        this.pool = pool;
        return this;
    }

    /** Sets the time after which a replica that is not ready is replaced; ten minutes by default. */
    public AutoscalerBuilder startDeadline(Duration deadline) {
        this.startDeadline = deadline;
        return this;
    }

    /** Sets the time that work in progress gets before a replica is stopped; 30 s by default. */
    public AutoscalerBuilder drainDeadline(Duration deadline) {
        this.drainDeadline = deadline;
        return this;
    }

    /** Sets where decisions are recorded, nowhere by default. The autoscaler closes it. */
    public AutoscalerBuilder journal(Journal journal) {
        this.journal = journal;
        return this;
    }

    /** Sets where the state is kept across restarts, nowhere by default. */
    public AutoscalerBuilder stateStore(StateStore store) {
        this.store = store;
        return this;
    }

    /** Adds someone to be told what happened. */
    public AutoscalerBuilder listener(AutoscalerListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Sets the wall clock and the ticker; those of the system by default. */
    public AutoscalerBuilder time(Clock clock, Ticker ticker) {
        this.clock = clock;
        this.ticker = ticker;
        return this;
    }

    /**
     * Returns the autoscaler; it runs once it is started.
     *
     * @throws IllegalArgumentException if anything is wrong, with every problem of the specification in its message
     */
    public Autoscaler build() {
        ReplicaPool actuator = pool;
        if (actuator == null) {
            throw new IllegalArgumentException(
                    "scaling target " + target.name() + ": a pool is needed, which starts and stops replicas");
        }
        spec.pool(new PoolSpec(actuator.name(), startDeadline, drainDeadline));
        ScalingSpec built = spec.build();
        Shell.Timing timing = Shell.Timing.forTick(tick);
        Duration reading = readDeadline;
        if (reading != null) {
            timing = timing.withReadDeadline(reading);
        }
        return new Autoscaler(new Shell(built, sources, actuator, journal, store, listeners, timing), this);
    }
}
