package io.selfscale.engine.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window that opens once a year, such as that of a yearly sale. An end that is not after the start is on the next day
 * if both are given for the same day, and in the next year otherwise. The 29th of February is the 28th in a common
 * year. See {@link ZonedBoundary} for local times that are skipped or repeated.
 *
 * @param firstDay on which it opens
 * @param start local time at which it opens
 * @param lastDay on which it closes
 * @param end local time at which it closes
 * @param zone whose local time
 */
public record YearlyRecurrence(MonthDay firstDay, LocalTime start, MonthDay lastDay, LocalTime end, ZoneId zone)
        implements Recurrence {

    /** So many years have every combination of date, weekday and leap year. */
    private static final int SAMPLE_YEARS = 40;

    public YearlyRecurrence {
        Objects.requireNonNull(firstDay, "firstDay");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(lastDay, "lastDay");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(zone, "zone");
    }

    /** Returns a window on one day of the year. */
    public static YearlyRecurrence on(MonthDay day, LocalTime start, LocalTime end, ZoneId zone) {
        return new YearlyRecurrence(day, start, day, end, zone);
    }

    @Override
    public @Nullable Occurrence openAt(Instant at) {
        int year = at.atZone(zone).getYear();
        for (int back = 0; back <= 1; back++) {
            Occurrence occurrence = startingIn(year - back);
            if (occurrence.contains(at)) {
                return occurrence;
            }
        }
        return null;
    }

    @Override
    public Occurrence nextAfter(Instant at) {
        int year = at.atZone(zone).getYear();
        Occurrence occurrence = startingIn(year);
        return occurrence.start().isAfter(at) ? occurrence : startingIn(year + 1);
    }

    @Override
    public List<Occurrence> representative() {
        return between(
                SAMPLE_START, SAMPLE_START.atZone(zone).plusYears(SAMPLE_YEARS).toInstant());
    }

    private Occurrence startingIn(int year) {
        LocalDateTime opens = firstDay.atYear(year).atTime(start);
        LocalDateTime closes = lastDay.atYear(year).atTime(end);
        if (!closes.isAfter(opens)) {
            closes = lastDay.equals(firstDay)
                    ? closes.plusDays(1)
                    : lastDay.atYear(year + 1).atTime(end);
        }
        return ZonedBoundary.occurrence(opens, closes, zone);
    }

    @Override
    public String toString() {
        String last = lastDay.equals(firstDay) ? "" : lastDay.toString().substring(2) + " ";
        return "every year " + firstDay.toString().substring(2) + " " + start + " to " + last + end + " " + zone;
    }
}
