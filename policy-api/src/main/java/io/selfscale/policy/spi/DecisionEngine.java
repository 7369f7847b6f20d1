package io.selfscale.policy.spi;

import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;

/**
 * An engine that makes a decision function of a policy. Found by {@link java.util.ServiceLoader}; the test kit runs
 * policies of users through it without knowing the engine. Safe for concurrent use.
 */
public interface DecisionEngine {

    /**
     * The scaling target that a policy is tried on.
     *
     * @param name name of the target, not blank
     * @param pool name of its only pool, not blank
     * @param min smallest replica count, at least 1
     * @param max largest replica count, at least {@code min}
     * @param tick time between two decisions, positive
     * @param startDeadline deadline for start orders, positive
     * @param signals the signals it has, each required for scale-in; copied
     */
    record Target(
            String name, String pool, int min, int max, Duration tick, Duration startDeadline, List<Signal> signals) {
        public Target {
            signals = List.copyOf(signals);
        }
    }

    /**
     * A decision function and how its state is kept.
     *
     * @param <S> the state
     */
    interface Trial<S> {

        /** Returns the function. */
        DecisionFunction<S> function();

        /** Returns a state as text. */
        String encode(S state);

        /** Returns the state that was written. */
        S decode(String text);

        /**
         * Returns a state as it is to be used after a restart.
         *
         * @param nanos control time of the restart
         */
        S resumedAt(S state, long nanos);
    }

    /**
     * Returns a decision function with one policy, run inside it, and no limits.
     *
     * @throws IllegalArgumentException if the policy does not fit the target, with every problem in its message
     */
    Trial<?> trial(Target target, Policy<?> policy);
}
