package io.selfscale.engine.spec;

import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects a {@link ScalingSpec}. Not safe for concurrent use. */
public final class ScalingSpecBuilder {

    final ScalingTarget target;
    final List<SignalSpec> signals = new ArrayList<>();
    final List<Policy<?>> policies = new ArrayList<>();
    final List<Policy<?>> advisors = new ArrayList<>();
    Duration tick = Duration.ofSeconds(1);
    Limits limits = Limits.none();
    final List<PoolSpec> pools = new ArrayList<>();
    final List<Policy<?>> shadows = new ArrayList<>();
    CombinationRule combination = new CombinationRule.AnyOutAllIn();
    BudgetSpec budget = BudgetSpec.NONE;
    SpotSpec spot = SpotSpec.UNLIMITED;
    OutsideChange outsideChange = OutsideChange.ALARM;

    @Nullable
    DemandSpec demand;

    @Nullable
    BrownoutSpec brownout;

    @Nullable
    ActivationSpec activation;

    @Nullable
    EffectSpec effect;

    @Nullable
    Signal busyness;

    ScalingSpecBuilder(ScalingTarget target) {
        this.target = target;
    }

    /** Sets the time between two decisions; one second by default. */
    public ScalingSpecBuilder tick(Duration tick) {
        this.tick = tick;
        return this;
    }

    /** Adds a signal that blocks scale-in while it is not known. */
    public ScalingSpecBuilder signal(Signal signal) {
        return signal(SignalSpec.required(signal));
    }

    /** Adds a signal. */
    public ScalingSpecBuilder signal(SignalSpec signal) {
        signals.add(signal);
        return this;
    }

    /**
     * Adds a policy: inside the decision function if it is {@linkplain Policy#isPure() pure}, as advice from the
     * control loop otherwise.
     */
    public ScalingSpecBuilder policy(Policy<?> policy) {
        (policy.isPure() ? policies : advisors).add(policy);
        return this;
    }

    /** Adds several policies; see {@link #policy}. */
    public ScalingSpecBuilder policies(List<? extends Policy<?>> several) {
        several.forEach(this::policy);
        return this;
    }

    /** Sets what holds changes back; nothing by default. */
    public ScalingSpecBuilder limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    /** Adds a pool; one named {@code default} is there if none is added. */
    public ScalingSpecBuilder pool(PoolSpec pool) {
        pools.add(pool);
        return this;
    }

    /** Sets all pools. */
    public ScalingSpecBuilder pools(List<PoolSpec> all) {
        pools.clear();
        pools.addAll(all);
        return this;
    }

    /** Sets all signals. */
    public ScalingSpecBuilder signals(List<SignalSpec> all) {
        signals.clear();
        signals.addAll(all);
        return this;
    }

    /** Adds a policy that is evaluated and recorded beside the others, and decides nothing; it must be pure. */
    public ScalingSpecBuilder shadow(Policy<?> policy) {
        shadows.add(policy);
        return this;
    }

    /** Sets how several proposals become one; out if any wants more, in if all agree by default. */
    public ScalingSpecBuilder combination(CombinationRule combination) {
        this.combination = combination;
        return this;
    }

    /** Sets what may be spent; no limit by default. */
    public ScalingSpecBuilder budget(BudgetSpec budget) {
        this.budget = budget;
        return this;
    }

    /** Sets how much of the capacity may be interruptible; any share of it by default. */
    public ScalingSpecBuilder spot(SpotSpec spot) {
        this.spot = spot;
        return this;
    }

    /** Sets the brownout ladder; its signal must be added too. */
    public ScalingSpecBuilder brownout(BrownoutSpec brownout) {
        this.brownout = brownout;
        return this;
    }

    /** Sets how the target goes to zero and wakes; its signal must be added too. */
    public ScalingSpecBuilder activation(ActivationSpec activation) {
        this.activation = activation;
        return this;
    }

    /** Sets how the effect of scale-outs is checked; its signal must be added too. */
    public ScalingSpecBuilder effect(EffectSpec effect) {
        this.effect = effect;
        return this;
    }

