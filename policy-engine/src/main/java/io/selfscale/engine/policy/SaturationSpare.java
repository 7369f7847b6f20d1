package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps spare capacity in inference replicas: their memory for attention keys and values, and their queues (semantics
 * section 6.2, the saturation rule of the llm-d Workload Variant Autoscaler).
 *
 * <p>A replica is saturated from {@link Usage#saturation()} of either signal on. The spare of the others, {@code saturation
 * - use}, is averaged over them. One replica more is proposed if either average is below {@link Usage#spare()}, one fewer
 * only if the load spread over the rest would leave both. With equal replicas that contains the consolidation check
 * (semantics section 6.1): what was taken away is not asked for again.
 *
 * <p>A replica on its way stops growth until it is ready, fails, or is older than {@link Settings#pendingExpiry()}. Without
 * a fresh sample of every ready replica nothing shrinks, nor until {@link Settings#settle()} after the last change; a
 * replica that became ready that lately, and has not reported, counts as idle. Immutable; each method returns a changed
 * copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param memory share of the key-value cache in use; a {@link SignalKind#RATIO}, by replica
 * @param queue requests that wait; a {@link SignalKind#PER_REPLICA}, by replica
 * @param averaging over which replicas spare is averaged
 * @param settings times
 */
public record SaturationSpare(String name, Usage memory, Usage queue, Averaging averaging, Settings settings)
        implements StatelessPolicy {

    /**
     * One of the two signals.
     *
     * @param signal what is used up
     * @param saturation use from which on a replica is saturated, positive
     * @param spare least average spare, in (0, saturation)
     */
    public record Usage(Signal signal, double saturation, double spare) {
        public Usage {
            if (!(saturation > 0) || !Double.isFinite(saturation) || !(spare > 0 && spare < saturation)) {
                throw new IllegalArgumentException("0 < spare < saturation must hold for " + signal + " but spare was "
                        + spare + " and saturation " + saturation);
            }
        }
    }

    /** Over which replicas spare is averaged. */
    public enum Averaging {
        /**
         * Those that are not saturated, as the original does. Where load is spread unevenly this is not monotone: a
         * replica that becomes saturated leaves the average, which may then rise.
         */
        NOT_SATURATED,
        /** All of them, a saturated one with no spare; grows no later than {@link #NOT_SATURATED}, and is monotone. */
        ALL
    }

    /**
     * Times.
     *
     * @param staleAfter age beyond which a sample does not count, positive. Samples older than the {@code maxAge} of the
     *     signal in the specification do not count either
     * @param pendingExpiry age from which on a replica on its way no longer stops growth, positive; the start deadline of
     *     its pool ends it in any case
     * @param settle time after a change in which nothing shrinks, not negative: load moves to the others with a delay
     * @param period how often it is evaluated; zero for at every tick
     */
    public record Settings(Duration staleAfter, Duration pendingExpiry, Duration settle, Duration period) {

        /** Five minutes, fifteen minutes, one minute, at every tick. */
        public static final Settings DEFAULT =
                new Settings(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ZERO);

        public Settings {
            if (staleAfter.isNegative() || staleAfter.isZero()) {
                throw new IllegalArgumentException("staleAfter must be positive but was " + staleAfter);
            }
            if (pendingExpiry.isNegative() || pendingExpiry.isZero()) {
                throw new IllegalArgumentException("pendingExpiry must be positive but was " + pendingExpiry);
            }
            if (settle.isNegative() || period.isNegative()) {
                throw new IllegalArgumentException(
                        "settle and period must not be negative but were " + settle + " and " + period);
            }
        }

        /** Returns this evaluated once in each period. */
        public Settings every(Duration period) {
            return new Settings(staleAfter, pendingExpiry, settle, period);
        }

        /** Returns this with another time to settle. */
        public Settings withSettle(Duration settle) {
            return new Settings(staleAfter, pendingExpiry, settle, period);
        }
    }

    public SaturationSpare {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(averaging, "averaging");
        Objects.requireNonNull(settings, "settings");
        requireKind(memory.signal(), SignalKind.RATIO);
        requireKind(queue.signal(), SignalKind.PER_REPLICA);
    }

    private static void requireKind(Signal signal, SignalKind kind) {
        if (signal.kind() != kind) {
            throw new IllegalArgumentException(signal + " must be of kind " + kind + " but is " + signal.kind());
        }
    }

    /** Returns the rule with its original thresholds: memory 80 %, spare 10 %; queue 5, spare 3. Named {@code saturation}. */
    public static SaturationSpare of(Signal memory, Signal queue) {
        return new SaturationSpare(
                "saturation",
                new Usage(memory, 0.80, 0.10),
                new Usage(queue, 5, 3),
                Averaging.NOT_SATURATED,
                Settings.DEFAULT);
    }

    /** Returns this averaging over other replicas. */
    public SaturationSpare over(Averaging averaging) {
        return new SaturationSpare(name, memory, queue, averaging, settings);
    }

    /** Returns this with other times. */
    public SaturationSpare with(Settings settings) {
        return new SaturationSpare(name, memory, queue, averaging, settings);
    }

    /** Returns this under another name. */
    public SaturationSpare named(String name) {
        return new SaturationSpare(name, memory, queue, averaging, settings);
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public Set<Signal> signals() {
        Set<Signal> signals = new LinkedHashSet<>();
        signals.add(memory.signal());
        signals.add(queue.signal());
        return signals;
    }

    @Override
    public Duration period() {
        return settings.period();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    /** What one replica uses. */
    private record Use(double memory, double queue) {}

    @Override
    public Proposal propose(View view) {
        List<Use> uses = new ArrayList<>();
        int reporting = 0;
        boolean blind = false;
        for (Replica replica : view.replicas()) {
            if (replica.state() != ReplicaState.READY) {
                continue;
            }
            Double ofMemory = usable(view, memory.signal(), replica);
            Double ofQueue = usable(view, queue.signal(), replica);
            if (ofMemory != null && ofQueue != null) {
                uses.add(new Use(ofMemory, ofQueue));
                reporting++;
            } else {
                blind = true;
                if (replica.inState().compareTo(settings.settle()) < 0) {
                    uses.add(new Use(0, 0));
                }
            }
        }
        if (reporting == 0) {
            return Proposal.vetoIn(
                    ReasonCode.SIGNAL_ABSENT,
                    "no ready replica reports both " + memory.signal() + " and " + queue.signal());
        }
        return propose(view, uses, blind);
    }

    private Proposal propose(View view, List<Use> uses, boolean blind) {
        double spareMemory = 0;
        double spareQueue = 0;
        double sumMemory = 0;
        double sumQueue = 0;
        int unsaturated = 0;
        for (Use use : uses) {
            sumMemory += use.memory();
            sumQueue += use.queue();
            if (!reaches(use.memory(), memory) && !reaches(use.queue(), queue)) {
                spareMemory += memory.saturation() - use.memory();
                spareQueue += queue.saturation() - use.queue();
                unsaturated++;
            }
        }
        int divisor = averaging == Averaging.ALL ? uses.size() : Math.max(1, unsaturated);
        Evidence[] evidence = {evidence(memory, spareMemory / divisor), evidence(queue, spareQueue / divisor)};
        if (isShort(spareMemory / divisor, memory) || isShort(spareQueue / divisor, queue)) {
            return pending(view) > 0
                    ? Proposal.hold(ReasonCode.WARM_UP, evidence)
                    : Proposal.scale(view.requested() + 1, ReasonCode.SATURATED, evidence);
        }
        if (blind) {
            return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, "a ready replica does not report", evidence);
        }
        if (isSettling(view)) {
            return Proposal.vetoIn(ReasonCode.EVIDENCE_CONSUMED, "the last change was just now", evidence);
        }
        int rest = uses.size() - 1;
        boolean fits = rest > 0
                && !isShort(memory.saturation() - sumMemory / rest, memory)
                && !isShort(queue.saturation() - sumQueue / rest, queue);
        return fits
                ? Proposal.scale(Math.max(0, view.requested() - 1), ReasonCode.SPARE_CAPACITY, evidence)
                : Proposal.hold(ReasonCode.CONSOLIDATION_CHECK, evidence);
    }

    private boolean isSettling(View view) {
        long unchanged = Math.max(view.unchangedSinceNanos(), view.observedSinceNanos());
        return view.nanos() - unchanged < settings.settle().toNanos();
    }

    /** Counts replicas on their way, without those that take too long. */
    private int pending(View view) {
        int expired = 0;
        for (Replica replica : view.replicas()) {
            boolean old = replica.age().compareTo(settings.pendingExpiry()) >= 0;
            expired += replica.state().isInFlight() && old ? 1 : 0;
        }
        return view.inFlight() - expired;
    }

    private @Nullable Double usable(View view, Signal signal, Replica replica) {
        Reading reading = view.reading(signal);
        Sample sample = reading instanceof Reading.ByReplica byReplica
                ? byReplica.samples().get(replica.id())
                : view.current(signal);
        return sample instanceof Sample.Fresh fresh && fresh.age().compareTo(settings.staleAfter()) <= 0
                ? fresh.value()
                : null;
    }

    private static boolean reaches(double value, Usage usage) {
        return !Rounding.isBelow(value, usage.saturation());
    }

    private static boolean isShort(double spare, Usage usage) {
        return Rounding.isBelow(spare, usage.spare());
    }

    private static Evidence evidence(Usage usage, double spare) {
        double shown = OfferedWork.finite(spare);
        return new Evidence(usage.signal(), "mean spare", shown, Comparison.BELOW, usage.spare(), Duration.ZERO, 1);
    }
}
