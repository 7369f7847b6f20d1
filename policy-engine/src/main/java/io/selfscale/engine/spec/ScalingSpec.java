package io.selfscale.engine.spec;

import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides how one target scales, as an immutable value: the first argument of the decision function.
 * Made by a {@link ScalingSpecBuilder}, which reports all problems at once.
 */
public final class ScalingSpec {

    private final ScalingTarget target;
    private final Duration tick;
    private final List<SignalSpec> signals;
    private final List<Policy<?>> policies;
    private final List<Policy<?>> advisors;
    private final Limits limits;
    private final List<PoolSpec> pools;
    private final @Nullable DemandSpec demand;
    private final List<Policy<?>> shadows;
    private final CombinationRule combination;
    private final BudgetSpec budget;
    private final SpotSpec spot;
    private final @Nullable BrownoutSpec brownout;
    private final @Nullable ActivationSpec activation;
    private final @Nullable EffectSpec effect;
    private final OutsideChange outsideChange;
    private final @Nullable Signal busyness;
    private final List<WindowSpec> windows;
    private final List<Policy<?>> evaluated;
    private final int[] growthOrder;
    private final int[] shrinkOrder;
    private final Map<SignalWindow, Integer> windowIndex = new LinkedHashMap<>();
    private final Map<Signal, Integer> signalIndex = new LinkedHashMap<>();

    ScalingSpec(ScalingSpecBuilder builder, List<WindowSpec> windows) {
        this.target = builder.target;
        this.tick = builder.tick;
        this.signals = List.copyOf(builder.signals);
        this.policies = List.copyOf(builder.policies);
        this.advisors = List.copyOf(builder.advisors);
        this.limits = builder.limits;
        this.pools = builder.pools.isEmpty() ? List.of(PoolSpec.of("default")) : List.copyOf(builder.pools);
        this.demand = builder.demand;
        this.shadows = List.copyOf(builder.shadows);
        this.evaluated = Stream.concat(policies.stream(), shadows.stream()).collect(Collectors.toUnmodifiableList());
        this.combination = builder.combination;
        this.budget = builder.budget;
        this.spot = builder.spot;
        this.brownout = builder.brownout;
        this.activation = builder.activation;
        this.effect = builder.effect;
        this.outsideChange = builder.outsideChange;
        this.busyness = builder.busyness;
        this.windows = List.copyOf(windows);
        this.growthOrder = order(Comparator.comparingDouble(pool -> pool.cost().marginalPerUnit()));
        this.shrinkOrder = order(Comparator.comparingDouble(
                pool -> -pool.cost().perHour() / pool.cost().capacityWeight()));
        for (int i = 0; i < windows.size(); i++) {
            windowIndex.put(windows.get(i).window(), i);
        }
        for (int i = 0; i < signals.size(); i++) {
            signalIndex.put(signals.get(i).signal(), i);
        }
    }