    /** Sets what happens when somebody else changes the number of replicas; an alarm by default. */
    public ScalingSpecBuilder outsideChange(OutsideChange outsideChange) {
        this.outsideChange = outsideChange;
        return this;
    }

    /**
     * Sets which ready replicas of a pool are stopped first: those with the least of a signal that is read by replica,
     * such as its requests under way; the newest by default. The signal must be added too.
     */
    public ScalingSpecBuilder stopLeast(Signal busyness) {
        this.busyness = busyness;
        return this;
    }

    /** Sets where demand is read from; its signals must be added too. */
    public ScalingSpecBuilder demand(DemandSpec demand) {
        this.demand = demand;
        return this;
    }

    /**
     * Returns the specification.
     *
     * @throws IllegalArgumentException if anything is wrong, with every problem in its message
     */
    public ScalingSpec build() {
        List<String> problems = new ArrayList<>();
        if (tick.isNegative() || tick.isZero()) {
            problems.add("tick must be positive but was " + tick);
        }
        Set<Signal> known = knownSignals(problems);
        policyProblems(known, problems);
        demandProblems(known, problems);
        operationProblems(known, problems);
        poolProblems(problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("scaling target " + target.name() + ": " + String.join("; ", problems));
        }
        return new ScalingSpec(this, windows());
    }

    private Set<Signal> knownSignals(List<String> problems) {
        Set<Signal> known = new LinkedHashSet<>();
        Set<String> names = new TreeSet<>();
        for (SignalSpec spec : signals) {
            if (!names.add(spec.signal().name())) {
                problems.add("signal " + spec.signal() + " is there twice");
            }
            known.add(spec.signal());
        }
        return known;
    }

    private void policyProblems(Set<Signal> known, List<String> problems) {
        if (policies.isEmpty() && advisors.isEmpty()) {
            problems.add(
                    "at least one policy is needed, for instance ThresholdBand.on(signal).outAbove(0.70, ofMinutes(5))");
        }
        Set<String> names = new TreeSet<>();
        for (Policy<?> policy : allPolicies()) {
            if (policy.name().isBlank() || !names.add(policy.name())) {
                problems.add("policy names must be unique and not blank but '" + policy.name() + "' is not");
            }
            if (policy.period().isNegative()) {
                problems.add(
                        "the period of policy " + policy.name() + " must not be negative but was " + policy.period());
            }
            Set<Signal> needed = new LinkedHashSet<>(policy.signals());
            policy.windows().forEach(window -> needed.add(window.signal()));
            needed.stream()
                    .filter(signal -> !known.contains(signal))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .forEach(signal -> problems.add(unknown("policy " + policy.name(), signal)));
        }
    }

    private void demandProblems(Set<Signal> known, List<String> problems) {
        DemandSpec spec = demand;
        if (spec != null) {
            Stream.of(spec.arrivals(), spec.backlog(), spec.capacity())
                    .filter(signal -> signal != null && !known.contains(signal))
                    .forEach(signal -> problems.add(unknown("demand", signal)));
        }
    }

    private void operationProblems(Set<Signal> known, List<String> problems) {
        needs("the brownout ladder", brownout == null ? null : brownout.tail(), known, problems);
        needs("activation", activation == null ? null : activation.activity(), known, problems);
        needs("the effect check", effect == null ? null : effect.throughput(), known, problems);
        needs("stopLeast", busyness, known, problems);
        if (target.min() == 0 && activation == null) {
            problems.add("min is 0, which needs an activation that tells when to go to zero and when to wake");
        }
        if (combination instanceof CombinationRule.Priority priority) {
            problemsOfNames("the priority", priority.order(), problems);
        } else if (combination instanceof CombinationRule.WeightedVote vote) {
            problemsOfNames("the weighted vote", vote.weights().keySet(), problems);
        }
        for (Policy<?> shadow : shadows) {
            if (!shadow.isPure()) {
                problems.add("shadow policy " + shadow.name() + " must be pure");
            }
        }
    }

