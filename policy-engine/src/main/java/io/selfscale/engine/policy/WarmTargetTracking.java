package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a signal to a target as AWS target tracking does (semantics sections 4.1 and 4.3): out as soon as the target is
 * exceeded, in only when the signal has been clearly below it for a whole window, and then by the most that was needed in
 * that window. Replicas are rounded in favor of capacity: 1.5 to add are 2, 1.5 to remove are 1.
 *
 * <p>Replicas that are warming up count as present, and are not measured: where the signal is read by replica, what the
 * warm ones carry together decides, {@code ceil(sum / target)}, of which those that warm up are deducted. A warm replica
 * that does not report counts as idle on the way out and forbids the way in. While any is warming up nothing is removed.
 *
 * <p>The signal must move inversely with capacity. A latency does not; a total such as the length of a queue does only once
 * it is divided by the replicas, see {@link #backlog}. No data, no action. Immutable; each method returns a changed copy.
 * Runs inside the decision function.
 *
 * @param name name in records
 * @param signal a {@link SignalKind#RATIO} or {@link SignalKind#PER_REPLICA}; a {@link SignalKind#TOTAL} for a backlog
 * @param measure what of the signal is brought to the target
 * @param target positive, in the unit of the signal, for each replica
 * @param scaleIn when replicas are removed
 * @param warmUp time after a replica is ready in which it does not count as warm, at least zero
 * @param period how often it is evaluated; zero for at every tick
 */
public record WarmTargetTracking(
        String name, Signal signal, Measure measure, double target, ScaleIn scaleIn, Duration warmUp, Duration period)
        implements StatelessPolicy {

    /** What of a signal is brought to the target. */
    public enum Measure {
        /** Its mean over replicas. */
        MEAN,
        /** A total divided by the replicas. */
        BACKLOG
    }

    /**
     * When replicas are removed.
     *
     * @param margin how far below the target the signal must be, as a share of the target, in [0, 1)
     * @param window for how long, positive
     */
    public record ScaleIn(double margin, Duration window) {

        /** Ten percent below, for 15 minutes. */
        public static final ScaleIn DEFAULT = new ScaleIn(0.1, Duration.ofMinutes(15));

        public ScaleIn {
            if (!(margin >= 0 && margin < 1)) {
                throw new IllegalArgumentException("the scale-in margin must be in [0, 1) but was " + margin);
            }
            if (window.isNegative() || window.isZero()) {
                throw new IllegalArgumentException("the scale-in window must be positive but was " + window);
            }
        }
    }

    /** Metrics of one minute, as AWS has them. */
    public static final Duration DEFAULT_PERIOD = Duration.ofMinutes(1);

    public WarmTargetTracking {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(scaleIn, "scaleIn");
        if (signal.kind() == SignalKind.DURATION) {
            throw new IllegalArgumentException(
                    "target tracking needs a signal that halves when the replicas double but " + signal
                            + " is a latency");
        }
        if (measure == Measure.MEAN && !signal.kind().isProportional()) {
            throw new IllegalArgumentException("target tracking needs a signal per replica but " + signal
                    + " is a total, which more replicas do not lower; divide it by them with backlog(..)");
        }
        if (measure == Measure.BACKLOG && signal.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException(
                    "a backlog must be a TOTAL signal but " + signal + " is " + signal.kind());
        }
        if (!(target > 0) || !Double.isFinite(target)) {
            throw new IllegalArgumentException("the target of " + signal + " must be positive but was " + target);
        }
        if (warmUp.isNegative() || period.isNegative()) {
            throw new IllegalArgumentException(
                    "warmUp and period must not be negative but were " + warmUp + " and " + period);
        }
    }

    /** Returns a policy that brings the mean over replicas to a target, in 0..1 for a utilization. */
    public static WarmTargetTracking of(Signal signal, double target) {
        return new WarmTargetTracking(
                signal.name(), signal, Measure.MEAN, target, ScaleIn.DEFAULT, Duration.ZERO, DEFAULT_PERIOD);
    }

    /**
     * Returns a policy that keeps the backlog of each replica so short that the last item is done in time: {@code
     * acceptable latency / processing time} items, for instance 10 s / 0.1 s = 100.
     *
     * @param queue items that wait; a {@link SignalKind#TOTAL}
     * @param acceptableLatency time that an item may wait, positive
     * @param processingTime mean time that a replica takes for an item, positive
     */
    public static WarmTargetTracking backlog(Signal queue, Duration acceptableLatency, Duration processingTime) {
        if (acceptableLatency.isNegative()
                || acceptableLatency.isZero()
                || processingTime.isNegative()
                || processingTime.isZero()) {
            throw new IllegalArgumentException("acceptable latency and processing time must be positive but were "
                    + acceptableLatency + " and " + processingTime);
        }
        double each = (double) acceptableLatency.toNanos() / processingTime.toNanos();
        return new WarmTargetTracking(
                queue.name(), queue, Measure.BACKLOG, each, ScaleIn.DEFAULT, Duration.ZERO, DEFAULT_PERIOD);
    }

    /** Returns this with another warm-up; none by default. */
    public WarmTargetTracking warmingUp(Duration warmUp) {
        return new WarmTargetTracking(name, signal, measure, target, scaleIn, warmUp, period);
    }

    /** Returns this removing replicas otherwise. */
    public WarmTargetTracking with(ScaleIn scaleIn) {
        return new WarmTargetTracking(name, signal, measure, target, scaleIn, warmUp, period);
    }

    /** Returns this evaluated once in each period; every minute by default. */
    public WarmTargetTracking every(Duration period) {
        return new WarmTargetTracking(name, signal, measure, target, scaleIn, warmUp, period);
    }

    /** Returns this under another name; the signal's by default. */
    public WarmTargetTracking named(String name) {
        return new WarmTargetTracking(name, signal, measure, target, scaleIn, warmUp, period);
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of(new SignalWindow(signal, scaleIn.window()));
    }

    @Override
    public boolean isPure() {
        return true;
    }

    /**
     * What the replicas carry now.
     *
     * @param load in multiples of the target: the replicas it takes, not rounded
     * @param carriers replicas that carry it; 0 if that is not known
     * @param complete whether every one of them was measured
     */
    private record Load(double load, int carriers, boolean complete) {}

    @Override
    public Proposal propose(View view) {
        WarmReplicas replicas = WarmReplicas.of(view, warmUp);
        Load load = load(view, replicas);
        if (load == null) {
            return AbsentSignal.veto(view, signal);
        }
        int requested = view.requested();
        if (Rounding.isAbove(load.load(), load.carriers())) {
            int wanted = Rounding.ceil(load.load());
            Evidence evidence = evidence(load.load() * target / Math.max(1, load.carriers()), Comparison.ABOVE);
            return wanted > requested
                    ? Proposal.scale(wanted, ReasonCode.PROPORTIONAL, evidence)
                    : Proposal.hold(ReasonCode.WARM_UP, evidence);
        }
        if (replicas.warming() > 0) {
            return Proposal.vetoIn(ReasonCode.WARM_UP, replicas.warming() + " are warming up");
        }
        if (!load.complete()) {
            return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, "not every replica reports " + signal);
        }
        return scaleIn(view, load);
    }

    private @Nullable Load load(View view, WarmReplicas replicas) {
        if (!(view.current(signal) instanceof Sample.Fresh fresh)) {
            return null;
        }
        if (measure == Measure.BACKLOG) {
            return new Load(fresh.value() / target, replicas.warm().size(), true);
        }
        if (view.reading(signal) instanceof Reading.ByReplica) {
            WarmReplicas.Measured measured = replicas.measured(view, signal);
            int warm = replicas.warm().size();
            return measured.reporting() == 0
                    ? null
                    : new Load(measured.sum() / target, warm, measured.reporting() == warm);
        }
        // A mean over all replicas cannot be taken apart; times their number it is what they carry all the same.
        return view.ready() == 0 ? null : new Load(fresh.value() * view.ready() / target, view.ready(), true);
    }

    /** Removes what was not needed at any moment of a window in which the signal was always clearly below its target. */
    private Proposal scaleIn(View view, Load load) {
        Window window = view.window(signal, scaleIn.window()).since(view.unchangedSinceNanos());
        if (!AbsentSignal.isCovered(view, window)) {
            return Proposal.vetoIn(
                    view.unchangedSinceNanos() > view.observedSinceNanos()
                            ? ReasonCode.EVIDENCE_CONSUMED
                            : ReasonCode.WINDOW_NOT_COVERED,
                    "");
        }
        int requested = view.requested();
        double greatest = measure == Measure.BACKLOG ? window.max() / target : window.max() * load.carriers() / target;
        double most = Math.max(greatest, load.load());
        Evidence evidence = evidence(most * target / Math.max(1, load.carriers()), Comparison.TARGET);
        if (!Rounding.isBelow(most, load.carriers() * (1 - scaleIn.margin()))) {
            return Proposal.hold(ReasonCode.WITHIN_TOLERANCE, evidence);
        }
        int wanted = Rounding.ceil(most);
        return wanted < requested
                ? Proposal.scale(wanted, ReasonCode.PROPORTIONAL, evidence)
                : Proposal.hold(ReasonCode.PROPORTIONAL, evidence);
    }

    private Evidence evidence(double observed, Comparison comparison) {
        return new Evidence(signal, "each", observed, comparison, target, Duration.ZERO, 1);
    }
}
