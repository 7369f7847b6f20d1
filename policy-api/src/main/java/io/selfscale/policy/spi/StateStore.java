package io.selfscale.policy.spi;

import java.io.IOException;
import java.util.Optional;

/**
 * Where the last state of a scaling target is kept across restarts. Called by the control loop's thread only.
 *
 * <p>The loop saves before it gives an order, so that an order is never forgotten, and from time to time in between.
 */
public interface StateStore {

    /**
     * Replaces the state of a target; atomically: after a crash either the old or the new one is there.
     *
     * @throws IOException if it cannot be kept; the loop then gives no order at that tick
     */
    void save(String target, String state) throws IOException;

    /**
     * Returns the last state of a target, if there is one.
     *
     * @throws IOException if it cannot be read; the loop then does not start
     */
    Optional<String> load(String target) throws IOException;

    /** Returns a store that keeps nothing: every start is a first one. */
    static StateStore disabled() {
        return new DisabledStateStore();
    }
}
