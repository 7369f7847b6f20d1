package io.selfscale.engine.decide;

import io.selfscale.engine.operation.Activation;
import io.selfscale.engine.operation.Overrides;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
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
        return new Standing(overrides, activation(spec, state, estimate, bounds), hold);
    }

    private static boolean foundOutside(ScalingSpec spec, Estimate estimate, OutsideChange reaction) {
        return estimate.outside() != 0 && spec.outsideChange() == reaction;
    }

    private static Activation activation(ScalingSpec spec, State state, Estimate estimate, AskedBounds bounds) {
        Activation before = state.operation().activation();
        ActivationSpec activation = spec.activation();
        Census census = estimate.census();
        boolean setToZero = estimate.outside() < 0 && census.isEmpty();
        if (setToZero && (activation != null || spec.outsideChange() == OutsideChange.ADOPT)) {
            return before.disabled(estimate.nanos());
        }
        if (activation == null) {
            return census.isEmpty() || !census.isKnown() ? before : Activation.initial();
        }
        if (state.clock().sequence() == 0) {
            return census.isEmpty()
                    ? new Activation(Decision.Phase.ZERO, estimate.nanos())
                    : Activation.initial().resumedAt(estimate.nanos());
        }
        if (!census.isKnown()) {
            return before.resumedAt(estimate.nanos());
        }
        Sample activity = estimate.current(spec, activation.activity());
        return before.next(
                activation,
                new Activation.Situation(
                        estimate.nanos(),
                        activity,
                        isBlind(spec, estimate.signals()),
                        bounds.floor(),
                        census.readyUnits(),
                        census.isEmpty() ? 0 : 1));
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
