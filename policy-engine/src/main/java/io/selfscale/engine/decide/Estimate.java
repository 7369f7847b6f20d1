package io.selfscale.engine.decide;

import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.StartupTime;
import io.selfscale.engine.spec.WindowSpec;
import io.selfscale.engine.state.LastChange;
import io.selfscale.engine.state.State;
import io.selfscale.engine.window.BucketRing;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Sample;
import io.selfscale.policy.SignalState;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first stage: what the observation and the state say about the world, before any policy. */
final class Estimate {

    private final long nanos;
    private final int requested;
    private final Census census;
    private final List<SignalState> signals;
    private final List<BucketRing> rings;
    private final LastChange change;
    private final @Nullable Demand demand;
    private final StartupTime startup;
    private final View view;

    private Estimate(ScalingSpec spec, State state, Observation observation) {
        // A control time before the last one would break the contract; holding the clock still is the safe reading.
        nanos = Math.max(state.clock().nanos(), observation.nanos());
        census = Census.of(
                observation.inventory(),
                state.ledger().with(observation.outcomes(), nanos),
                nanos,
                spec.pools().get(0).startDeadline());
        requested = requested(spec, state);
        signals = signals(spec, observation);
        rings = rings(spec, state);
        change = settle(spec, state.change());
        demand = demand(spec);
        startup = spec.pools().get(0).startup();
        long observedSince =
                state.clock().sequence() == 0 ? nanos : state.clock().observedSinceNanos();
        view = new DecisionView(spec, this, observation, observedSince);
    }

    static Estimate of(ScalingSpec spec, State state, Observation observation) {
        return new Estimate(spec, state, observation);
    }

    /** At first sight the replicas there are, and on their way, are what was requested. */
    private int requested(ScalingSpec spec, State state) {
        if (state.requested() != State.UNKNOWN) {
            return state.requested();
        }
        return census.isKnown()
                ? census.ready().size() + census.inFlight()
                : spec.target().min();
    }

    private List<SignalState> signals(ScalingSpec spec, Observation observation) {
        List<SignalSpec> specs = spec.signals();
        SignalState[] states = new SignalState[specs.size()];
        for (int i = 0; i < states.length; i++) {
            SignalSpec signal = specs.get(i);
            states[i] = SignalEstimate.of(signal, observation.readings().get(signal.signal()), census.ready());
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
                && (last.direction() == Direction.OUT
                        ? census.ready().size() >= requested
                        : census.ready().size() + census.inFlight() <= requested);
        boolean late = nanos - last.decidedNanos()
                >= spec.pools().get(0).startDeadline().toNanos();
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
        return startup.quantile(share);
    }

    View view() {
        return view;
    }
}
