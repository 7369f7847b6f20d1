package io.selfscale.testkit;

import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision function under test, with what the properties have to know about it.
 *
 * @param <S> its state
 */
public interface DecisionSubject<S> {

    /** Returns the function, built for the {@link TargetSetup} that was given. */
    DecisionFunction<S> function();

    /** Returns the signals of {@link VirtualTarget} without which it must not scale in; may be empty. */
    Set<Signal> required();

    /**
     * Returns how far back it looks: the longest of its windows, cooldowns and stabilization windows. Under constant
     * load, nothing older makes a difference.
     */
    Duration memory();

    /** Returns a state as text. */
    String snapshot(S state);

    /** Returns the state that {@link #snapshot} wrote; decisions go on from it as if nothing had happened. */
    S restore(String text);

    /**
     * Returns what a restart makes of a restored state, which may be more careful. By default the state itself.
     *
     * @param nanos control time of the restart
     */
    default S resume(S state, long nanos) {
        return state;
    }

    /** Returns the longest time between two evaluations of the same rule; by default zero, at every tick. */
    default Duration evaluationPeriod() {
        return Duration.ZERO;
    }

    /**
     * Tells whether the count it arrives at is proportional to the replicas at equal load of each (invariant 4). Not so
     * with fixed steps or rate limits. By default false.
     */
    default boolean isProportional() {
        return false;
    }

    /**
     * Returns how long it keeps a size after each change before it wants another one, as a delay that begins anew does;
     * by default zero. A course at another tick may lie behind by so much for each change (invariant 8).
     */
    default Duration holding() {
        return Duration.ZERO;
    }

    /** Returns how fast it lets the count move (invariant 6), or null if it does not limit that. By default null. */
    default @Nullable RateBound rateBound() {
        return null;
    }
}
