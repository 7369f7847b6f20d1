package io.selfscale.engine.decide;

import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;
import java.time.Duration;

/** The invariants over target tracking of a total and of a utilization, with the HPA's stabilization and rates. */
class TargetTrackingProperties implements DecisionInvariants<State> {

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.QUEUE_LENGTH)
                .signal(VirtualTarget.UTILIZATION)
                .policy(TargetTracking.averageValue(VirtualTarget.QUEUE_LENGTH, 7)
                        .within(Tolerance.DEFAULT)
                        .every(Duration.ZERO))
                .policy(TargetTracking.utilization(VirtualTarget.UTILIZATION, 0.7)
                        .with(TargetTracking.Readiness.IGNORED)
                        .every(Duration.ZERO))
                .limits(Limits.none()
                        .withStabilization(Duration.ZERO, setup.inWindow())
                        .withRates(RateLimit.hpaOut(setup.outWindow()), RateLimit.hpaIn(setup.outWindow())))
                .build();
        return new EngineSubject(
                spec, setup.inWindow().plus(setup.outWindow()).plus(setup.tick()), /* proportional= */ false);
    }
}
