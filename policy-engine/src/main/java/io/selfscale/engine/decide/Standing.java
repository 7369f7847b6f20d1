package io.selfscale.engine.decide;

import io.selfscale.engine.operation.Activation;
import io.selfscale.engine.operation.Overrides;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.Sample;
import io.selfscale.policy.SignalState;
import java.util.List;

/**
 * What stands above the policies at this decision.
 *
 * @param overrides those in force
 * @param activation between zero and serving
 * @param outsideHold whether everything is held after a change from outside
 */
record Standing(Overrides overrides, Activation activation, boolean outsideHold) {

    static Standing of(ScalingSpec spec, State state, Estimate estimate, List<Event> events, AskedBounds bounds) {
        long nanos = estimate.nanos();
        Overrides overrides = state.operation().overrides().after(events, nanos);
        boolean hold = state.operation().outsideHold() || foundOutside(spec, estimate, OutsideChange.HOLD);
        for (Event event : events) {
            hold &= !(event instanceof Event.Lifted lifted && lifted.id().equals(OutsideChange.HOLD_ID));
        }
        return new Standing(overrides, activation(spec, state, estimate, bounds, overrides, hold), hold);
    }

    /** Tells whether nobody holds the size where it is: then what is missing can be ordered. */
    boolean allowsGrowth() {
        return !outsideHold
                && overrides.active().stream()
                        .allMatch(active -> active.override().kind() == ManualOverride.Kind.PAUSE_IN);
    }

    private static boolean foundOutside(ScalingSpec spec, Estimate estimate, OutsideChange reaction) {
        return estimate.outside() != 0 && spec.outsideChange() == reaction;
    }

    private static Activation activation(
            ScalingSpec spec,
            State state,
            Estimate estimate,
            AskedBounds bounds,
            Overrides overrides,
            boolean outsideHold) {
        Activation before = state.operation().activation();
        ActivationSpec activation = spec.activation();
        Census census = estimate.census();
        // Replicas that drain are on their way out already.
        boolean isZero = census.isKnown() && census.liveUnits() == 0;
        // Across a restart nobody watched: replicas that are gone may have died with the process, and are replaced.
        boolean watched = state.clock().nanos() > state.clock().observedSinceNanos();
        boolean setToZero = estimate.outside() < 0 && isZero && watched;
        if (setToZero && (activation != null || spec.outsideChange() == OutsideChange.ADOPT)) {
            return before.disabled(estimate.nanos());
        }
        if (activation == null) {
            return isZero || !census.isKnown() ? before : Activation.initial();
        }
        if (state.requested() == State.UNKNOWN) {
            return census.isEmpty()
                    ? new Activation(Decision.Phase.ZERO, estimate.nanos())
                    : Activation.initial().resumedAt(estimate.nanos());
        }
        if (!census.isKnown()) {
            return before.resumedAt(estimate.nanos());
        }
        Overrides.Active exact = overrides.newest(ManualOverride.Kind.EXACT);
        boolean held = outsideHold || overrides.newest(ManualOverride.Kind.HOLD) != null;
        Sample activity = estimate.current(spec, activation.activity());
        return before.next(
                activation,
                new Activation.Situation(
                        estimate.nanos(),
                        activity,
                        isBlind(spec, estimate.signals()),
                        Math.max(
                                bounds.floor(),
                                exact == null ? 0 : exact.override().replicas()),
                        census.readyUnits(),
                        census.liveUnits(),
                        census.isEmpty(),
                        !held && !bounds.isFrozenIn() && overrides.newest(ManualOverride.Kind.PAUSE_IN) == null,
                        !held
                                && overrides.newest(ManualOverride.Kind.PAUSE_OUT) == null
                                && (exact == null || exact.override().replicas() > 0)));
    }

    private static boolean isBlind(ScalingSpec spec, List<SignalState> signals) {
        for (int i = 0; i < signals.size(); i++) {
            if (spec.signals().get(i).required() && signals.get(i).isBlind()) {
                return true;
            }
        }
        return false;
    }
}
