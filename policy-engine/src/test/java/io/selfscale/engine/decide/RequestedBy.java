package io.selfscale.engine.decide;

import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.util.Set;

/**
 * Wants as many replicas as a signal says; blind without it.
 *
 * @param name of the policy
 * @param signal the count wanted
 */
public record RequestedBy(String name, Signal signal) implements StatelessPolicy {

    @Override
    public Set<Signal> signals() {
        return Set.of(signal);
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
        return view.current(signal) instanceof Sample.Fresh fresh
                ? Proposal.scale((int) Math.round(fresh.value()), ReasonCode.CUSTOM)
                : Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, signal.name());
    }
}
