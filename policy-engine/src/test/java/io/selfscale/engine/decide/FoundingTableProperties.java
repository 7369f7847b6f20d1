package io.selfscale.engine.decide;

import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;

/** The invariants over a table of threshold bands like the founding one, with cooldowns. */
class FoundingTableProperties implements DecisionInvariants<State> {

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.UTILIZATION)
                .signal(VirtualTarget.LATENCY)
                .signal(VirtualTarget.CONNECTIONS)
                .policy(ThresholdBand.on(VirtualTarget.UTILIZATION)
                        .outAbove(0.70, setup.outWindow())
                        .inBelow(0.30, setup.inWindow()))
                .policy(ThresholdBand.on(VirtualTarget.LATENCY)
                        .outAbove(0.500, setup.outWindow())
                        .inBelow(0.200, setup.outWindow())
                        .by(Statistic.mean()))
                .policy(ThresholdBand.on(VirtualTarget.CONNECTIONS)
                        .outAbove(100, setup.outWindow())
                        .inBelow(45, setup.outWindow())
                        .by(Statistic.mean()))
                .limits(Limits.none().withCooldowns(setup.tick(), setup.outWindow()))
                .build();
        return new EngineSubject(
                spec, setup.inWindow().plus(setup.outWindow()).plus(setup.tick()), /* proportional= */ false);
    }
}
