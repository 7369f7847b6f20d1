package io.selfscale.engine.decide;

import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.RateBound;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;
import java.time.Duration;

/** The invariants over a tracked total whose steps are limited, with every kind of damping. */
class RateLimitedProperties implements DecisionInvariants<State> {

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        Duration period = setup.outWindow();
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.QUEUE_LENGTH)
                .policy(TargetTracking.averageValue(VirtualTarget.QUEUE_LENGTH, 7)
                        .within(new Tolerance(0, 0))
                        .every(Duration.ZERO))
                .limits(Limits.none()
                        .withStabilization(setup.tick(), setup.inWindow())
                        .withCooldowns(Duration.ZERO, setup.tick())
                        .withReversalHold(new ReversalHold(period, setup.tick(), period))
                        .withRates(
                                RateLimit.anyOf(RatePolicy.replicas(2, period)),
                                RateLimit.anyOf(RatePolicy.replicas(1, period))))
                .build();
        return new EngineSubject(
                spec,
                setup.inWindow().plus(period.multipliedBy(3)).plus(setup.tick()),
                /* proportional= */ false,
                new RateBound(2, 1, period));
    }
}
