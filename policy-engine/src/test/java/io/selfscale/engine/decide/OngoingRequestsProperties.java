package io.selfscale.engine.decide;

import io.selfscale.engine.policy.OngoingRequests;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;
import java.time.Duration;

/** The invariants over ongoing requests, with a look-back window and delays. */
class OngoingRequestsProperties implements DecisionInvariants<State> {

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.QUEUE_LENGTH)
                .policy(OngoingRequests.of(VirtualTarget.QUEUE_LENGTH, 7)
                        .lookingBack(setup.outWindow())
                        .with(new OngoingRequests.Delays(setup.outWindow(), setup.inWindow(), null)))
                .build();
        Duration memory =
                setup.outWindow().plus(setup.inWindow()).plus(setup.tick().multipliedBy(2));
        // The delay of a scale-in begins anew with each change.
        return new EngineSubject(spec, memory, /* proportional= */ true).holdingFor(setup.inWindow());
    }
}
