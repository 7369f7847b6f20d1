package io.selfscale.engine.decide;

import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.WindowSpec;
import io.selfscale.engine.state.LastChange;
import io.selfscale.engine.state.State;
import io.selfscale.engine.supply.Supply;
import io.selfscale.engine.window.BucketRing;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalState;
import io.selfscale.policy.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first stage: what the observation and the state say about the world, before any policy. */
final class Estimate {

    private final List<PoolSpec> pools;
    private final long nanos;
    private final int requested;
    private final Census census;
    private final List<SignalState> signals;
    private final List<BucketRing> rings;
    private final LastChange change;
    private final @Nullable Demand demand;
    private final Supply supply;
    private final long elapsedNanos;
    private final Instant wallTime;
    private final int outside;
    private final double gain;
    private final View view;

    private Estimate(ScalingSpec spec, State state, Observation observation) {
        pools = spec.pools();
        BrownoutSpec ladder = spec.brownout();
        int rung = state.operation().brownout().rung();
        gain = ladder == null ? 1 : ladder.gain(Math.min(rung, ladder.rungs().size()));
        // A control time before the last one would break the contract; holding the clock still is the safe reading.
        nanos = Math.max(state.clock().nanos(), observation.nanos());
        elapsedNanos = state.clock().sequence() == 0 ? 0 : nanos - state.clock().nanos();
        census = Census.of(
                spec,
                observation.inventory(),
                state.ledger().with(observation.outcomes(), nanos),
                observation.events(),
                nanos);
        supply = state.supply()
                .learning(census.replicas(), elapsedNanos)
                .spending(state.supply().spending().after(elapsedNanos, observation.wallTime(), spec.budget()));
        outside = OutsideWatch.difference(spec, state, census, nanos);
        requested = requested(spec, state);
        signals = signals(spec, observation);
        rings = rings(spec, state);
        change = settle(spec, state.change());
        demand = demand(spec);
        long observedSince =
                state.clock().sequence() == 0 ? nanos : state.clock().observedSinceNanos();
        wallTime = observation.wallTime();
        view = new DecisionView(spec, this, observation, observedSince);
    }

    static Estimate of(ScalingSpec spec, State state, Observation observation) {
        return new Estimate(spec, state, observation);
    }

    /** At first sight the replicas there are, and on their way, are what was requested. */
    private int requested(ScalingSpec spec, State state) {
        if (state.requested() != State.UNKNOWN) {
            return outside != 0 && spec.outsideChange() != OutsideChange.ALARM ? census.liveUnits() : state.requested();
        }
        return census.isKnown() ? census.liveUnits() : Math.max(1, spec.target().min());
    }

    private List<SignalState> signals(ScalingSpec spec, Observation observation) {
        List<SignalSpec> specs = spec.signals();
        SignalState[] states = new SignalState[specs.size()];
        for (int i = 0; i < states.length; i++) {
            SignalSpec signal = specs.get(i);
            states[i] =
                    SignalEstimate.of(signal, observation.readings().get(signal.signal()), census.ready(), spec, gain);
        }
        return List.of(states);
    }

    private List<BucketRing> rings(ScalingSpec spec, State state) {
        List<WindowSpec> windows = spec.windows();
        BucketRing[] next = new BucketRing[windows.size()];
        for (int i = 0; i < next.length; i++) {
            BucketRing ring = state.rings().get(i);
            SignalState seen = signals.get(spec.indexOf(windows.get(i).window().signal()));
            next[i] = seen.sample() instanceof Sample.Fresh fresh
                    ? ring.with(nanos - fresh.age().toNanos(), fresh.value(), !seen.isBlind())
                    : ring;
        }
        return List.of(next);
    }

    /**
     * Ends the wait for the last change: its replicas are there (or gone), or have had all the time they get. A replica
     * that fails meanwhile is replaced, and waited for until the same deadline.
     */
    private LastChange settle(ScalingSpec spec, LastChange last) {
        if (!last.pending()) {
            return last;
        }
        boolean reached = census.isKnown()
                && (last.direction() == Direction.OUT ? census.readyUnits() >= requested : !census.exceeds(requested));
        boolean late =
                nanos - last.decidedNanos() >= spec.longestStartDeadline().toNanos();
        return reached || late ? last.settled(nanos) : last;
    }

    private @Nullable Demand demand(ScalingSpec spec) {
        DemandSpec source = spec.demand();
        return source == null ? null : DemandEstimate.of(spec, source, signals, rings, nanos);
    }

    long nanos() {
        return nanos;
    }

    int requested() {
        return requested;
    }

    Census census() {
        return census;
    }

    List<SignalState> signals() {
        return signals;
    }

    List<BucketRing> rings() {
        return rings;
    }

    LastChange change() {
        return change;
    }

    @Nullable
    Demand demand() {
        return demand;
    }

    Duration startupTime(double share) {
        Duration longest = Duration.ZERO;
        for (PoolSpec pool : pools) {
            Duration startup = supply.startup(pool, share);
            if (startup.compareTo(longest) > 0) {
                longest = startup;
            }
        }
        return longest;
    }

    /** Returns what is known of the pools, this moment included. */
    Supply supply() {
        return supply;
    }

    Instant wallTime() {
        return wallTime;
    }

    /** Returns how many replicas more (or fewer) somebody else left than were requested; 0 for none. */
    int outside() {
        return outside;
    }

    /** Returns the present value of a signal. */
    Sample current(ScalingSpec spec, Signal signal) {
        return signals.get(spec.indexOf(signal)).sample();
    }

    /** Returns the factor by which the service level in force raises the capacity of a replica. */
    double gain() {
        return gain;
    }

    View view() {
        return view;
    }
}
