package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scales out above one threshold and in below another, each over its own window (semantics section 7).
 *
 * <p>A window votes only if measuring spans it and enough of its buckets hold data: without that there is no vote to
 * scale out, and a veto of scaling in. A change of size consumes the evidence: the next vote rests on measurements taken
 * after the change took effect. A vote to scale in is refused where the load would not fit fewer replicas
 * (consolidation check; for signals proportional to capacity).
 *
 * <p>Immutable; each method returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param signal what is watched
 * @param statistic how a window becomes one value
 * @param out when to scale out, or null for never
 * @param in when to scale in, or null for no opinion on it
 * @param period how often it is evaluated; zero for at every tick
 * @param settings what is rarely changed
 */
public record ThresholdBand(
        String name,
        Signal signal,
        Statistic statistic,
        @Nullable ThresholdRule out,
        @Nullable ThresholdRule in,
        Duration period,
        Settings settings)
        implements StatelessPolicy {

    /**
     * What is rarely changed.
     *
     * @param coverage share of a window's buckets that must hold data, in (0, 1]
     * @param consolidationMargin distance that a predicted value keeps from the scale-out threshold, in [0, 1)
     */
    public record Settings(double coverage, double consolidationMargin) {

        /** Four fifths of the window covered, and ten percent of margin. */
        public static final Settings DEFAULT = new Settings(0.8, 0.1);

        public Settings {
            if (!(coverage > 0 && coverage <= 1)) {
                throw new IllegalArgumentException("coverage must be in (0, 1] but was " + coverage);
            }
            if (!(consolidationMargin >= 0 && consolidationMargin < 1)) {
                throw new IllegalArgumentException(
                        "consolidationMargin must be in [0, 1) but was " + consolidationMargin);
            }
        }
    }

    /** No opinion, because nothing is beyond a threshold. */
    private static final Proposal NOTHING_OUT = Proposal.abstain(ReasonCode.INSIDE_BAND, "");

    public ThresholdBand {
        if (out == null && in == null) {
            throw new IllegalArgumentException("a threshold band needs a scale-out or a scale-in threshold");
        }
        if (out != null && in != null && in.threshold() >= out.threshold()) {
            throw new IllegalArgumentException("the scale-in threshold of " + signal
                    + " must be below its scale-out threshold " + out.threshold() + " but was " + in.threshold());
        }
        if (period.isNegative()) {
            throw new IllegalArgumentException("period must not be negative but was " + period);
        }
    }

    /** Starts a band on a signal: {@code ThresholdBand.on(gpu).outAbove(0.70, ofMinutes(5)).inBelow(0.30, ofMinutes(30))}. */
    public static On on(Signal signal) {
        return new On(signal);
    }

    /**
     * A band that still lacks its thresholds.
     *
     * @param signal what is watched
     */
    public record On(Signal signal) {

        /** Returns a band that scales out by one when every bucket of {@code window} is above {@code threshold}. */
        public ThresholdBand outAbove(double threshold, Duration window) {
            return band(new ThresholdRule(threshold, window, new StepSize.Fixed(1)), null);
        }

        /** Returns a band that scales in by one when every bucket of {@code window} is below {@code threshold}. */
        public ThresholdBand inBelow(double threshold, Duration window) {
            return band(null, new ThresholdRule(threshold, window, new StepSize.Fixed(1)));
        }

        private ThresholdBand band(@Nullable ThresholdRule out, @Nullable ThresholdRule in) {
            return new ThresholdBand(
                    signal.name(), signal, Statistic.sustained(), out, in, Duration.ZERO, Settings.DEFAULT);
        }
    }

    /** Returns this band scaling out, by the same step as before or by one, above {@code threshold}. */
    public ThresholdBand outAbove(double threshold, Duration window) {
        StepSize step = out == null ? new StepSize.Fixed(1) : out.step();
        return with(new ThresholdRule(threshold, window, step), in);
    }

    /** Returns this band scaling in, by the same step as before or by one, below {@code threshold}. */
    public ThresholdBand inBelow(double threshold, Duration window) {
        StepSize step = in == null ? new StepSize.Fixed(1) : in.step();
        return with(out, new ThresholdRule(threshold, window, step));
    }

    /** Returns this band with another statistic; {@link Statistic#sustained()} by default. */
    public ThresholdBand by(Statistic statistic) {
        return new ThresholdBand(name, signal, statistic, out, in, period, settings);
    }

    /**
     * Returns this band adding more than one replica at a time.
     *
     * @throws IllegalArgumentException if the band never scales out
     */
    public ThresholdBand adding(StepSize step) {
        if (out == null) {
            throw new IllegalArgumentException("a band without a scale-out threshold adds nothing");
        }
        return with(out.withStep(step), in);
    }

    /**
     * Returns this band removing more than one replica at a time.
     *
     * @throws IllegalArgumentException if the band never scales in
     */
    public ThresholdBand removing(StepSize step) {
        if (in == null) {
            throw new IllegalArgumentException("a band without a scale-in threshold removes nothing");
        }
        return with(out, in.withStep(step));
    }

    /** Returns this band evaluated once in each period; at every tick by default. */
    public ThresholdBand every(Duration period) {
        return new ThresholdBand(name, signal, statistic, out, in, period, settings);
    }

    /** Returns this band under another name; the signal's by default. */
    public ThresholdBand named(String name) {
        return new ThresholdBand(name, signal, statistic, out, in, period, settings);
    }

    /** Returns this band with other settings. */
    public ThresholdBand with(Settings settings) {
        return new ThresholdBand(name, signal, statistic, out, in, period, settings);
    }

    private ThresholdBand with(@Nullable ThresholdRule out, @Nullable ThresholdRule in) {
        return new ThresholdBand(name, signal, statistic, out, in, period, settings);
    }

    @Override
    public Set<SignalWindow> windows() {
        Set<SignalWindow> windows = new LinkedHashSet<>();
        if (out != null) {
            windows.add(new SignalWindow(signal, out.window()));
        }
        if (in != null) {
            windows.add(new SignalWindow(signal, in.window()));
        }
        return windows;
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public Proposal propose(View view) {
        Proposal outward = out == null ? NOTHING_OUT : proposeOut(out, view);
        if (outward instanceof Proposal.Scale) {
            return outward;
        }
        if (in != null) {
            return proposeIn(in, view, outward.evidence());
        }
        // Without a scale-in threshold the band has no opinion on fewer replicas, so it must not hold either.
        return outward instanceof Proposal.Hold ? NOTHING_OUT : outward;
    }

    /** Returns a vote to scale out, a hold with the number that is not above its threshold, or an abstention. */
    private Proposal proposeOut(ThresholdRule rule, View view) {
        Window window = view.window(signal, rule.window()).since(view.unchangedSinceNanos());
        if (!window.isSpanned() || window.coverage() < settings.coverage()) {
            return Proposal.abstain(notCovered(view), "");
        }
        double value = statistic.above(window);
        if (Double.isNaN(value)) {
            return NOTHING_OUT;
        }
        return Rounding.isAbove(value, rule.threshold())
                ? Proposal.scale(
                        view.requested() + rule.step().of(view.requested()),
                        ReasonCode.ABOVE_THRESHOLD,
                        evidence(value, Comparison.ABOVE, rule, window.coverage()))
                : Proposal.hold(ReasonCode.INSIDE_BAND, evidence(value, Comparison.NOT_ABOVE, rule, window.coverage()));
    }

    private Proposal proposeIn(ThresholdRule rule, View view, List<Evidence> notAbove) {
        Window window = view.window(signal, rule.window()).since(view.unchangedSinceNanos());
        // Nobody saw what happened during a restart, so scale-in waits until the whole window has been seen since.
        boolean seenThroughout =
                view.nanos() - view.observedSinceNanos() >= rule.window().toNanos();
        if (!seenThroughout || !window.isSpanned() || window.completeCoverage() < settings.coverage()) {
            return Proposal.vetoIn(notCovered(view), "");
        }
        double value = statistic.below(window);
        if (Double.isNaN(value)) {
            return Proposal.vetoIn(ReasonCode.WINDOW_NOT_COVERED, "");
        }
        double coverage = window.completeCoverage();
        if (Rounding.isBelow(value, rule.threshold())) {
            return consolidate(rule, view, value, evidence(value, Comparison.BELOW, rule, coverage));
        }
        Evidence notBelow = evidence(value, Comparison.NOT_BELOW, rule, coverage);
        return notAbove.isEmpty()
                ? Proposal.hold(ReasonCode.INSIDE_BAND, notBelow)
                : Proposal.hold(ReasonCode.INSIDE_BAND, notAbove.get(0), notBelow);
    }

    /** Removes as many of the step's replicas as the load allows: predicted value = value * R / (R - s). */
    private Proposal consolidate(ThresholdRule rule, View view, double value, Evidence evidence) {
        int remove = Math.min(rule.step().of(view.requested()), view.requested());
        if (out != null && signal.kind().isProportional()) {
            int ready = view.ready();
            double limit = out.threshold() * (1 - settings.consolidationMargin());
            while (remove > 0 && value > 0 && value * ready >= limit * (ready - remove)) {
                remove--;
            }
        }
        return remove == 0
                ? Proposal.hold(ReasonCode.CONSOLIDATION_CHECK, evidence)
                : Proposal.scale(view.requested() - remove, ReasonCode.BELOW_THRESHOLD, evidence);
    }

    private static ReasonCode notCovered(View view) {
        return view.unchangedSinceNanos() > view.observedSinceNanos()
                ? ReasonCode.EVIDENCE_CONSUMED
                : ReasonCode.WINDOW_NOT_COVERED;
    }

    private Evidence evidence(double value, Comparison comparison, ThresholdRule rule, double coverage) {
        return new Evidence(signal, statistic.label(), value, comparison, rule.threshold(), rule.window(), coverage);
    }
}
