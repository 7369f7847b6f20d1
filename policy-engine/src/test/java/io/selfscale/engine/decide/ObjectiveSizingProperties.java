package io.selfscale.engine.decide;

import static java.time.Duration.ofSeconds;

import io.selfscale.engine.policy.ObjectiveSizing;
import io.selfscale.engine.policy.SizingSettings;
import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;

/** The invariants over sizing for an objective by a batching server, with the virtual load taken for arrivals. */
class ObjectiveSizingProperties implements DecisionInvariants<State> {

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.QUEUE_LENGTH)
                .policy(ObjectiveSizing.of(
                                VirtualTarget.QUEUE_LENGTH,
                                new ServiceModel.BatchingServer(0.1, 10, 0.02, 0.005, 8),
                                WaitObjective.of(ofSeconds(1), 0.95))
                        .with(SizingSettings.DEFAULT.withWindow(setup.outWindow())))
                .build();
        return new EngineSubject(spec, setup.outWindow().plus(setup.tick()), /* proportional= */ false);
    }
}
