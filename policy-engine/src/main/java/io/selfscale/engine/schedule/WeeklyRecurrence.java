package io.selfscale.engine.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A window that opens on days of the week. An end that is not after the start is on the next day, so that equal times
 * mean a whole day. See {@link ZonedBoundary} for local times that are skipped or repeated.
 *
 * @param days on which it opens, at least one; copied, in the order of the week
 * @param start local time at which it opens
 * @param end local time at which it closes
 * @param zone whose local time
 */
public record WeeklyRecurrence(Set<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) implements Recurrence {

    public WeeklyRecurrence {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(zone, "zone");
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a weekly window needs at least one day");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** Returns a window that opens every day. */
    public static WeeklyRecurrence daily(LocalTime start, LocalTime end, ZoneId zone) {
        return new WeeklyRecurrence(EnumSet.allOf(DayOfWeek.class), start, end, zone);
    }

    /** Returns a window that opens on the given days. */
    public static WeeklyRecurrence on(Set<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) {
        return new WeeklyRecurrence(days, start, end, zone);
    }

    @Override
    public @Nullable Occurrence openAt(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        // A start in a skipped hour may fall on the next day, and an end on the day after the next.
        for (int back = -1; back <= 2; back++) {
            Occurrence occurrence = startingOn(today.minusDays(back));
            if (occurrence != null && occurrence.contains(at)) {
                return occurrence;
            }
        }
        return null;
    }

    @Override
    public Occurrence nextAfter(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        for (int ahead = -1; ahead <= 8; ahead++) {
            Occurrence occurrence = startingOn(today.plusDays(ahead));
            if (occurrence != null && occurrence.start().isAfter(at)) {
                return occurrence;
            }
        }
        throw new AssertionError("a weekly window opens every week: " + this + " after " + at);
    }

    private @Nullable Occurrence startingOn(LocalDate date) {
        if (!days.contains(date.getDayOfWeek())) {
            return null;
        }
        LocalDate last = end.isAfter(start) ? date : date.plusDays(1);
        return ZonedBoundary.occurrence(date.atTime(start), last.atTime(end), zone);
    }

    @Override
    public String toString() {
        String when = days.size() == 7
                ? "every day"
                : days.stream()
                        .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                        .collect(Collectors.joining(", "));
        return when + " " + start + " to " + end + " " + zone;
    }
}
