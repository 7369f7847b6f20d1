package io.selfscale.engine.lint;

import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the checks look at.
 *
 * @param spec the specification
 * @param tolerated time for which an objective may be missed, or null if it is not known
 * @param triggers the policies, in the order of the file; copied
 */
record Subject(ScalingSpec spec, @Nullable Duration tolerated, List<Trigger> triggers) {

    Subject {
        triggers = List.copyOf(triggers);
    }

    static Subject of(ScalingSpec spec, @Nullable Duration tolerated) {
        List<Trigger> triggers = new ArrayList<>();
        for (Policy<?> policy : spec.policies()) {
            triggers.add(Trigger.of(spec, triggers.size(), policy));
        }
        for (Policy<?> policy : spec.advisors()) {
            triggers.add(Trigger.of(spec, triggers.size(), policy));
        }
        return new Subject(spec, tolerated, triggers);
    }

    /** Returns the smallest count that is above zero: where the rules for an active target begin. */
    int min() {
        return Math.max(1, spec.target().min());
    }

    int max() {
        return spec.target().max();
    }

    /** Returns the bands with a scale-out and a scale-in rule, on signals that fall as replicas are added. */
    List<Trigger> wholeBands() {
        return triggers.stream()
                .filter(trigger -> trigger.policy() instanceof ThresholdBand band
                        && band.out() != null
                        && band.in() != null
                        && band.signal().kind().isProportional())
                .toList();
    }

    /** Returns those that may scale out. */
    List<Trigger> outward() {
        return triggers.stream().filter(trigger -> trigger.out() != null).toList();
    }

    /** Returns those that may scale in. */
    List<Trigger> inward() {
        return triggers.stream().filter(trigger -> trigger.in() != null).toList();
    }

    /** Returns the time between two measurements of a signal: that of its source, or the tick if that is longer. */
    Duration interval(Signal signal) {
        for (SignalSpec known : spec.signals()) {
            if (known.signal().equals(signal) && known.interval().compareTo(spec.tick()) > 0) {
                return known.interval();
            }
        }
        return spec.tick();
    }

    /** Returns the longest start-up time of any pool, as the 95th percentile; zero if none is known. */
    Duration startup() {
        return spec.pools().stream()
                .map(pool -> pool.startup().p95())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Returns the pool that takes longest to start. */
    PoolSpec slowestPool() {
        return spec.pools().stream()
                .max(Comparator.comparing(pool -> pool.startup().p95()))
                .orElseThrow();
    }

    /** Tells whether something asks for bounds without measuring. */
    boolean hasPlans() {
        return triggers.stream().anyMatch(trigger -> trigger.style() == Trigger.Style.PLAN);
    }

    boolean isClosed(RateLimit limit) {
        return limit.select() == RateLimit.Select.DISABLED;
    }

    static Duration shortest(List<Duration> durations) {
        return durations.stream().min(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    static Duration longest(List<Duration> durations) {
        return durations.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** Returns how far back each of some triggers looks to scale out. */
    static List<Duration> outWindows(List<Trigger> triggers) {
        List<Duration> windows = new ArrayList<>();
        for (Trigger trigger : triggers) {
            Duration window = trigger.out();
            if (window != null) {
                windows.add(window);
            }
        }
        return windows;
    }

    /** Returns how far back each of some triggers looks to scale in. */
    static List<Duration> inWindows(List<Trigger> triggers) {
        List<Duration> windows = new ArrayList<>();
        for (Trigger trigger : triggers) {
            Duration window = trigger.in();
            if (window != null) {
                windows.add(window);
            }
        }
        return windows;
    }
}
