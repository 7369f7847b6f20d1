package io.selfscale.engine.decide;

import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.NoMemory;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** A policy of one lambda. */
public record RulePolicy(String name, Duration period, boolean isPure, Function<View, Proposal> rule)
        implements Policy<NoMemory> {

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
    public NoMemory initialMemory() {
        return NoMemory.INSTANCE;
    }

    @Override
    public MemoryCodec<NoMemory> memoryCodec() {
        return MemoryCodec.none();
    }

    @Override
    public PolicyResult<NoMemory> propose(View view, NoMemory memory) {
        return PolicyResult.of(rule.apply(view));
    }
}
