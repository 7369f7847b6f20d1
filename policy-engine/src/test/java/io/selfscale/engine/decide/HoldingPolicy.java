package io.selfscale.engine.decide;

import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.util.Set;

/**
 * Wants the size to stay as it is.
 *
 * @param signal a signal it does not look at
 */
record HoldingPolicy(Signal signal) implements StatelessPolicy {

    @Override
    public String name() {
        return "holding";
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public Proposal propose(View view) {
        return Proposal.hold(ReasonCode.CUSTOM);
    }
}
