package io.selfscale.engine.decide;

import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;
import java.time.Duration;

/** The invariants over a count that is proportional to the load, without limits or tolerance. */
class TotalTrackingProperties implements DecisionInvariants<State> {

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.QUEUE_LENGTH)
                .policy(TargetTracking.averageValue(VirtualTarget.QUEUE_LENGTH, 7)
                        .within(new Tolerance(0, 0))
                        .every(Duration.ZERO))
                .build();
        return new EngineSubject(spec, setup.tick(), /* proportional= */ true);
    }
}
