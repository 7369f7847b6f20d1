package io.selfscale.testkit;

import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.DecisionEngine;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * All invariants over one policy, run by the engine on the class path:
 *
 * <pre>{@code
 * class MyPolicyProperties implements PolicyInvariants {
 *     public Policy<?> policy(TargetSetup setup) { return new MyPolicy(VirtualTarget.UTILIZATION); }
 * }
 * }</pre>
 *
 * <p>The policy is made for the signals of {@link VirtualTarget}. If it looks further back than {@link
 * TargetSetup#inWindow()}, override {@link #memory}.
 */
public interface PolicyInvariants extends DecisionInvariants<Object> {

    /** Returns the policy, new, for a scaling target. */
    Policy<?> policy(TargetSetup setup);

    /** Returns the signals it is given: those it says it looks at, or all if it says nothing. */
    default List<Signal> signals(Policy<?> policy) {
        List<Signal> signals = VirtualTarget.SIGNALS.stream()
                .filter(policy.signals()::contains)
                .toList();
        return signals.isEmpty() ? VirtualTarget.SIGNALS : signals;
    }

    /** Returns how far back it looks. */
    default Duration memory(TargetSetup setup) {
        return setup.inWindow().plus(setup.tick());
    }

    /** Tells whether its count is proportional to the load; see {@link DecisionSubject#isProportional()}. */
    default boolean isProportional() {
        return false;
    }

    @Override
    default DecisionSubject<Object> subject(TargetSetup setup) {
        Policy<?> policy = policy(setup);
        List<Signal> signals = signals(policy);
        DecisionEngine engine = ServiceLoader.load(DecisionEngine.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no engine on the class path: add io.selfscale:selfscale-policy-engine to the test scope"));
        DecisionEngine.Trial<?> trial = engine.trial(
                new DecisionEngine.Target(
                        TargetSetup.TARGET,
                        TargetSetup.POOL,
                        setup.min(),
                        setup.max(),
                        setup.tick(),
                        setup.startDeadline(),
                        signals),
                policy);
        return TrialSubject.of(trial, Set.copyOf(signals), memory(setup), policy.period(), isProportional());
    }
}
