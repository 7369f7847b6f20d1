package io.selfscale.policy.spi;

import io.selfscale.policy.Reading;

/**
 * Where the readings of one signal come from.
 *
 * <p>Called at every tick on a thread of the control loop's I/O pool, one call at a time. It may block: a call that
 * outlasts the loop's deadline makes the signal absent for that tick, is interrupted, and is not repeated until it has
 * returned. What it throws makes the signal absent, with the message as the reason.
 */
@FunctionalInterface
public interface MetricSource {

    /**
     * Reads the signal now.
     *
     * @throws Exception if it cannot be read; the signal is then absent
     */
    Reading read() throws Exception;
}
