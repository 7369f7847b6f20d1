package io.selfscale.engine.lint;

import io.selfscale.engine.policy.Fallback;
import io.selfscale.engine.policy.Forecast;
import io.selfscale.engine.policy.FormulaTracking;
import io.selfscale.engine.policy.JobScaling;
import io.selfscale.engine.policy.ReadyBy;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.StepScaling;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy as far as the checks can see through it.
 *
 * @param policy the policy
 * @param path where it is in a policy file
 * @param style how it comes to its proposals
 * @param signals what it looks at, as far as known; copied
 * @param out how far back it looks to scale out, zero for the present value, null if it never scales out
 * @param in how far back it looks to scale in, zero for the present value, null if it never scales in
 * @param every time between two evaluations: its period, or the tick if that is longer
 */
record Trigger(
        Policy<?> policy,
        String path,
        Style style,
        Set<Signal> signals,
        @Nullable Duration out,
        @Nullable Duration in,
        Duration every) {

    /** How a policy comes to its proposals. */
    enum Style {
        /** By steps, of a threshold band: each change consumes the evidence. */
        BAND,
        /** In proportion to the present value of a signal. */
        PROPORTIONAL,
        /** By measurements, in a way of its own. */
        OTHER,
        /** By a plan, a forecast or a fallback: bounds, of no part in damping. */
        PLAN
    }

    static Trigger of(ScalingSpec spec, int index, Policy<?> policy) {
        Duration every = policy.period().compareTo(spec.tick()) > 0 ? policy.period() : spec.tick();
        String place = "policies[" + index + "]";
        if (policy instanceof ThresholdBand band) {
            Duration out = band.out() == null ? null : band.out().window();
            Duration in = band.in() == null ? null : band.in().window();
            return new Trigger(band, place + ".threshold", Style.BAND, Set.of(band.signal()), out, in, every);
        }
        if (policy instanceof TargetTracking tracking) {
            Set<Signal> signals = Set.of(tracking.signal());
            return new Trigger(
                    policy, place + ".tracking", Style.PROPORTIONAL, signals, Duration.ZERO, Duration.ZERO, every);
        }
        if (policy instanceof FormulaTracking formula) {
            Set<Signal> signals = new LinkedHashSet<>(formula.inputs().values());
            return new Trigger(policy, place, Style.PROPORTIONAL, signals, Duration.ZERO, Duration.ZERO, every);
        }
        if (policy instanceof JobScaling) {
            return new Trigger(policy, place, Style.OTHER, Watched.by(policy), Duration.ZERO, null, every);
        }
        if (policy instanceof Schedule
                || policy instanceof ReadyBy
                || policy instanceof Forecast
                || policy instanceof Fallback) {
            return new Trigger(policy, place, Style.PLAN, Set.of(), null, null, every);
        }
        if (policy instanceof StepScaling steps) {
            Duration window = steps.alarm().period().multipliedBy(steps.alarm().datapoints());
            Set<Signal> signals = Set.of(steps.alarm().signal());
            boolean isExact = steps.adjustment() == StepScaling.Adjustment.EXACT;
            return new Trigger(
                    policy,
                    place,
                    Style.OTHER,
                    signals,
                    isExact || steps.steps().stream().anyMatch(step -> step.adjustment() > 0) ? window : null,
                    isExact || steps.steps().stream().anyMatch(step -> step.adjustment() < 0) ? window : null,
                    every);
        }
        List<Duration> spans =
                policy.windows().stream().map(SignalWindow::span).sorted().toList();
        return new Trigger(
                policy,
                place,
                Style.OTHER,
                Watched.by(policy),
                spans.isEmpty() ? Duration.ZERO : spans.get(0),
                spans.isEmpty() ? Duration.ZERO : spans.get(spans.size() - 1),
                every);
    }

    /** Returns the band, or null if it is something else. */
    @Nullable
    ThresholdBand band() {
        return policy instanceof ThresholdBand band ? band : null;
    }
}
