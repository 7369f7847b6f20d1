package io.selfscale.engine.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window that opens once.
 *
 * @param occurrence when
 * @param zone the time zone in which people think of it
 */
public record SingleOccurrence(Occurrence occurrence, ZoneId zone) implements Recurrence {

    public SingleOccurrence {
        Objects.requireNonNull(occurrence, "occurrence");
        Objects.requireNonNull(zone, "zone");
    }

    /**
     * Returns a window from one local time to a later one; see {@link ZonedBoundary} for times that are skipped or
     * repeated.
     *
     * @throws IllegalArgumentException if the end is not after the start
     */
    public static SingleOccurrence of(LocalDateTime start, LocalDateTime end, ZoneId zone) {
        return new SingleOccurrence(ZonedBoundary.occurrence(start, end, zone), zone);
    }

    @Override
    public @Nullable Occurrence openAt(Instant at) {
        return occurrence.contains(at) ? occurrence : null;
    }

    @Override
    public @Nullable Occurrence nextAfter(Instant at) {
        return occurrence.start().isAfter(at) ? occurrence : null;
    }

    @Override
    public List<Occurrence> representative() {
        return List.of(occurrence);
    }

    @Override
    public String toString() {
        return "from " + occurrence.start().atZone(zone) + " to "
                + occurrence.end().atZone(zone);
    }
}
