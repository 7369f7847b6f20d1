package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sizes by the rate that busy replicas really reach, as the autoscaler of Apache Flink does (semantics section 6): true
 * processing rate = processed per second / busy share. With {@code target(u) = lag / catchUp [+ input * restart / catchUp] +
 * input / u}, it scales out below {@code target(highest)} and in above {@code target(lowest)}, to {@code ceil(ready *
 * target(target) / true rate)}; the terms in brackets, the input that piles up during a restart, are left out of the
 * scale-out threshold.
 *
 * <p>The base is the replicas that produced the rate. Measurements from before a change of size do not count. A scale-in
 * waits for {@link Rescaling#inInterval()} and then takes the largest of all that was recommended meanwhile. Busy replicas
 * that process nothing, and idle ones beside work that waits, have no true rate: nothing is proposed, and scale-in vetoed.
 * Without input and lag it shrinks as far as it may at once. The consolidation check (semantics section 6.1) is contained:
 * the size left behind carries the input at the target utilization.
 *
 * <p>Immutable; each method returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param input work that arrives per second; a {@link SignalKind#TOTAL}
 * @param processed work that is done per second; a {@link SignalKind#TOTAL}
 * @param busy share of time that replicas are busy; a {@link SignalKind#RATIO}
 * @param lag work that waits; a {@link SignalKind#TOTAL}, or null for none
 * @param utilization the busy share to bring about, and how far it may be off
 * @param rescaling what a change costs, and how far it may go
 * @param settings how it looks at rates; {@link SizingSettings#margin()} has no part in it
 */
public record ProcessingRate(
        String name,
        Signal input,
        Signal processed,
        Signal busy,
        @Nullable Signal lag,
        Utilization utilization,
        Rescaling rescaling,
        SizingSettings settings)
        implements Policy<ProcessingRateMemory> {

    /**
     * The busy share to bring about.
     *
     * @param lowest scales in where the share would stay below this, in [0, target); 0 for never
     * @param target what a change aims at, in (0, 1]
     * @param highest scales out where the share is above this, at least {@code target}, at most 1
     */
    public record Utilization(double lowest, double target, double highest) {

        /** 0.7, give or take 0.3. */
        public static final Utilization DEFAULT = new Utilization(0.4, 0.7, 1.0);

        public Utilization {
            if (!(lowest >= 0 && lowest < target && target <= highest && highest <= 1)) {
                throw new IllegalArgumentException("0 <= lowest < target <= highest <= 1 must hold but was " + lowest
                        + ", " + target + ", " + highest);
            }
        }
    }

    /**
     * What a change costs, and how far it may go.
     *
     * @param catchUp time to work lag off in, positive
     * @param restart time in which a change stops the work, not negative
     * @param maxInFactor largest share of replicas that one change removes, in (0, 1]
     * @param maxOutFactor largest multiple of replicas that one change adds, positive
     * @param inInterval how long a scale-in waits for the largest recommendation, not negative
     * @param leastEffect share of the expected gain in rate that the last scale-out must have brought, or no further one is
     *     proposed, in [0, 1); 0 to not look at it
     */
    public record Rescaling(
            Duration catchUp,
            Duration restart,
            double maxInFactor,
            double maxOutFactor,
            Duration inInterval,
            double leastEffect) {

        /** The defaults of Flink: 30 min, 5 min, 0.6, 100 000, one hour; effects are not looked at. */
        public static final Rescaling DEFAULT =
                new Rescaling(Duration.ofMinutes(30), Duration.ofMinutes(5), 0.6, 100_000, Duration.ofHours(1), 0);

        public Rescaling {
            if (catchUp.isNegative() || catchUp.isZero()) {
                throw new IllegalArgumentException("catchUp must be positive but was " + catchUp);
            }
            if (restart.isNegative() || inInterval.isNegative()) {
                throw new IllegalArgumentException(
                        "restart and inInterval must not be negative but were " + restart + " and " + inInterval);
            }
            if (!(maxInFactor > 0 && maxInFactor <= 1)) {
                throw new IllegalArgumentException("maxInFactor must be in (0, 1] but was " + maxInFactor);
            }
            if (!(maxOutFactor > 0) || !Double.isFinite(maxOutFactor)) {
                throw new IllegalArgumentException("maxOutFactor must be positive and finite but was " + maxOutFactor);
            }
            if (!(leastEffect >= 0 && leastEffect < 1)) {
                throw new IllegalArgumentException("leastEffect must be in [0, 1) but was " + leastEffect);
            }
        }

        /** Returns this with other times. */
        public Rescaling withTimes(Duration catchUp, Duration restart, Duration inInterval) {
            return new Rescaling(catchUp, restart, maxInFactor, maxOutFactor, inInterval, leastEffect);
        }

        /** Returns this with other bounds of one change. */
        public Rescaling withFactors(double maxInFactor, double maxOutFactor) {
            return new Rescaling(catchUp, restart, maxInFactor, maxOutFactor, inInterval, leastEffect);
        }

        /** Returns this stopping growth that does not help; 0.1 is Flink's. */
        public Rescaling withLeastEffect(double leastEffect) {
            return new Rescaling(catchUp, restart, maxInFactor, maxOutFactor, inInterval, leastEffect);
        }
    }

    /** The window of Flink, 15 minutes, four fifths of it covered, at every tick. */
    public static final SizingSettings DEFAULT_SETTINGS = SizingSettings.DEFAULT.withWindow(Duration.ofMinutes(15));

    public ProcessingRate {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(utilization, "utilization");
        Objects.requireNonNull(rescaling, "rescaling");
        Objects.requireNonNull(settings, "settings");
        requireKind("input", input, SignalKind.TOTAL);
        requireKind("processed", processed, SignalKind.TOTAL);
        requireKind("busy", busy, SignalKind.RATIO);
        if (lag != null) {
            requireKind("lag", lag, SignalKind.TOTAL);
        }
    }

    private static void requireKind(String role, Signal signal, SignalKind kind) {
        if (signal.kind() != kind) {
            throw new IllegalArgumentException(
                    role + " must be a " + kind + " signal but " + signal + " is " + signal.kind());
        }
    }

    /** Returns a sizing by the true processing rate with the defaults of Flink, named {@code processing_rate}. */
    public static ProcessingRate of(Signal input, Signal processed, Signal busy) {
        return new ProcessingRate(
                "processing_rate",
                input,
                processed,
                busy,
                null,
                Utilization.DEFAULT,
                Rescaling.DEFAULT,
                DEFAULT_SETTINGS);
    }

    /** Returns this working off a lag as well. */
    public ProcessingRate catchingUp(Signal lag) {
        return new ProcessingRate(name, input, processed, busy, lag, utilization, rescaling, settings);
    }

    /** Returns this with another utilization. */
    public ProcessingRate with(Utilization utilization) {
        return new ProcessingRate(name, input, processed, busy, lag, utilization, rescaling, settings);
    }

    /** Returns this with other costs and bounds. */
    public ProcessingRate with(Rescaling rescaling) {
        return new ProcessingRate(name, input, processed, busy, lag, utilization, rescaling, settings);
    }

    /** Returns this with other settings. */
    public ProcessingRate with(SizingSettings settings) {
        return new ProcessingRate(name, input, processed, busy, lag, utilization, rescaling, settings);
    }

    /** Returns this under another name. */
    public ProcessingRate named(String name) {
        return new ProcessingRate(name, input, processed, busy, lag, utilization, rescaling, settings);
    }

    @Override
    public Set<SignalWindow> windows() {
        Set<SignalWindow> windows = new LinkedHashSet<>();
        for (Signal signal : rates()) {
            windows.add(new SignalWindow(signal, settings.window()));
        }
        return windows;
    }

    @Override
    public Set<Signal> signals() {
        Set<Signal> signals = new LinkedHashSet<>(rates());
        if (lag != null) {
            signals.add(lag);
        }
        return signals;
    }

    private List<Signal> rates() {
        return List.of(input, processed, busy);
    }

    @Override
    public Duration period() {
        return settings.period();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public ProcessingRateMemory initialMemory() {
        return ProcessingRateMemory.NOTHING;
    }

    @Override
    public MemoryCodec<ProcessingRateMemory> memoryCodec() {
        return ProcessingRateMemory.codec();
    }

    @Override
    public PolicyResult<ProcessingRateMemory> propose(View view, ProcessingRateMemory memory) {
        Proposal unseen = unseen(view);
        if (unseen != null) {
            return new PolicyResult<>(unseen, memory);
        }
        double arriving = mean(view, input);
        double doing = mean(view, processed);
        double share = mean(view, busy);
        double waiting = lag != null && view.current(lag) instanceof Sample.Fresh fresh ? fresh.value() : 0;
        boolean idle = !(arriving > 0) && !(waiting > 0);
        double rate = doing / share;
        // Busy without work done, or work without being busy: there is no rate to size by.
        boolean known = rate > 0 && Double.isFinite(rate) && view.ready() > 0;
        if (!idle && !known) {
            return new PolicyResult<>(
                    Proposal.vetoIn(
                            ReasonCode.SIGNAL_ABSENT,
                            "no true processing rate from " + doing + " at " + share + " busy"),
                    memory);
        }
        Need need = new Need(arriving, waiting);
        if (!idle && Rounding.isBelow(rate, need.target(utilization.highest(), false))) {
            return out(view, memory, rate, need);
        }
        if (utilization.lowest() > 0 && (idle || Rounding.isAbove(rate, need.target(utilization.lowest(), true)))) {
            return in(view, memory, idle ? 0 : rate, need);
        }
        Evidence evidence = idle ? idleEvidence() : evidence(rate, Comparison.NOT_BELOW, need, utilization.highest());
        return new PolicyResult<>(Proposal.hold(ReasonCode.INSIDE_BAND, evidence), memory.withDelay(ScaleInDelay.NONE));
    }

    private PolicyResult<ProcessingRateMemory> out(View view, ProcessingRateMemory memory, double rate, Need need) {
        ProcessingRateMemory undelayed = memory.withDelay(ScaleInDelay.NONE);
        Evidence evidence = evidence(rate, Comparison.BELOW, need, utilization.highest());
        double factor = Math.min(need.target(utilization.target(), true) / rate, 1 + rescaling.maxOutFactor());
        int replicas = Rounding.ceil(factor * view.ready());
        if (replicas <= view.requested()) {
            return new PolicyResult<>(Proposal.hold(ReasonCode.PROCESSING_RATE, evidence), undelayed);
        }
        if (isIneffective(memory.lastOut(), view.ready(), rate)) {
            return new PolicyResult<>(Proposal.hold(ReasonCode.INEFFECTIVE, evidence), undelayed);
        }
        return new PolicyResult<>(
                Proposal.scale(replicas, ReasonCode.PROCESSING_RATE, evidence),
                undelayed.withLastOut(new ProcessingRateMemory.ScaleOut(view.ready(), rate)));
    }

    /** Tells whether the replicas that came since brought too little: gain / (rate before * (ready / ready before - 1)). */
    private boolean isIneffective(ProcessingRateMemory.@Nullable ScaleOut last, int ready, double rate) {
        if (last == null || ready <= last.replicas() || !(rescaling.leastEffect() > 0)) {
            return false;
        }
        double expected = last.rate() * ((double) ready / last.replicas() - 1);
        return rate - last.rate() < rescaling.leastEffect() * expected;
    }

    private PolicyResult<ProcessingRateMemory> in(View view, ProcessingRateMemory memory, double rate, Need need) {
        Evidence evidence = rate > 0 ? evidence(rate, Comparison.ABOVE, need, utilization.lowest()) : idleEvidence();
        double wanted = rate > 0 ? need.target(utilization.target(), true) / rate : 0;
        int replicas = Rounding.ceil(Math.max(wanted, 1 - rescaling.maxInFactor()) * view.ready());
        if (replicas >= view.requested()) {
            return new PolicyResult<>(
                    Proposal.hold(ReasonCode.PROCESSING_RATE, evidence), memory.withDelay(ScaleInDelay.NONE));
        }
        Proposal veto = vetoIn(view);
        if (veto != null) {
            return new PolicyResult<>(veto, memory);
        }
        // A change of size, or a restart nobody looked through, begins the interval anew.
        ScaleInDelay delay = memory.delay()
                .since(Math.max(view.unchangedSinceNanos(), view.observedSinceNanos()))
                .with(view.nanos(), replicas, rescaling.inInterval());
        Proposal proposal = delay.isOver(view.nanos(), rescaling.inInterval())
                ? Proposal.scale(delay.largest(), ReasonCode.PROCESSING_RATE, evidence)
                : Proposal.hold(ReasonCode.DELAYED, evidence);
        return new PolicyResult<>(proposal, memory.withDelay(delay).withLastOut(null));
    }

    /** The work there is to do. */
    private final class Need {
        private final double arriving;
        private final double waiting;

        Need(double arriving, double waiting) {
            this.arriving = arriving;
            this.waiting = waiting;
        }

        /** Returns the rate at which replicas would be busy for a share of the time; infinite for a share of 0. */
        double target(double share, boolean withRestart) {
            if (!(share > 0)) {
                return Double.POSITIVE_INFINITY;
            }
            double catchUp = rescaling.catchUp().toNanos() / 1e9;
            double restart = withRestart ? rescaling.restart().toNanos() / 1e9 : 0;
            return waiting / catchUp + arriving * restart / catchUp + arriving / share;
        }
    }

    /** Returns a veto if a rate is not seen, or not long enough since the last change; null if all are. */
    private @Nullable Proposal unseen(View view) {
        for (Signal signal : rates()) {
            if (!view.current(signal).isFresh()) {
                return OfferedWork.absent(view, signal);
            }
        }
        for (Signal signal : rates()) {
            Window window = window(view, signal);
            if (!window.isSpanned() || window.coverage() < settings.coverage()) {
                boolean changed = view.unchangedSinceNanos() > view.observedSinceNanos();
                return Proposal.vetoIn(
                        changed ? ReasonCode.EVIDENCE_CONSUMED : ReasonCode.WINDOW_NOT_COVERED, signal.name());
            }
        }
        return null;
    }

    private @Nullable Proposal vetoIn(View view) {
        if (lag != null && !view.current(lag).isFresh()) {
            return OfferedWork.absent(view, lag);
        }
        for (Signal signal : rates()) {
            boolean complete = window(view, signal).completeCoverage() >= settings.coverage();
            Proposal veto = OfferedWork.veto(view, signal, settings.window(), settings.coverage());
            if (veto != null || !complete) {
                return veto != null ? veto : Proposal.vetoIn(ReasonCode.WINDOW_NOT_COVERED, signal.name());
            }
        }
        return null;
    }

    private Window window(View view, Signal signal) {
        return view.window(signal, settings.window()).since(view.unchangedSinceNanos());
    }

    private double mean(View view, Signal signal) {
        return window(view, signal).mean();
    }

    private Evidence evidence(double rate, Comparison comparison, Need need, double share) {
        double threshold = OfferedWork.finite(need.target(share, comparison == Comparison.ABOVE));
        return new Evidence(
                processed, "true processing rate", rate, comparison, threshold, settings.window(), /* coverage= */ 1);
    }

    private Evidence idleEvidence() {
        return new Evidence(input, "mean", 0, Comparison.TARGET, 0, settings.window(), /* coverage= */ 1);
    }
}
