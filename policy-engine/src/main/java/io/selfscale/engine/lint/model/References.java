package io.selfscale.engine.lint.model;

import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.policy.Fallback;
import io.selfscale.engine.policy.Forecast;
import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.engine.policy.OngoingRequests;
import io.selfscale.engine.policy.ReadyBy;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.StepScaling;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.WarmTargetTracking;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The value of each signal at one replica's worth of load for each replica, and the loads at which policies change their
 * minds.
 */
final class References {

    /** Utilization at the reference where no ratio tells it: the target of the founding table. */
    private static final double DEFAULT_UTILIZATION = 0.7;

    /** Time that a request takes of a slot, where work is arrivals times that time: any does. */
    private static final double SERVICE_SECONDS = 1;

    /** A step beyond a threshold: enough to be past it, too little to be past the next one. */
    private static final double BEYOND = 0.001;

    private final Map<Signal, Double> values = new LinkedHashMap<>();
    private final Set<Signal> means = new HashSet<>();
    private final Map<Signal, Double> constants = new LinkedHashMap<>();
    private final SortedSet<Double> above = new TreeSet<>();
    private final SortedSet<Double> below = new TreeSet<>();
    private final double utilization;

    private References(ScalingSpec spec, Map<Signal, Double> seen) {
        spec.policies().forEach(this::outward);
        spec.policies().forEach(this::inwardOnly);
        spec.policies().forEach(policy -> constant(policy, spec));
        seen.forEach(values::putIfAbsent);
        utilization = leastUtilization();
        for (SignalSpec signal : spec.signals()) {
            values.putIfAbsent(signal.signal(), defaultOf(signal.signal()));
        }
        spec.policies().forEach(this::loads);
        if (above.isEmpty() && below.isEmpty()) {
            above.add(1.0);
            below.add(0.5);
        }
    }

    /**
     * Returns the references of a specification.
     *
     * @param seen thresholds of policies that are not known here, as their proposals show them
     */
    static References of(ScalingSpec spec, Map<Signal, Double> seen) {
        return new References(spec, seen);
    }

    /** Tells whether a policy asks for bounds by a plan, a forecast or a fallback, whatever the load of the moment. */
    static boolean isPlan(Policy<?> policy) {
        return policy instanceof Schedule
                || policy instanceof ReadyBy
                || policy instanceof Forecast
                || policy instanceof Fallback;
    }

    /** Tells whether the thresholds of a policy are known without asking it. */
    static boolean knows(Policy<?> policy) {
        return isPlan(policy)
                || policy instanceof ThresholdBand
                || policy instanceof TargetTracking
                || policy instanceof KnativeScaling
                || policy instanceof OngoingRequests
                || policy instanceof StepScaling
                || policy instanceof WarmTargetTracking
                || policy instanceof CalibratedSizing;
    }

    /** A full server takes as long at any load; nothing waits for long; and the head-room rests where as many are late as may be. */
    private void constant(Policy<?> policy, ScalingSpec spec) {
        if (policy instanceof CalibratedSizing sizing) {
            constant(sizing.load().serviceTime(), SERVICE_SECONDS, spec);
            constant(sizing.load().waiting(), 0, spec);
            constant(sizing.load().lateShare(), sizing.headroom().goal(), spec);
        }
    }

    /** A signal that another policy looks at moves with the load. */
    private void constant(@Nullable Signal signal, double value, ScalingSpec spec) {
        if (signal != null
                && spec.policies().stream()
                                .filter(policy -> policy.signals().contains(signal))
                                .count()
                        == 1) {
            constants.put(signal, value);
        }
    }

