package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Direction;
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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sizes by the requests that run or wait, as Ray Serve does (semantics section 5): {@code total / target} over a look-back
 * window, damped by a factor for each direction, and applied once it has been wanted for as long as a delay.
 *
 * <p>Where we deviate from Ray: a delay is a length of time, not a count of control loops, so that a slow loop does not
 * lengthen it; what is applied is the least (out) or greatest (in) count wanted within the delay, not the latest; a factor
 * never turns a change around while replicas start or fail; and fewer are wanted only if the look-back window has been
 * watched from its beginning. A signal that is absent vetoes scale-in and breaks off the wait for one.
 *
 * <p>Down to zero it goes from 1 alone, after a delay of its own if there is one. With no replica ready, work asks for the
 * requested count, or the first replicas, at once.
 *
 * <p>Immutable; each method returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param signal requests that run or wait, over all replicas: a {@link SignalKind#TOTAL}
 * @param target requests of one replica to aim for, positive
 * @param lookBack window of the mean, positive
 * @param factors share of a wanted change that is made
 * @param delays how long a change must have been wanted
 * @param period how often it is evaluated; zero for at every tick
 */
public record OngoingRequests(
        String name, Signal signal, double target, Duration lookBack, Factors factors, Delays delays, Duration period)
        implements Policy<OngoingMemory> {

    /** Requests of one replica to aim for by default in Ray Serve. */
    public static final double DEFAULT_TARGET = 2;

    /** Look-back window by default. */
    public static final Duration DEFAULT_LOOK_BACK = Duration.ofSeconds(30);

    /**
     * Share of a wanted change that is made.
     *
     * @param up of a growth, positive; above 1 it overshoots
     * @param down of a shrinking, positive
     */
    public record Factors(double up, double down) {

        /** All of it. */
        public static final Factors NONE = new Factors(1, 1);

        public Factors {
            requirePositive("the factor up", up);
            requirePositive("the factor down", down);
        }
    }

    /**
     * How long a change must have been wanted before it is made.
     *
     * @param out of a growth, not negative
     * @param in of a shrinking, not negative
     * @param toZero of going from one to none, not negative; null for the same as {@code in}
     */
    public record Delays(
            Duration out, Duration in, @Nullable Duration toZero) {

        /** Those of Ray Serve by default: half a minute out, ten minutes in. */
        public static final Delays RAY = new Delays(Duration.ofSeconds(30), Duration.ofMinutes(10), null);

        public Delays {
            requireNotNegative("the delay out", out);
            requireNotNegative("the delay in", in);
            if (toZero != null) {
                requireNotNegative("the delay to zero", toZero);
            }
        }

        private Duration of(Direction direction, int requested) {
            if (direction == Direction.OUT) {
                return out;
            }
            return toZero != null && requested == 1 ? toZero : in;
        }
    }

    public OngoingRequests {
        Objects.requireNonNull(factors, "factors");
        Objects.requireNonNull(delays, "delays");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        if (signal.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException(
                    "ongoing requests must be a TOTAL over all replicas but " + signal + " is " + signal.kind());
        }
        requirePositive("target", target);
        if (lookBack.isNegative() || lookBack.isZero()) {
            throw new IllegalArgumentException("lookBack must be positive but was " + lookBack);
        }
        requireNotNegative("period", period);
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be positive but was " + value);
        }
    }

    private static void requireNotNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative but was " + duration);
        }
    }

    /** Returns the policy with the settings of Ray Serve by default, for so many requests per replica. */
    public static OngoingRequests of(Signal signal, double target) {
        return new OngoingRequests(
                signal.name(), signal, target, DEFAULT_LOOK_BACK, Factors.NONE, Delays.RAY, Duration.ZERO);
    }

    /** Returns this with another look-back window; 30 s by default. */
    public OngoingRequests lookingBack(Duration window) {
        return new OngoingRequests(name, signal, target, window, factors, delays, period);
    }

    /** Returns this with other factors; 1 by default. */
    public OngoingRequests with(Factors factors) {
        return new OngoingRequests(name, signal, target, lookBack, factors, delays, period);
    }

    /** Returns this with other delays; 30 s out and 10 min in by default. */
    public OngoingRequests with(Delays delays) {
        return new OngoingRequests(name, signal, target, lookBack, factors, delays, period);
    }

    /** Returns this evaluated once in each period; at every tick by default. */
    public OngoingRequests every(Duration period) {
        return new OngoingRequests(name, signal, target, lookBack, factors, delays, period);
    }

    /** Returns this under another name; the signal's by default. */
    public OngoingRequests named(String name) {
        return new OngoingRequests(name, signal, target, lookBack, factors, delays, period);
    }

    /**
     * Returns the delays that are shorter than the look-back window, each as a sentence with both numbers; empty if there
     * are none. Such a policy acts again while its window still holds load from before its last act, and thrashes
     * (ray#26455; semantics section 16).
     */
    public List<String> thrashRisks() {
        List<String> risks = new ArrayList<>();
        addRisk(risks, "out", delays.out());
        addRisk(risks, "in", delays.in());
        Duration toZero = delays.toZero();
        if (toZero != null) {
            addRisk(risks, "to zero", toZero);
        }
        return risks;
    }

    private void addRisk(List<String> risks, String which, Duration delay) {
        if (delay.compareTo(lookBack) < 0) {
            risks.add(
                    "the delay " + which + " should be at least the look-back window " + lookBack + " but is " + delay);
        }
    }

    /**
     * Returns the count that a total asks for, before bounds and delays: {@code ceil(N + f * (total / target - N))}, and
     * one fewer than N if that rounds back to N though {@code ceil(total / target)} is below it.
     *
     * @param running replicas that the total is spread over, at least 1
     * @param total requests that run or wait, at least 0
     * @return replicas, at least 0
     */
    public int replicas(int running, double total) {
        double want = total / target;
        double factor = want > running ? factors.up() : factors.down();
        int replicas = Rounding.ceil(running + factor * (want - running));
        if (replicas == running && Rounding.ceil(want) < running) {
            replicas--;
        }
        return Math.max(0, replicas);
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of(new SignalWindow(signal, lookBack));
    }

    @Override
    public OngoingMemory initialMemory() {
        return OngoingMemory.NONE;
    }

    @Override
    public MemoryCodec<OngoingMemory> memoryCodec() {
        return OngoingMemory.CODEC;
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public PolicyResult<OngoingMemory> propose(View view, OngoingMemory memory) {
        if (!(view.current(signal) instanceof Sample.Fresh newest)) {
            return new PolicyResult<>(AbsentSignal.veto(view, signal), memory.withoutScaleIn());
        }
        Window window = view.window(signal, lookBack);
        double total = AbsentSignal.mean(window, newest);
        Evidence evidence = new Evidence(
                signal,
                "mean",
                total,
                Comparison.TARGET,
                target * Math.max(1, view.ready()),
                lookBack,
                window.coverage());
        int requested = view.requested();
        int wanted = wanted(view, total);
        if (wanted == requested || (view.ready() == 0 && wanted > requested)) {
            return new PolicyResult<>(Proposal.scale(wanted, ReasonCode.ONGOING, evidence), OngoingMemory.NONE);
        }
        Direction direction = wanted > requested ? Direction.OUT : Direction.IN;
        if (direction == Direction.IN && !AbsentSignal.isCovered(view, window)) {
            return new PolicyResult<>(Proposal.vetoIn(ReasonCode.WINDOW_NOT_COVERED, "", evidence), OngoingMemory.NONE);
        }
        Duration delay = delays.of(direction, requested);
        OngoingMemory next = memory.wanting(direction, wanted, view, delay);
        boolean due = view.nanos() - next.sinceNanos() >= delay.toNanos();
        return new PolicyResult<>(
                due
                        ? Proposal.scale(next.agreed(), ReasonCode.ONGOING, evidence)
                        : Proposal.hold(ReasonCode.DELAYED, evidence),
                next);
    }

    /** Returns the wanted count within the bounds. */
    private int wanted(View view, double total) {
        int requested = view.requested();
        if (view.ready() == 0) {
            return total > 0 ? Math.max(Rounding.ceil(factors.up()), requested) : requested;
        }
        int replicas = replicas(view.ready(), total);
        // A factor is a share of the way from what is ready, which is not yet, or no longer, all that is requested.
        replicas = total / target >= requested ? Math.max(replicas, requested) : Math.min(replicas, requested);
        int least = requested > 1 ? Math.max(1, view.min()) : view.min();
        return Math.max(least, Math.min(replicas, view.max()));
    }
}
