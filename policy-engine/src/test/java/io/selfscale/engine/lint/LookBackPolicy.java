package io.selfscale.engine.lint;

import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.Set;

/** A policy of a user that looks back. */
record LookBackPolicy(Signal signal, Duration span) implements StatelessPolicy {

    @Override
    public String name() {
        return "looks back";
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of(new SignalWindow(signal, span));
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public Proposal propose(View view) {
        return Proposal.hold(ReasonCode.STEADY);
    }
}
