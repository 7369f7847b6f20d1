package io.selfscale.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * The moments at which a window written in local time starts and ends, where local time skips or repeats an hour
 * (semantics section 13). Pure.
 *
 * <ul>
 *   <li>A start that local time skips is the first moment after the skipped hour; an end that it skips is moved by the
 *       length of what is skipped. A window inside the skipped hour is open for as long as on any day, right after it.
 *   <li>Of two occurrences of a repeated local time, the first starts a window and the last ends it.
 * </ul>
 */
public final class ZonedBoundary {

    private ZonedBoundary() {}

    /**
     * Returns when a window from one local time to a later one is open.
     *
     * @throws IllegalArgumentException if the end is not after the start
     */
    public static Occurrence occurrence(LocalDateTime start, LocalDateTime end, ZoneId zone) {
        Duration length = Duration.between(start, end);
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a window must end after its start " + start + " but ends at " + end);
        }
        Instant opens = start(start, zone);
        Instant closes = end(end, zone);
        return new Occurrence(opens, closes.isAfter(opens) ? closes : opens.plus(length));
    }

    /** Returns the moment at which a window that starts at a local time starts. */
    public static Instant start(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return gap(local, zone).getInstant();
        }
        return local.toInstant(offsets.get(0));
    }

    /** Returns the moment at which a window that ends at a local time ends. */
    public static Instant end(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            // The offset before the gap applied to a time inside it is that time moved by the length of the gap.
            return local.toInstant(gap(local, zone).getOffsetBefore());
        }
        return local.toInstant(offsets.get(offsets.size() - 1));
    }

    private static ZoneOffsetTransition gap(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition == null) {
            throw new AssertionError("no offset and no transition at " + local + " in " + zone);
        }
        return transition;
    }
}
