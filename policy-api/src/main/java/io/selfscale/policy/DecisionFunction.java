package io.selfscale.policy;

/**
 * One decision as a pure function of a state and an observation, for one scaling target.
 *
 * <p>No clock, no I/O, no thread, no randomness, and no exception for bad data: equal arguments give equal results.
 *
 * @param <S> the state between decisions, an immutable value
 */
public interface DecisionFunction<S> {

    /** Returns the state before the first observation. */
    S initialState();

    /**
     * Decides.
     *
     * @param state what the last step returned, or {@link #initialState()}
     * @param observation the world now; its control time is not before that of the last one
     */
    Step<S> decide(S state, Observation observation);
}
