package io.selfscale.engine.policy;

import io.selfscale.engine.kpa.KpaDecision;
import io.selfscale.engine.kpa.KpaLimits;
import io.selfscale.engine.kpa.KpaLoad;
import io.selfscale.engine.kpa.KpaScaler;
import io.selfscale.engine.kpa.KpaSpec;
import io.selfscale.engine.kpa.KpaState;
import io.selfscale.engine.kpa.KpaTarget;
import io.selfscale.engine.kpa.Precision;
import io.selfscale.engine.kpa.TimedMaximum;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sizes by the total load as the Knative pod autoscaler does (semantics section 2): by a long window, and by a short one
 * while that calls for a multiple of the ready replicas. See {@link KpaScaler} for the decision.
 *
 * <p><strong>Windows.</strong> They are those of the engine, not buckets of its own memory. A young history, a pause since
 * the newest sample and a late sample come out as in {@link io.selfscale.engine.kpa.LoadBuckets}. A gap between two samples
 * does not: Knative takes it for zeros, here it is unknown and left out, since a slow tick or a lost sample is no load of
 * zero and must not scale in (semantics section 0.4). Engine windows are also shared, and survive restarts and changes of
 * the tick.
 *
 * <p><strong>Safety.</strong> Beyond Knative, fewer replicas are proposed only if the stable window has been watched from
 * its beginning, the rates never turn a change around while replicas start or fail, and an inventory without a live
 * replica allows growing alone. After a start with more than one replica it panics at the present size, so that it keeps
 * that for a stable window; after a restart at any size, and for a panic window longer, so that it never leaves a panic
 * sooner than without the restart.
 *
 * <p>The evidence holds the stable mean against the load that the ready replicas carry at their target; the panic mean
 * against the load above which it panics; and, if a burst capacity is asked for, the excess burst capacity against 0: below
 * that, a buffer belongs in front of the replicas. Immutable; each method returns a changed copy. Runs inside the decision
 * function.
 *
 * @param name name in records
 * @param signal the load, a {@link SignalKind#TOTAL}: requests under way, or per second, over all replicas
 * @param spec the settings; the stable window is positive
 * @param panicWindow the short window, positive, at most the stable one
 * @param period how often it is evaluated; zero for at every tick
 */
public record KnativeScaling(String name, Signal signal, KpaSpec spec, Duration panicWindow, Duration period)
        implements Policy<KnativeScaling.Memory> {

    /** Time between two evaluations by default: the tick of Knative. */
    public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(2);

    /** Buckets of a scale-down delay that is too long for buckets of one tick, so that the memory stays small. */
    private static final int DELAY_BUCKETS = 30;

    /**
     * What it remembers.
     *
     * @param observedSinceNanos which run of the engine the state is from, by the time since when that observes; negative
     *     before the first evaluation
     * @param state what the last decision left
     */
    public record Memory(long observedSinceNanos, KpaState state) {

        static final Memory NONE = new Memory(-1, new KpaState(false, 0, 0, null));

        public Memory {
            Objects.requireNonNull(state, "state");
        }
    }

    public KnativeScaling {
        Objects.requireNonNull(spec, "spec");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        if (signal.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException("the load of Knative scaling must be a TOTAL over all replicas but "
                    + signal + " is " + signal.kind());
        }
        if (spec.stableWindow().isZero()) {
            throw new IllegalArgumentException("stableWindow must be positive but was " + spec.stableWindow());
        }
        if (panicWindow.isNegative() || panicWindow.isZero() || panicWindow.compareTo(spec.stableWindow()) > 0) {
            throw new IllegalArgumentException("panicWindow must be positive and at most the stable window "
                    + spec.stableWindow() + " but was " + panicWindow);
        }
        if (period.isNegative()) {
            throw new IllegalArgumentException("period must not be negative but was " + period);
        }
    }

    /** Returns the policy with the settings of Knative by default, for a load per replica. */
    public static KnativeScaling of(Signal signal, KpaTarget target) {
        return of(signal, KpaSpec.of(target));
    }

    /** Returns the policy with these settings and a panic window of a tenth of the stable one, at least a second. */
    public static KnativeScaling of(Signal signal, KpaSpec spec) {
        return new KnativeScaling(signal.name(), signal, spec, panicWindowOf(spec), DEFAULT_PERIOD);
    }

    private static Duration panicWindowOf(KpaSpec spec) {
        Duration tenth = spec.stableWindow().dividedBy(10);
        Duration second = Duration.ofSeconds(1);
        return tenth.compareTo(second) < 0 ? second : tenth;
    }

    /** Returns this with other settings, and a panic window of a tenth of their stable one. */
    public KnativeScaling with(KpaSpec spec) {
        return new KnativeScaling(name, signal, spec, panicWindowOf(spec), period);
    }

    /** Returns this with another panic window. */
    public KnativeScaling withPanicWindow(Duration window) {
        return new KnativeScaling(name, signal, spec, window, period);
    }

    /** Returns this evaluated once in each period; 2 s by default. */
    public KnativeScaling every(Duration period) {
        return new KnativeScaling(name, signal, spec, panicWindow, period);
    }

    /** Returns this under another name; the signal's by default. */
    public KnativeScaling named(String name) {
        return new KnativeScaling(name, signal, spec, panicWindow, period);
    }

    @Override
    public Set<SignalWindow> windows() {
        Set<SignalWindow> windows = new LinkedHashSet<>();
        windows.add(new SignalWindow(signal, spec.stableWindow()));
        windows.add(new SignalWindow(signal, panicWindow));
        return windows;
    }

    @Override
    public Memory initialMemory() {
        return Memory.NONE;
    }

    @Override
    public MemoryCodec<Memory> memoryCodec() {
        return KnativeMemoryCodec.INSTANCE;
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public PolicyResult<Memory> propose(View view, Memory memory) {
        if (!(view.current(signal) instanceof Sample.Fresh newest)) {
            return new PolicyResult<>(AbsentSignal.veto(view, signal), memory);
        }
        Window stable = view.window(signal, spec.stableWindow());
        KpaLoad load = new KpaLoad(
                AbsentSignal.mean(stable, newest), AbsentSignal.mean(view.window(signal, panicWindow), newest));
        KpaLimits limits = KpaLimits.of(spec, Math.max(1, view.ready()), Precision.TOLERANT)
                .around(view.requested());
        KpaDecision decision = new KpaScaler(spec, Precision.TOLERANT)
                .decide(state(view, memory), view.ready(), load, view.nanos(), limits);

        // No live replica listed is either an inventory that could not be read or no replica at all: both allow growing
        // alone, and neither is a count to begin or end a panic by.
        boolean blind = view.requested() > 0
                && view.replicas().stream().allMatch(replica -> replica.state().isTerminal());
        Proposal proposal = proposal(view, decision, evidence(view, load, decision), stable, blind);
        return new PolicyResult<>(proposal, blind ? memory : new Memory(view.observedSinceNanos(), decision.state()));
    }

    private Proposal proposal(View view, KpaDecision decision, List<Evidence> evidence, Window stable, boolean blind) {
        boolean in = decision.replicas() < view.requested();
        if (blind && decision.replicas() <= view.requested()) {
            return Proposal.vetoIn(ReasonCode.INVENTORY_UNKNOWN, "no live replica is listed");
        }
        if (in && !AbsentSignal.isCovered(view, stable)) {
            return Proposal.vetoIn(ReasonCode.WINDOW_NOT_COVERED, "", evidence.toArray(Evidence[]::new));
        }
        ReasonCode reason = decision.state().inPanic() ? ReasonCode.PANIC : ReasonCode.PROPORTIONAL;
        return new Proposal.Scale(decision.replicas(), reason, evidence);
    }

    /** Returns the state to decide by: that of the memory, or a new panic at the present size after a start. */
    private KpaState state(View view, Memory memory) {
        KpaState kept = memory.state();
        TimedMaximum delayed = delayed(view, kept.delayed());
        if (memory.observedSinceNanos() == view.observedSinceNanos()) {
            return kept.withDelayed(delayed);
        }
        // The size that is asked for, not the ready count: replicas of a roll-out must not make it grow, and those that
        // are still starting must not make it shrink.
        int present = Math.max(view.requested(), kept.maxPanicReplicas());
        TimedMaximum counts = delayed == null ? null : delayed.with(view.nanos(), view.requested());
        if (memory.observedSinceNanos() < 0) {
            boolean several = Math.max(view.ready(), view.requested()) > 1;
            return new KpaState(several, view.nanos(), present, counts);
        }
        // At any size, for a panic may have begun that nobody saw; and as if it were renewed for as long as the panic
        // window lacks what was missed, for that would have renewed it.
        return new KpaState(true, view.nanos() + panicWindow.toNanos(), present, counts);
    }

    /** Returns the counts of the scale-down delay; new ones, with the present count in them, if the delay has changed. */
    private @Nullable TimedMaximum delayed(View view, @Nullable TimedMaximum kept) {
        Duration delay = spec.scaleDownDelay();
        if (delay.isZero()) {
            return null;
        }
        TimedMaximum empty = delay.compareTo(KpaState.DELAY_GRANULARITY.multipliedBy(DELAY_BUCKETS)) <= 0
                ? TimedMaximum.of(delay, KpaState.DELAY_GRANULARITY)
                : TimedMaximum.covering(delay, DELAY_BUCKETS);
        return kept != null && kept.isLike(empty) ? kept : empty.with(view.nanos(), view.requested());
    }

    private List<Evidence> evidence(View view, KpaLoad load, KpaDecision decision) {
        double target = spec.target().target();
        int ready = Math.max(1, view.ready());
        // ceil(panic / target) >= threshold * ready is the same as panic / target > ceil(threshold * ready) - 1.
        double burst = (Math.ceil(spec.panicThreshold() * ready) - 1) * target;
        Window stable = view.window(signal, spec.stableWindow());
        Window panic = view.window(signal, panicWindow);
        List<Evidence> evidence = new ArrayList<>(3);
        evidence.add(evidence("stable mean", load.stable(), Comparison.TARGET, ready * target, stable));
        evidence.add(evidence(
                "panic mean",
                load.panic(),
                load.panic() > burst ? Comparison.ABOVE : Comparison.NOT_ABOVE,
                Math.min(burst, Double.MAX_VALUE),
                panic));
        if (Math.abs(spec.targetBurstCapacity()) > 0) {
            int excess = decision.excessBurstCapacity();
            evidence.add(evidence(
                    "excess burst capacity", excess, excess < 0 ? Comparison.BELOW : Comparison.NOT_BELOW, 0, panic));
        }
        return evidence;
    }

    private Evidence evidence(String statistic, double value, Comparison comparison, double threshold, Window window) {
        return new Evidence(signal, statistic, value, comparison, threshold, window.span(), window.coverage());
    }
}
