package io.selfscale.testkit;

import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.spi.DecisionEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
 * TargetSetup#inWindow()}, or does not declare in its windows what it looks at, override {@link #memory} or {@link
 * #signals}.
 */
public interface PolicyInvariants extends DecisionInvariants<Object> {

    /** Returns the policy, new, for a scaling target. */
    Policy<?> policy(TargetSetup setup);

    /** Returns the signals it looks at: those of its windows, or all if it has none. */
    default List<Signal> signals(Policy<?> policy) {
        Set<Signal> signals = new LinkedHashSet<>();
        for (Signal signal : VirtualTarget.SIGNALS) {
            for (SignalWindow window : policy.windows()) {
                if (window.signal().equals(signal)) {
                    signals.add(signal);
                }
            }
        }
        return signals.isEmpty() ? VirtualTarget.SIGNALS : new ArrayList<>(signals);
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
