package io.selfscale.adapter.process;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a worker took to become ready, by phase. Elapsed time, not affected by changes of the wall clock.
 *
 * @param acceptedToStarted from the order until its process ran, a wait after a crash included; not negative
 * @param startedToReady from then until the readiness probe succeeded; not negative, as exact as the probe interval
 */
public record StartupTimes(Duration acceptedToStarted, Duration startedToReady) {

    public StartupTimes {
        Objects.requireNonNull(acceptedToStarted, "acceptedToStarted");
        Objects.requireNonNull(startedToReady, "startedToReady");
        if (acceptedToStarted.isNegative() || startedToReady.isNegative()) {
            throw new IllegalArgumentException(
                    "start-up times must not be negative but were " + acceptedToStarted + " and " + startedToReady);
        }
    }

    /** Returns the time from the order until the worker was ready. */
    public Duration total() {
        return acceptedToStarted.plus(startedToReady);
    }
}
