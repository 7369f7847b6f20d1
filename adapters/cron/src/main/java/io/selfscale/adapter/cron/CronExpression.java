package io.selfscale.adapter.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression of five fields, in local time without a zone: what a clock on the wall shows when it fires. The
 * library is asked about UTC, where no hour is skipped or repeated; what to do about those is a rule of ours.
 */
final class CronExpression {

    /** Between two years of this distance every date occurs, the 29th of February included. */
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final String text;
    private final ExecutionTime times;

    private CronExpression(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
    }

    /**
     * Returns the expression that a text is.
     *
     * @throws IllegalArgumentException if it is none, or never fires
     */
    static CronExpression parse(String text) {
        ExecutionTime times;
        try {
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            Cron cron = parser.parse(text).validate();
            times = ExecutionTime.forCron(cron);
        } catch (RuntimeException e) {
            // The library throws several kinds for a text that is no expression.
            throw new IllegalArgumentException(
                    "a cron expression must have the fields minute, hour, day of month, month and day of week, such as"
                            + " \"0 8 * * 1-5\", but was \"" + text + "\": " + e.getMessage(),
                    e);
        }
        CronExpression expression = new CronExpression(text, times);
        if (expression.nextAfter(ANY_TIME) == null) {
            throw new IllegalArgumentException("cron expression \"" + text + "\" never fires");
        }
        return expression;
    }

    /** Returns the first time it fires after a time, or null if it does not within the years that the library looks at. */
    @Nullable
    LocalDateTime nextAfter(LocalDateTime time) {
        return times.nextExecution(minute(time).atZone(ZoneOffset.UTC))
                .map(next -> next.toLocalDateTime())
                .orElse(null);
    }

    /** Returns the last time it fired, up to a time and including it, or null. */
    @Nullable
    LocalDateTime lastUntil(LocalDateTime time) {
        return times.lastExecution(minute(time).plusMinutes(1).atZone(ZoneOffset.UTC))
                .map(last -> last.toLocalDateTime())
                .orElse(null);
    }

    /** Expressions fire on whole minutes, so that less than a minute makes no difference. */
    private static LocalDateTime minute(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }

    @Override
    public String toString() {
        return text;
    }
}
