package io.selfscale.adapter.cron;

import io.selfscale.engine.schedule.Occurrence;
import io.selfscale.engine.schedule.Recurrence;
import io.selfscale.engine.schedule.ZonedBoundary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window that opens when one cron expression fires and closes when another does, in the local time of a zone.
 *
 * <p>Expressions have the five fields of Unix: minute, hour, day of month, month, day of week (0 or 7 is Sunday; names
 * of three letters are allowed). Local times that are skipped or repeated are treated as in any other window of the
 * engine (see {@link io.selfscale.engine.schedule.ZonedBoundary}), not as cron daemons do.
 *
 * <p>Immutable and safe for concurrent use. Results are remembered until an expression fires again, since the library
 * takes tens of microseconds for each; that changes no result.
 */
public final class CronRecurrence implements Recurrence {

    /** No change of local time is larger. */
    private static final Duration AROUND = Duration.ofHours(25);

    private final String start;
    private final String end;
    private final ZoneId zone;
    private final CronRule rule;
    private final CronExpression starts;
    private final CronExpression ends;
    private volatile @Nullable Answer lastOpen;
    private volatile @Nullable Answer lastNext;

    private CronRecurrence(String start, String end, ZoneId zone, CronRule rule) {
        this.start = start;
        this.end = end;
        this.zone = Objects.requireNonNull(zone, "zone");
        this.rule = rule;
        if (normalized(start).equals(normalized(end))) {
            throw new IllegalArgumentException(
                    "the start and the end of a cron window must differ but both are \"" + start + "\"");
        }
        this.starts = CronExpression.parse(start);
        this.ends = CronExpression.parse(end);
    }

    /**
     * Returns a window that opens whenever {@code start} fires and closes when {@code end} fires next.
     *
     * @throws IllegalArgumentException if one of them is no cron expression or never fires, or both are the same
     */
    public static CronRecurrence of(String start, String end, ZoneId zone) {
        return new CronRecurrence(start, end, zone, CronRule.UNTIL_NEXT_END);
    }

    /**
     * Returns a window as a KEDA cron trigger has it (semantics section 3): open whenever the next end is not after the
     * next start. That is the same where starts and ends alternate; where they do not, it is open before an end that no
     * start came before: with a start on working days and an end every day, through Saturday and Sunday until the last
     * end before the next start.
     *
     * @throws IllegalArgumentException if one of them is no cron expression or never fires, or both are the same
     */
    public static CronRecurrence keda(String start, String end, ZoneId zone) {
        return new CronRecurrence(start, end, zone, CronRule.KEDA);
    }

    /** Returns the expression that opens it. */
    public String start() {
        return start;
    }

    /** Returns the expression that closes it. */
    public String end() {
        return end;
    }

    /** Tells whether it is open as a KEDA cron trigger is active. */
    public boolean isKeda() {
        return rule == CronRule.KEDA;
    }

    private static String normalized(String text) {
        return text.trim().replaceAll("\\s+", " ");
    }

    /**
     * An answer, and the moments for which it holds.
     *
     * @param from the moment it was asked for
     * @param until first moment after it for which the answer may be another
     */
    private record Answer(
            Instant from, Instant until, @Nullable Occurrence occurrence) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    @Override
    public @Nullable Occurrence openAt(Instant at) {
        Answer known = lastOpen;
        if (known == null || !known.holds(at)) {
            Occurrence open = findOpen(at);
            Occurrence next = nextAfter(at);
            Instant until = next == null ? Instant.MAX : next.start();
            known = new Answer(at, open == null || until.isBefore(open.end()) ? until : open.end(), open);
            lastOpen = known;
        }
        return known.occurrence();
    }

    @Override
    public @Nullable Occurrence nextAfter(Instant at) {
        Answer known = lastNext;
        if (known == null || !known.holds(at)) {
            Occurrence next = findNext(at);
            known = new Answer(at, next == null ? Instant.MAX : next.start(), next);
            lastNext = known;
        }
        return known.occurrence();
    }

    private @Nullable Occurrence findOpen(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        Duration change = changeAround(at);
        LocalDateTime earliest = local.minus(change);
        LocalInterval interval = rule.at(starts, ends, earliest);
        if (interval == null) {
            interval = rule.after(starts, ends, earliest);
        }
        Occurrence open = null;
        while (interval != null && !interval.start().isAfter(local.plus(change))) {
            Occurrence occurrence = ZonedBoundary.occurrence(interval.start(), interval.end(), zone);
            open = occurrence.contains(at) ? occurrence : open;
            interval = rule.after(starts, ends, interval.start());
        }
        return open;
    }

    private @Nullable Occurrence findNext(Instant at) {
        LocalDateTime earliest = LocalDateTime.ofInstant(at, zone).minus(changeAround(at));
        LocalInterval interval = rule.after(starts, ends, earliest);
        while (interval != null) {
            Occurrence occurrence = ZonedBoundary.occurrence(interval.start(), interval.end(), zone);
            if (occurrence.start().isAfter(at)) {
                return occurrence;
            }
            interval = rule.after(starts, ends, interval.start());
        }
        return null;
    }

    /** Returns by how much local time is changed within a day of a moment: how far it may be from what it seems. */
    private Duration changeAround(Instant at) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(at.minus(AROUND));
        return change == null || change.getInstant().isAfter(at.plus(AROUND))
                ? Duration.ZERO
                : change.getDuration().abs();
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CronRecurrence cron
                && normalized(start).equals(normalized(cron.start))
                && normalized(end).equals(normalized(cron.end))
                && zone.equals(cron.zone)
                && rule == cron.rule;
    }

    @Override
    public int hashCode() {
        return Objects.hash(normalized(start), normalized(end), zone, rule);
    }

    @Override
    public String toString() {
        return "from \"" + start + "\" to \"" + end + "\" " + zone;
    }
}
