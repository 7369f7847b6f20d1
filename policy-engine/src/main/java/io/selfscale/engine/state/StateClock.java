package io.selfscale.engine.state;

import java.time.Instant;
import java.util.Objects;

/**
 * Where a state is in time.
 *
 * @param sequence number of the last decision, 0 before the first
 * @param wallTime wall-clock time of the last decision
 * @param nanos control time of the last decision
 * @param observedSinceNanos control time since when there was no restart
 * @param incarnation wall-clock time of the first decision ever, in milliseconds of the epoch: part of every order id
 */
public record StateClock(long sequence, Instant wallTime, long nanos, long observedSinceNanos, long incarnation) {

    public StateClock {
        Objects.requireNonNull(wallTime, "wallTime");
        if (sequence < 0 || nanos < 0) {
            throw new IllegalArgumentException(
                    "sequence and nanos must be at least 0 but were " + sequence + ", " + nanos);
        }
    }

    static StateClock unset() {
        return new StateClock(0, Instant.EPOCH, 0, 0, 0);
    }

    StateClock observedSince(long since) {
        return new StateClock(sequence, wallTime, nanos, since, incarnation);
    }

    /** Returns the clock of the next decision. */
    public StateClock next(Instant wallTime, long nanos) {
        return sequence == 0
                ? new StateClock(1, wallTime, nanos, nanos, wallTime.toEpochMilli())
                : new StateClock(sequence + 1, wallTime, nanos, observedSinceNanos, incarnation);
    }
}
