package io.selfscale.engine.policy;

import io.selfscale.engine.keda.MetricFallback;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * Asks for a number of replicas while a signal has failed for long (semantics sections 1.9 and 3). A failure lasts: after
 * {@code after} without a single good value, whatever the poll interval, the fallback counts, and it counts until the
 * signal has been good for {@code leaveAfter} without a single failure. A signal that fails every other time does neither.
 *
 * <p>What it contributes is a floor and no more. A healthy signal that wants more wins; fewer replicas than now are never
 * proposed, and the policies of the failed signal veto scaling in, so that a fallback never shrinks a target. While the
 * signal fails and the fallback does not count yet it vetoes scaling in itself.
 *
 * <p>Time in which the engine was down counts for neither. Immutable; each method returns a changed copy. Runs inside the
 * decision function at every tick.
 *
 * @param name name in records
 * @param signal what may fail
 * @param replicas the number of replicas, at least 0
 * @param behavior how the present number enters
 * @param after how long the signal must have failed, at least zero
 * @param leaveAfter how long it must have been good again, at least zero
 */
public record Fallback(
        String name, Signal signal, int replicas, MetricFallback.Behavior behavior, Duration after, Duration leaveAfter)
        implements Policy<Fallback.Memory> {

    /** How long a signal must have failed by default, and been good again: three minutes, as in KEP-5679. */
    public static final Duration DEFAULT_AFTER = Duration.ofMinutes(3);

    /**
     * What is remembered.
     *
     * @param active whether the fallback counts
     * @param failing whether the signal failed last time
     * @param sinceNanos control time since when it has, without a break; or has not
     */
    public record Memory(boolean active, boolean failing, long sinceNanos) {

        static final Memory INITIAL = new Memory(false, false, 0);
    }

    public Fallback {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(behavior, "behavior");
        if (replicas < 0) {
            throw new IllegalArgumentException("fallback replicas must be at least 0 but were " + replicas);
        }
        if (after.isNegative() || leaveAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "after and leaveAfter must not be negative but were " + after + " and " + leaveAfter);
        }
    }

    /** Returns a fallback to a fixed number of replicas. */
    public static Fallback to(int replicas, Signal signal) {
        return new Fallback(
                signal.name() + "_fallback",
                signal,
                replicas,
                MetricFallback.Behavior.STATIC,
                DEFAULT_AFTER,
                DEFAULT_AFTER);
    }

    /** Returns this with the present number entering otherwise; not at all by default. */
    public Fallback by(MetricFallback.Behavior behavior) {
        return new Fallback(name, signal, replicas, behavior, after, leaveAfter);
    }

    /** Returns this counting after, and until, other times; three minutes each by default. */
    public Fallback after(Duration after, Duration leaveAfter) {
        return new Fallback(name, signal, replicas, behavior, after, leaveAfter);
    }

    /** Returns this under another name; by default that of the signal and {@code _fallback}. */
    public Fallback named(String name) {
        return new Fallback(name, signal, replicas, behavior, after, leaveAfter);
    }

    @Override
    public Set<Signal> signals() {
        return Set.of(signal);
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public Memory initialMemory() {
        return Memory.INITIAL;
    }

    @Override
    public MemoryCodec<Memory> memoryCodec() {
        return FallbackCodec.INSTANCE;
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public PolicyResult<Memory> propose(View view, Memory memory) {
        boolean failing = !(view.current(signal) instanceof Sample.Fresh);
        long since =
                memory.failing() == failing ? Math.max(memory.sinceNanos(), view.observedSinceNanos()) : view.nanos();
        long lasted = view.nanos() - since;
        boolean active = failing
                ? memory.active() || lasted >= after.toNanos()
                : memory.active() && lasted < leaveAfter.toNanos();
        return new PolicyResult<>(proposal(view, failing, active), new Memory(active, failing, since));
    }

    private Proposal proposal(View view, boolean failing, boolean active) {
        if (active) {
            int floor = behavior.replicas(replicas, view.requested());
            String why = failing ? signal + " has failed" : signal + " has not been good for long enough";
            return Proposal.floor(floor, ReasonCode.FALLBACK, why);
        }
        return failing ? AbsentSignal.veto(view, signal) : Proposal.abstain(ReasonCode.FALLBACK, signal + " is good");
    }
}
