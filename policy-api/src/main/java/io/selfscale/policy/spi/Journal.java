package io.selfscale.policy.spi;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import java.io.IOException;
import java.time.Instant;

/**
 * The append-only record of a scaling target. Called by the control loop's thread only, in the order of events. A
 * decision can be computed again from the last snapshot before it and the observations after that.
 */
public interface Journal extends AutoCloseable {

    /**
     * Appends what is to be decided by from now on, as text; called before the first decision and after each change.
     *
     * @param wallTime when
     * @param specification the specification, as the application wrote it: a policy file, for instance
     * @throws IOException if it cannot be kept; the loop reports it and goes on
     */
    default void specified(Instant wallTime, String specification) throws IOException {}

    /**
     * Appends a decision and what it rests on.
     *
     * @throws IOException if it cannot be kept; the loop reports it and goes on
     */
    void decided(Observation observation, Decision decision) throws IOException;

    /**
     * Appends a state of the decision function.
     *
     * @param wallTime when
     * @param state the state as text, in the format of the engine
     * @throws IOException if it cannot be kept; the loop reports it and goes on
     */
    void snapshot(Instant wallTime, String state) throws IOException;

    /**
     * Appends what became of an order.
     *
     * @throws IOException if it cannot be kept; the loop reports it and goes on
     */
    void ordered(Instant wallTime, OrderOutcome outcome) throws IOException;

    /** Releases what the journal holds; idempotent. */
    @Override
    void close() throws IOException;

    /** Returns a journal that keeps nothing. */
    static Journal disabled() {
        return new DisabledJournal();
    }
}
