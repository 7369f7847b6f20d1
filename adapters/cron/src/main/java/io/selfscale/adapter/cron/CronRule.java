package io.selfscale.adapter.cron;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What starts and ends make of a window, by the clock on the wall. */
enum CronRule {
    /** Open from each start to the first end after it. Starts while it is open change nothing. */
    UNTIL_NEXT_END {
        @Override
        @Nullable
        LocalInterval at(CronExpression starts, CronExpression ends, LocalDateTime time) {
            LocalDateTime start = starts.lastUntil(time);
            LocalDateTime end = start == null ? null : ends.nextAfter(start);
            if (start == null || end == null || !end.isAfter(time)) {
                return null;
            }
            // An earlier start without an end in between has opened the same window.
            LocalDateTime lastEnd = ends.lastUntil(start);
            LocalDateTime first = lastEnd == null ? null : starts.nextAfter(lastEnd.minusMinutes(1));
            return new LocalInterval(first == null ? start : first, end);
        }

        @Override
        @Nullable
        LocalInterval after(CronExpression starts, CronExpression ends, LocalDateTime time) {
            LocalInterval open = at(starts, ends, time);
            LocalDateTime start =
                    starts.nextAfter(open == null ? time : open.end().minusMinutes(1));
            LocalDateTime end = start == null ? null : ends.nextAfter(start);
            return start == null || end == null ? null : new LocalInterval(start, end);
        }
    },

    /** Open whenever the next end is not after the next start. */
    KEDA {
        @Override
        @Nullable
        LocalInterval at(CronExpression starts, CronExpression ends, LocalDateTime time) {
            LocalDateTime end = ends.nextAfter(time);
            LocalDateTime nextStart = starts.nextAfter(time);
            if (end == null || (nextStart != null && end.isAfter(nextStart))) {
                return null;
            }
            // It has been so since whichever fired last.
            LocalDateTime lastStart = starts.lastUntil(time);
            LocalDateTime lastEnd = ends.lastUntil(time);
            LocalDateTime start =
                    lastStart == null || (lastEnd != null && lastEnd.isAfter(lastStart)) ? lastEnd : lastStart;
            return start == null ? null : new LocalInterval(start, end);
        }

        @Override
        @Nullable
        LocalInterval after(CronExpression starts, CronExpression ends, LocalDateTime time) {
            // It is open before each end, since the last of whatever fired before that end.
            LocalDateTime end = ends.nextAfter(time);
            while (end != null) {
                LocalInterval open = at(starts, ends, end.minusMinutes(1));
                if (open != null && open.start().isAfter(time)) {
                    return open;
                }
                end = ends.nextAfter(end);
            }
            return null;
        }
    };

    /** Returns the interval that a time is in, or null. */
    abstract @Nullable LocalInterval at(CronExpression starts, CronExpression ends, LocalDateTime time);

    /** Returns the first interval that starts after a time, or null. */
    abstract @Nullable LocalInterval after(CronExpression starts, CronExpression ends, LocalDateTime time);
}
