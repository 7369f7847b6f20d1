package io.selfscale.engine.decide;

import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.policy.Policy;
import io.selfscale.testkit.PolicyInvariants;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;
import java.time.Duration;

/** The invariants over a policy alone, as a user of the test kit runs them. */
class OneLineProperties implements PolicyInvariants {

    @Override
    public Policy<?> policy(TargetSetup setup) {
        return TargetTracking.averageValue(VirtualTarget.QUEUE_LENGTH, 7)
                .within(new Tolerance(0, 0))
                .every(Duration.ZERO);
    }

    @Override
    public boolean isProportional() {
        return true;
    }
}
