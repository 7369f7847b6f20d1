package io.selfscale.engine;

import io.selfscale.engine.loop.RenamedPool;
import io.selfscale.engine.loop.Shell;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.EffectSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.SpotSpec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.AutoscalerListener;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.Lease;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an {@link Autoscaler} needs. What decides is either added part by part, or taken whole by {@link
 * #spec}. Not safe for concurrent use.
 */
public final class AutoscalerBuilder {

    private static final String UNNAMED_POOL = "default";
    private static final int LEASE_TICKS = 5;
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private final ScalingTarget target;
    private final ScalingSpecBuilder parts;
    private final Map<Signal, MetricSource> sources = new LinkedHashMap<>();
    private final List<AutoscalerListener> listeners = new ArrayList<>();
    private final Map<ReplicaPool, @Nullable PoolSpec> pools = new LinkedHashMap<>();
    private Duration startDeadline = PoolSpec.DEFAULT_START_DEADLINE;
    private Duration drainDeadline = PoolSpec.DEFAULT_DRAIN_DEADLINE;
    private boolean hasParts;
    private @Nullable ScalingSpec whole;
    private @Nullable String text;
    private @Nullable Duration readDeadline;
    private @Nullable Lease lease;
    private @Nullable Duration leaseLength;
    private Journal journal = Journal.disabled();
    private StateStore store = StateStore.disabled();
    private Clock clock = Clock.systemUTC();
    private Ticker ticker = Ticker.system();

    AutoscalerBuilder(ScalingTarget target) {
        this.target = target;
        this.parts = ScalingSpec.builder(target);
    }

    /** Takes what decides as a whole; then its parts cannot be set here. */
    public AutoscalerBuilder spec(ScalingSpec spec) {
        this.whole = spec;
        return this;
    }

    /** Sets what the journal keeps of what decides, such as the policy file it was read from; nothing by default. */
    public AutoscalerBuilder specification(String text) {
        this.text = text;
        return this;
    }

    /** Adds a signal that blocks scale-in while it is not known, and where it is read from. */
    public AutoscalerBuilder signal(Signal signal, MetricSource source) {
        return signal(SignalSpec.required(signal), source);
    }

    /** Adds a signal, and where it is read from. */
    public AutoscalerBuilder signal(SignalSpec signal, MetricSource source) {
        return part(spec -> spec.signal(signal)).source(signal.signal(), source);
    }

    /**
     * Sets where a signal is read from, of a specification that is taken whole or applied later. It is not read while
     * the specification does not name it.
     */
    public AutoscalerBuilder source(Signal signal, MetricSource source) {
        sources.put(signal, source);
        return this;
    }

    /** Adds a policy; see {@link ScalingSpecBuilder#policy}. */
    public AutoscalerBuilder policy(Policy<?> policy) {
        return part(spec -> spec.policy(policy));
    }

    /** Adds several policies. */
    public AutoscalerBuilder policies(List<? extends Policy<?>> policies) {
        return part(spec -> spec.policies(policies));
    }

    /** Adds a policy that only watches; see {@link ScalingSpecBuilder#shadow}. */
    public AutoscalerBuilder shadow(Policy<?> policy) {
        return part(spec -> spec.shadow(policy));
    }

    /** Sets how several proposals become one; see {@link ScalingSpecBuilder#combination}. */
    public AutoscalerBuilder combination(CombinationRule combination) {
        return part(spec -> spec.combination(combination));
    }

    /** Sets what holds changes back; nothing but the bounds by default. */
    public AutoscalerBuilder limits(Limits limits) {
        return part(spec -> spec.limits(limits));
    }

    /** Sets where demand is read from; its signals must be added too. */
    public AutoscalerBuilder demand(DemandSpec demand) {
        return part(spec -> spec.demand(demand));
    }

    /** Sets what may be spent; no limit by default. */
    public AutoscalerBuilder budget(BudgetSpec budget) {
        return part(spec -> spec.budget(budget));
    }

    /** Sets how much of the capacity may be interruptible; see {@link ScalingSpecBuilder#spot}. */
    public AutoscalerBuilder spot(SpotSpec spot) {
        return part(spec -> spec.spot(spot));
    }

    /** Sets the brownout ladder; its signal must be added too. */
    public AutoscalerBuilder brownout(BrownoutSpec brownout) {
        return part(spec -> spec.brownout(brownout));
    }

    /** Sets how the target goes to zero and wakes; its signal must be added too. */
    public AutoscalerBuilder activation(ActivationSpec activation) {
        return part(spec -> spec.activation(activation));
    }

    /** Sets how the effect of scale-outs is checked; its signal must be added too. */
    public AutoscalerBuilder effect(EffectSpec effect) {
        return part(spec -> spec.effect(effect));
    }

    /** Sets what happens when somebody else changes the number of replicas; an alarm by default. */
    public AutoscalerBuilder outsideChange(OutsideChange outsideChange) {
        return part(spec -> spec.outsideChange(outsideChange));
    }

    /** Sets which ready replicas are stopped first; see {@link ScalingSpecBuilder#stopLeast}. */
    public AutoscalerBuilder stopLeast(Signal busyness) {
        return part(spec -> spec.stopLeast(busyness));
    }

    /** Sets the time between two decisions; one second by default. */
    public AutoscalerBuilder tick(Duration tick) {
        return part(spec -> spec.tick(tick));
    }

    private AutoscalerBuilder part(Consumer<ScalingSpecBuilder> setting) {
        setting.accept(parts);
        hasParts = true;
        return this;
    }

    /** Sets the time a source and the inventory get to answer; half a tick by default. */
    public AutoscalerBuilder readDeadline(Duration deadline) {
        this.readDeadline = deadline;
        return this;
    }

    /**
     * Adds what starts and stops the replicas of the pool of its name; where what decides is set part by part, that pool
     * has the deadlines set here and no price or quota. The one pool of a specification without pools has any name.
     */
    public AutoscalerBuilder pool(ReplicaPool pool) {
        pools.put(pool, null);
        return this;
    }

    /**
     * Adds a pool, and what starts and stops its replicas.
     *
     * @throws IllegalArgumentException if they have different names
     */
    public AutoscalerBuilder pool(ReplicaPool pool, PoolSpec spec) {
        if (!pool.name().equals(spec.name())) {
            throw new IllegalArgumentException(
                    "the names of a pool must be the same but were " + pool.name() + " and " + spec.name());
        }
        pools.put(pool, spec);
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

    /**
     * Sets what makes sure that one autoscaler of several decides, for five ticks at a time, at least a second; none by
     * default. All of them must use the same state store. The autoscaler closes it.
     */
    public AutoscalerBuilder lease(Lease lease) {
        this.lease = lease;
        this.leaseLength = null;
        return this;
    }

    /**
     * Sets what makes sure that one autoscaler of several decides.
     *
     * @param length how long another one waits for one that died: several ticks, positive
     */
    public AutoscalerBuilder lease(Lease lease, Duration length) {
        this.lease = lease;
        this.leaseLength = length;
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
        if (pools.isEmpty()) {
            throw new IllegalArgumentException(
                    "scaling target " + target.name() + ": a pool is needed, which starts and stops replicas");
        }
        ScalingSpec spec = whole == null ? ofParts() : whole(whole);
        Shell shell = new Shell(
                new Shell.Rules(spec, text),
                sources,
                named(List.copyOf(pools.keySet()), spec),
                new Shell.Records(journal, store),
                claim(spec.tick()),
                listeners,
                timing(spec.tick(), readDeadline));
        return new Autoscaler(shell, readDeadline, clock, ticker);
    }

    private ScalingSpec ofParts() {
        pools.forEach((pool, spec) ->
                parts.pool(spec == null ? new PoolSpec(pool.name(), startDeadline, drainDeadline) : spec));
        return parts.build();
    }

    private ScalingSpec whole(ScalingSpec spec) {
        if (hasParts || pools.values().stream().anyMatch(part -> part != null)) {
            throw new IllegalArgumentException("scaling target " + target.name()
                    + ": the specification is taken whole, so signals, policies, pools and limits are those in it; "
                    + "use source(signal, source) and pool(pool) to connect them");
        }
        if (!spec.target().equals(target)) {
            throw new IllegalArgumentException(
                    "the specification must be for " + target + " but is for " + spec.target());
        }
        return spec;
    }

    private Shell.@Nullable Claim claim(Duration tick) {
        Lease used = lease;
        if (used == null) {
            return null;
        }
        Duration several = tick.multipliedBy(LEASE_TICKS);
        Duration standard = several.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : several;
        return new Shell.Claim(used, leaseLength == null ? standard : leaseLength);
    }

    static Shell.Timing timing(Duration tick, @Nullable Duration readDeadline) {
        Shell.Timing timing = Shell.Timing.forTick(tick);
        return readDeadline == null ? timing : timing.withReadDeadline(readDeadline);
    }

    /** A specification that names no pool means the one there is. */
    static List<ReplicaPool> named(List<ReplicaPool> pools, ScalingSpec spec) {
        boolean unnamed =
                spec.pools().size() == 1 && spec.pools().get(0).name().equals(UNNAMED_POOL) && pools.size() == 1;
        return unnamed && !pools.get(0).name().equals(UNNAMED_POOL)
                ? List.of(new RenamedPool(pools.get(0), UNNAMED_POOL))
                : pools;
    }
}
