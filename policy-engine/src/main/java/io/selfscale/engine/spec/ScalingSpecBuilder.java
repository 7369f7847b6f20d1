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
    PoolSpec pool = PoolSpec.of("default");

    @Nullable
    DemandSpec demand;

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

    /** Sets how replicas are started and stopped. */
    public ScalingSpecBuilder pool(PoolSpec pool) {
        this.pool = pool;
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
            for (SignalWindow window : policy.windows()) {
                if (!known.contains(window.signal())) {
                    problems.add(unknown("policy " + policy.name(), window.signal()));
                }
            }
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

    private String unknown(String user, Signal signal) {
        return user + " needs signal " + signal + " (" + signal.kind() + ", " + signal.unit()
                + "), which was not added; there is "
                + signals.stream().map(spec -> spec.signal().name()).toList();
    }

    private List<Policy<?>> allPolicies() {
        List<Policy<?>> all = new ArrayList<>(policies);
        all.addAll(advisors);
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