    private void outward(Policy<?> policy) {
        if (policy instanceof ThresholdBand band
                && band.out() != null
                && band.out().threshold() > 0) {
            values.putIfAbsent(band.signal(), band.out().threshold());
        } else if (policy instanceof KnativeScaling knative) {
            values.putIfAbsent(knative.signal(), knative.spec().target().target());
        } else if (policy instanceof WarmTargetTracking warm) {
            values.putIfAbsent(warm.signal(), warm.target());
        } else if (policy instanceof StepScaling steps && steps.alarm().threshold() > 0) {
            values.putIfAbsent(steps.alarm().signal(), steps.alarm().threshold());
        } else if (policy instanceof OngoingRequests ongoing) {
            values.putIfAbsent(ongoing.signal(), ongoing.target());
        } else if (policy instanceof CalibratedSizing sizing) {
            double taken = DEFAULT_UTILIZATION * sizing.slots();
            values.putIfAbsent(sizing.load().arrivals(), taken / SERVICE_SECONDS);
            if (sizing.load().running() != null) {
                values.putIfAbsent(sizing.load().running(), taken);
            }
        } else if (policy instanceof TargetTracking tracking) {
            values.putIfAbsent(tracking.signal(), tracking.target());
            if (tracking.form() == TargetTracking.Form.VALUE) {
                means.add(tracking.signal());
            }
        }
    }

    private void inwardOnly(Policy<?> policy) {
        if (policy instanceof ThresholdBand band
                && band.in() != null
                && band.in().threshold() > 0) {
            values.putIfAbsent(band.signal(), 2 * band.in().threshold());
        }
    }

    private double leastUtilization() {
        double least = values.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == SignalKind.RATIO)
                .mapToDouble(Map.Entry::getValue)
                .min()
                .orElse(DEFAULT_UTILIZATION);
        return Math.max(0.3, Math.min(0.95, least));
    }

    private double defaultOf(Signal signal) {
        return switch (signal.kind()) {
            case RATIO -> utilization;
            case DURATION -> 0.5;
            case TOTAL, PER_REPLICA -> 1;
        };
    }

    private void loads(Policy<?> policy) {
        if (policy instanceof ThresholdBand band) {
            if (band.out() != null) {
                add(above, band.signal(), band.out().threshold(), 1 + BEYOND);
            }
            if (band.in() != null) {
                add(below, band.signal(), band.in().threshold(), 1 - BEYOND);
            }
        } else if (policy instanceof TargetTracking tracking) {
            add(
                    above,
                    tracking.signal(),
                    tracking.target(),
                    (1 + tracking.tolerance().out()) * (1 + BEYOND));
            double in = Math.max(0.05, 1 - tracking.tolerance().in());
            add(below, tracking.signal(), tracking.target(), in * (1 - BEYOND));
        } else if (policy instanceof StepScaling steps) {
            double threshold = steps.alarm().threshold();
            add(above, steps.alarm().signal(), threshold, 1 + BEYOND);
            add(below, steps.alarm().signal(), threshold, 1 - BEYOND);
        } else if (!isPlan(policy)) {
            above.add(1 + BEYOND);
            above.add(1.11);
            below.add(0.89);
            below.add(0.5);
        }
    }

    private void add(SortedSet<Double> loads, Signal signal, double threshold, double factor) {
        double load = perReplica(signal, threshold) * factor;
        if (load > 0 && Double.isFinite(load)) {
            loads.add(load);
        }
    }

    /** Returns the load for each replica at which a signal has a value; not positive if it never has. */
    private double perReplica(Signal signal, double value) {
        double relative = value / of(signal);
        return signal.kind() == SignalKind.DURATION ? (1 - (1 - utilization) / relative) / utilization : relative;
    }

    /** Returns the value at one replica's worth of load for each replica, positive. */
    double of(Signal signal) {
        return values.getOrDefault(signal, 1.0);
    }

    /** Returns the value of a signal that does not depend on the load, or null if it does. */
    @Nullable
    Double constant(Signal signal) {
        return constants.get(signal);
    }

    /** Tells whether a total is used as if it fell when replicas are added. */
    boolean isMean(Signal signal) {
        return means.contains(signal);
    }

    /** Returns the utilization at one replica's worth of load for each replica, in [0.3, 0.95]. */
    double utilization() {
        return utilization;
    }

    /** Returns the loads for each replica just above which a policy wants more, ascending. */
    SortedSet<Double> above() {
        return above;
    }

    /** Returns the loads for each replica just below which a policy wants fewer, ascending. */
    SortedSet<Double> below() {
        return below;
    }

    /** Returns a load for each replica at which nothing should happen. */
    double comfortable() {
        if (above.isEmpty()) {
            return 2 * below.last();
        }
        return below.isEmpty() || below.last() >= above.first()
                ? above.first() * 0.9
                : Math.sqrt(below.last() * above.first());
    }
}
