package io.selfscale.engine.decide;

import io.selfscale.engine.policy.SaturationSpare;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;

/** The invariants over spare capacity, with connections taken for the queue, averaged over all replicas. */
class SaturationSpareProperties implements DecisionInvariants<State> {

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.UTILIZATION)
                .signal(VirtualTarget.CONNECTIONS)
                .policy(new SaturationSpare(
                        "saturation",
                        new SaturationSpare.Usage(VirtualTarget.UTILIZATION, 0.8, 0.1),
                        new SaturationSpare.Usage(VirtualTarget.CONNECTIONS, 110, 15),
                        SaturationSpare.Averaging.ALL,
                        SaturationSpare.Settings.DEFAULT.withSettle(setup.outWindow())))
                .build();
        return new EngineSubject(spec, setup.outWindow().plus(setup.tick()), /* proportional= */ false);
    }
}
