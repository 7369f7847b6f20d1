package io.selfscale.engine.decide;

import io.selfscale.policy.Proposal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** A policy of one lambda. */
public record RulePolicy(String name, Duration period, boolean isPure, Function<View, Proposal> rule)
        implements StatelessPolicy {

    /** Runs inside the decision function at every tick. */
    public static RulePolicy pure(String name, Function<View, Proposal> rule) {
        return new RulePolicy(name, Duration.ZERO, true, rule);
    }

    /** Runs outside at every tick. */
    public static RulePolicy advice(String name, Function<View, Proposal> rule) {
        return new RulePolicy(name, Duration.ZERO, false, rule);
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public Proposal propose(View view) {
        return rule.apply(view);
    }
}
