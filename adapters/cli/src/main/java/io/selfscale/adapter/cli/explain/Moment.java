package io.selfscale.adapter.cli.explain;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.journal.ToldDecision;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the decision in force at a moment that a person wrote. */
final class Moment {

    private Moment() {}

    /**
     * Returns the position of the last decision at or before a moment.
     *
     * @param text an instant such as {@code 2026-11-11T00:07:15Z}, or a time of day in UTC such as {@code 00:07}, which
     *     means the last one that the journal covers
     * @throws UsageException if it is neither, or outside of what the journal covers
     */
    static int find(String text, List<ToldDecision> decisions) {
        if (decisions.isEmpty()) {
            throw new UsageException("the journal holds no decision");
        }
        Instant first = decisions.get(0).observation().wallTime();
        Instant last = decisions.get(decisions.size() - 1).observation().wallTime();
        Instant moment = throughItsMillisecond(instant(text, last));
        if (moment.isBefore(first) || moment.isAfter(last.plus(usualDistance(decisions)))) {
            throw new UsageException(
                    "--at " + text + " is outside of what the journal covers: " + first + " to " + last);
        }
        int found = 0;
        for (int i = 0; i < decisions.size(); i++) {
            if (!decisions.get(i).observation().wallTime().isAfter(moment)) {
                found = i;
            }
        }
        return found;
    }

    /** Times are printed cut to milliseconds: who copies one means the decision within it, not the one before. */
    private static Instant throughItsMillisecond(Instant moment) {
        Instant whole = moment.truncatedTo(ChronoUnit.MILLIS);
        return moment.equals(whole) ? whole.plusMillis(1).minusNanos(1) : moment;
    }

    /** The last decision is in force until the next one would have been due. */
    private static Duration usualDistance(List<ToldDecision> decisions) {
        int size = decisions.size();
        return size < 2
                ? Duration.ofSeconds(1)
                : Duration.between(
                        decisions.get(size - 2).observation().wallTime(),
                        decisions.get(size - 1).observation().wallTime());
    }

    private static Instant instant(String text, Instant last) {
        LocalTime time = timeOfDay(text);
        if (time == null) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new UsageException(
                        "--at must be a moment such as 2026-11-11T00:07:15Z, or a time of day in UTC such as 00:07:15,"
                                + " but was '" + text + "'",
                        e);
            }
        }
        LocalDate day = last.atOffset(ZoneOffset.UTC).toLocalDate();
        Instant moment = day.atTime(time).toInstant(ZoneOffset.UTC);
        return moment.isAfter(last) ? day.minusDays(1).atTime(time).toInstant(ZoneOffset.UTC) : moment;
    }

    private static @Nullable LocalTime timeOfDay(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
