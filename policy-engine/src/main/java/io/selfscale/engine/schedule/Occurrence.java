package io.selfscale.engine.schedule;

import java.time.Instant;

/**
 * One time that a recurring window is open: the half-open interval {@code [start, end)}.
 *
 * @param start first moment at which it is open
 * @param end first moment at which it is closed again, after {@code start}
 */
public record Occurrence(Instant start, Instant end) {

    public Occurrence {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("a window must end after its start " + start + " but ends at " + end);
        }
    }

    /** Tells whether the window is open at a moment. */
    public boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }
}