    private int[] order(Comparator<PoolSpec> byPrice) {
        // Ties by name, so that the order does not depend on that of a file.
        Comparator<PoolSpec> comparator = byPrice.thenComparing(PoolSpec::name);
        return IntStream.range(0, pools.size())
                .boxed()
                .sorted((a, b) -> comparator.compare(pools.get(a), pools.get(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Starts a specification. */
    public static ScalingSpecBuilder builder(ScalingTarget target) {
        return new ScalingSpecBuilder(target);
    }

    /** Starts a specification that is this one but for the bounds of its target. */
    public ScalingSpecBuilder toBuilder(ScalingTarget bounded) {
        ScalingSpecBuilder builder = new ScalingSpecBuilder(bounded);
        builder.signals.addAll(signals);
        builder.policies.addAll(policies);
        builder.advisors.addAll(advisors);
        builder.tick = tick;
        builder.limits = limits;
        builder.pools.addAll(pools);
        builder.shadows.addAll(shadows);
        builder.combination = combination;
        builder.budget = budget;
        builder.spot = spot;
        builder.outsideChange = outsideChange;
        builder.demand = demand;
        builder.brownout = brownout;
        builder.activation = activation;
        builder.effect = effect;
        builder.busyness = busyness;
        return builder;
    }

    /** Returns what is scaled. */
    public ScalingTarget target() {
        return target;
    }

    /** Returns the time between two decisions. */
    public Duration tick() {
        return tick;
    }

    /** Returns the signals, in order. */
    public List<SignalSpec> signals() {
        return signals;
    }

    /** Returns the policies that run inside the decision function, in order. */
    public List<Policy<?>> policies() {
        return policies;
    }

    /** Returns the policies whose proposals come with the observation, in order. */
    public List<Policy<?>> advisors() {
        return advisors;
    }

    /** Returns what holds changes back. */
    public Limits limits() {
        return limits;
    }

    /** Returns the pools, in order; at least one. */
    public List<PoolSpec> pools() {
        return pools;
    }

    /** Returns the pool of a name, or null. */
    public @Nullable PoolSpec pool(String name) {
        for (PoolSpec pool : pools) {
            if (pool.name().equals(name)) {
                return pool;
            }
        }
        return null;
    }

    /** Returns the positions of the pools in {@link #pools()}, the cheapest capacity first. */
    public int[] growthOrder() {
        return growthOrder.clone();
    }

    /** Returns the positions of the pools in {@link #pools()}, the dearest capacity first. */
    public int[] shrinkOrder() {
        return shrinkOrder.clone();
    }

    /**
     * Returns the position of a pool in {@link #pools()}, or -1. A target with one pool has all its replicas there,
     * whatever they call it.
     */
    public int indexOfPool(String name) {
        if (pools.size() == 1) {
            return 0;
        }
        for (int i = 0; i < pools.size(); i++) {
            if (pools.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the longest start deadline of any pool. */
    public Duration longestStartDeadline() {
        Duration longest = Duration.ZERO;
        for (PoolSpec pool : pools) {
            if (pool.startDeadline().compareTo(longest) > 0) {
                longest = pool.startDeadline();
            }
        }
        return longest;
    }

    /** Returns the policies that are evaluated and recorded, and decide nothing, in order. */
    public List<Policy<?>> shadows() {
        return shadows;
    }

    /** Returns the policies that are evaluated inside the decision function: those that decide, then the shadows. */
    public List<Policy<?>> evaluated() {
        return evaluated;
    }

    /** Returns how several proposals become one. */
    public CombinationRule combination() {
        return combination;
    }

    /** Returns what may be spent. */
    public BudgetSpec budget() {
        return budget;
    }

    /** Returns how much of the capacity may be interruptible. */
    public SpotSpec spot() {
        return spot;
    }

    /** Returns the brownout ladder, or null. */
    public @Nullable BrownoutSpec brownout() {
        return brownout;
    }

    /** Returns how the target goes to zero and wakes, or null if it does not. */
    public @Nullable ActivationSpec activation() {
        return activation;
    }

    /** Returns how the effect of scale-outs is checked, or null if it is not. */
    public @Nullable EffectSpec effect() {
        return effect;
    }

    /** Returns what happens when somebody else changes the number of replicas. */
    public OutsideChange outsideChange() {
        return outsideChange;
    }

    /** Returns the signal by replica of which the least goes first when ready replicas are stopped, or null. */
    public @Nullable Signal busyness() {
        return busyness;
    }

    /** Returns where demand is read from, or null. */
    public @Nullable DemandSpec demand() {
        return demand;
    }

    /** Returns the windows that the state keeps. */
    public List<WindowSpec> windows() {
        return windows;
    }

    /** Returns the position of a window in {@link #windows()}, or -1. */
    public int indexOf(SignalWindow window) {
        return windowIndex.getOrDefault(window, -1);
    }

    /** Returns the position of a signal in {@link #signals()}, or -1. */
    public int indexOf(Signal signal) {
        return signalIndex.getOrDefault(signal, -1);
    }
}
