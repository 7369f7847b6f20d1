package io.selfscale.engine.state;

import io.selfscale.engine.operation.Operation;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.WindowSpec;
import io.selfscale.engine.supply.Supply;
import io.selfscale.engine.window.BucketRing;
import io.selfscale.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything the decision function remembers of one target between two decisions. Immutable; successive states share
 * what did not change.
 *
 * @param clock where it is in time
 * @param requested replicas requested, or {@link #UNKNOWN} before the first known inventory
 * @param rings the recent past of each window of the specification, in its order
 * @param policies what is remembered of each policy inside the decision function, shadows last, in the order of the
 *     specification
 * @param history what stabilization windows and rate limits look back at
 * @param change the last change of the requested count
 * @param ledger what was ordered and is not there yet
 * @param supply what is known of the pools
 * @param operation what runs beside the policies
 */
public record State(
        StateClock clock,
        int requested,
        List<BucketRing> rings,
        List<PolicyState> policies,
        History history,
        LastChange change,
        Ledger ledger,
        Supply supply,
        Operation operation) {

    /** The requested count before the first known inventory. */
    public static final int UNKNOWN = -1;

    public State {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(supply, "supply");
        Objects.requireNonNull(operation, "operation");
        rings = List.copyOf(rings);
        policies = List.copyOf(policies);
        if (requested < UNKNOWN) {
            throw new IllegalArgumentException("requested must be at least 0, or -1 if unknown, but was " + requested);
        }
    }

    /** Creates a state in which nothing is known of the pools, and nothing runs beside the policies. */
    public State(
            StateClock clock,
            int requested,
            List<BucketRing> rings,
            List<PolicyState> policies,
            History history,
            LastChange change,
            Ledger ledger) {
        this(
                clock,
                requested,
                rings,
                policies,
                history,
                change,
                ledger,
                Supply.unknown(),
                Operation.initial().resumedAt(clock.nanos()));
    }

    /** Returns the state before the first observation. */
    public static State initial(ScalingSpec spec) {
        List<BucketRing> rings = new ArrayList<>();
        for (WindowSpec window : spec.windows()) {
            rings.add(BucketRing.empty(window.bucketNanos(), window.buckets()));
        }
        List<PolicyState> policies = new ArrayList<>();
        for (Policy<?> policy : spec.evaluated()) {
            policies.add(PolicyState.initial(policy));
        }
        return new State(
                StateClock.unset(), UNKNOWN, rings, policies, History.empty(), LastChange.none(), Ledger.empty());
    }

    /**
     * Returns this state as it is to be used after a restart at control time {@code nanos}: windows, ledger and history
     * are kept, so that a scale-out is possible at once; scale-in waits until every window is covered again, because
     * nobody saw what happened in between, and the present size counts as recommended now.
     */
    public State resumedAt(long nanos) {
        if (clock.sequence() == 0) {
            return this;
        }
        return new State(
                clock.observedSince(nanos),
                requested,
                rings,
                policies.stream().map(PolicyState::withoutProposal).toList(),
                requested == UNKNOWN ? history : history.recommended(nanos, requested, /* keepNanos= */ Long.MAX_VALUE),
                change,
                ledger,
                supply,
                operation.resumedAt(nanos));
    }
}
