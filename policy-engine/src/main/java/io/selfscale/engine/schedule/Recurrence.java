package io.selfscale.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a window is open, time and again. Pure: equal arguments give equal results, without a clock; safe for concurrent
 * use. Implementations are values, equal if they are always open together by the same rule, and {@code toString} says
 * when in words. Moments asked for are years 1970 to 9999.
 */
public interface Recurrence {

    /** The start of the stretch over which recurrences are compared; see {@link #representative()}. */
    Instant SAMPLE_START = Instant.parse("2026-01-01T00:00:00Z");

    /** The length of that stretch: more than a year, so that both changes of daylight saving are in it. */
    Duration SAMPLE_LENGTH = Duration.ofDays(400);

    /** Returns the occurrence that is open at a moment, the one that started last if there are two, or null. */
    @Nullable
    Occurrence openAt(Instant at);

    /** Returns the first occurrence that starts after a moment, or null if none ever does. */
    @Nullable
    Occurrence nextAfter(Instant at);

    /** Returns the time zone in which people think of it. */
    ZoneId zone();

    /** Tells whether it is open at a moment. */
    default boolean isOpen(Instant at) {
        return openAt(at) != null;
    }

    /** Returns the occurrences that are open at any moment of {@code [from, to)}, in the order of their starts. */
    default List<Occurrence> between(Instant from, Instant to) {
        return between(from, to, Integer.MAX_VALUE);
    }

    /** Returns the first of {@link #between(Instant, Instant)}, at most {@code limit}. */
    default List<Occurrence> between(Instant from, Instant to, int limit) {
        List<Occurrence> found = new ArrayList<>();
        Occurrence next = openAt(from);
        if (next == null) {
            next = nextAfter(from);
        }
        while (next != null && next.start().isBefore(to) && found.size() < limit) {
            found.add(next);
            next = nextAfter(next.start().isBefore(from) ? from : next.start());
        }
        return found;
    }

    /**
     * Returns occurrences that stand for all, to find contradictions between windows: by default those of 400 days, at
     * most 10,000.
     */
    default List<Occurrence> representative() {
        return between(SAMPLE_START, SAMPLE_START.plus(SAMPLE_LENGTH), 10_000);
    }
}