    private void needs(String user, @Nullable Signal signal, Set<Signal> known, List<String> problems) {
        if (signal != null && !known.contains(signal)) {
            problems.add(unknown(user, signal));
        }
    }

    private void problemsOfNames(String user, Iterable<String> names, List<String> problems) {
        List<String> there = allPolicies().stream().map(Policy::name).toList();
        new TreeSet<>(copy(names)).forEach(name -> {
            if (!there.contains(name)) {
                problems.add(user + " names policy " + name + ", which is not there; there is " + there);
            }
        });
    }

    private static List<String> copy(Iterable<String> names) {
        List<String> copy = new ArrayList<>();
        names.forEach(copy::add);
        return copy;
    }

    private void poolProblems(List<String> problems) {
        Set<String> names = new TreeSet<>();
        long quota = pools.isEmpty() ? Long.MAX_VALUE : 0;
        double cheapest = Double.POSITIVE_INFINITY;
        for (PoolSpec pool : pools) {
            if (!names.add(pool.name())) {
                problems.add("pool " + pool.name() + " is there twice");
            }
            quota += pool.quotaUnits();
            cheapest = Math.min(cheapest, pool.cost().perHour() / pool.cost().capacityWeight());
        }
        if (quota < target.min()) {
            problems.add("the quotas of the pools come to " + quota + ", less than min " + target.min());
        }
        if (target.min() > 0 && Double.isFinite(cheapest) && target.min() * cheapest > budget.perHour()) {
            problems.add("min " + target.min() + " costs at least " + target.min() * cheapest
                    + " per hour, more than the budget of " + budget.perHour());
        }
        if (budget.instanceCap() < Integer.MAX_VALUE) {
            long most = pools.stream()
                    .mapToLong(pool -> pool.cost().capacityWeight())
                    .max()
                    .orElse(1);
            if (budget.instanceCap() * most < target.min()) {
                problems.add("an instance cap of " + budget.instanceCap() + " does not allow min " + target.min());
            }
        }
        if (spot.onDemandFloor() > 0
                && !pools.isEmpty()
                && pools.stream().noneMatch(pool -> pool.kind() == PoolSpec.Kind.ON_DEMAND)) {
            problems.add("an on-demand floor of " + spot.onDemandFloor() + " needs an on-demand pool");
        }
    }

    private String unknown(String user, Signal signal) {
        return user + " needs signal " + signal + " (" + signal.kind() + ", " + signal.unit()
                + "), which was not added; there is "
                + signals.stream().map(spec -> spec.signal().name()).toList();
    }

    private List<Policy<?>> allPolicies() {
        List<Policy<?>> all = new ArrayList<>(policies);
        all.addAll(advisors);
        all.addAll(shadows);
        return all;
    }

    private List<WindowSpec> windows() {
        Set<SignalWindow> wanted = new LinkedHashSet<>();
        for (Policy<?> policy : allPolicies()) {
            policy.windows().stream().sorted(ScalingSpecBuilder::inFixedOrder).forEach(wanted::add);
        }
        DemandSpec spec = demand;
        if (spec != null) {
            wanted.add(new SignalWindow(spec.arrivals(), spec.window()));
            wanted.add(new SignalWindow(spec.capacity(), spec.window()));
        }
        List<WindowSpec> windows = new ArrayList<>();
        for (SignalWindow window : wanted) {
            SignalSpec signal = signals.stream()
                    .filter(s -> s.signal().equals(window.signal()))
                    .findFirst()
                    .orElseThrow();
            Duration shortest = signal.interval().compareTo(tick) > 0 ? signal.interval() : tick;
            windows.add(WindowSpec.of(window, shortest.toNanos()));
        }
        return windows;
    }

    private static int inFixedOrder(SignalWindow a, SignalWindow b) {
        int byName = a.signal().name().compareTo(b.signal().name());
        return byName != 0 ? byName : a.span().compareTo(b.span());
    }
}
