package io.selfscale.engine.decide;

import io.selfscale.engine.policy.ProcessingRate;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;

/** The invariants over the true processing rate, with the virtual load taken for what arrives and for what is done. */
class ProcessingRateProperties implements DecisionInvariants<State> {

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.QUEUE_LENGTH)
                .signal(VirtualTarget.UTILIZATION)
                .policy(ProcessingRate.of(
                                VirtualTarget.QUEUE_LENGTH, VirtualTarget.QUEUE_LENGTH, VirtualTarget.UTILIZATION)
                        .with(ProcessingRate.Rescaling.DEFAULT.withTimes(
                                setup.inWindow().multipliedBy(6), setup.inWindow(), setup.inWindow()))
                        .with(ProcessingRate.DEFAULT_SETTINGS.withWindow(setup.outWindow())))
                .build();
        return new EngineSubject(
                spec, setup.inWindow().plus(setup.outWindow()).plus(setup.tick()), /* proportional= */ false);
    }
}
