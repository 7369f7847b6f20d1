package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.cron.CronRecurrence;
import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.OneOfForm;
import io.selfscale.adapter.yaml.form.OneOfForm.Alternative;
import io.selfscale.adapter.yaml.form.TextForm;
import io.selfscale.engine.schedule.Recurrence;
import io.selfscale.engine.schedule.SingleOccurrence;
import io.selfscale.engine.schedule.WeeklyRecurrence;
import io.selfscale.engine.schedule.YearlyRecurrence;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** When a window is open, under {@code when}. */
final class Recurrences {

    /** Openings of a cron window that are allowed in ten days: what opens more often is no schedule. */
    private static final int MOST_OPENINGS = 120;

    private static final Duration LONGEST = Duration.ofDays(400);

    private static final Form<LocalTime> TIME = dated(
            "a time of day such as 20:00", "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$", LocalTime::parse, LocalTime::toString);
    private static final Form<MonthDay> DAY = dated(
            "a day of the year such as 11-11",
            "^[0-9]{2}-[0-9]{2}$",
            text -> MonthDay.parse("--" + text),
            day -> day.toString().substring(2));
    private static final Form<LocalDateTime> DATE = dated(
            "a local date and time such as 2026-11-11T20:00",
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
            text -> {
                LocalDateTime time = LocalDateTime.parse(text);
                if (time.getYear() < 2000 || time.getYear() > 2999) {
                    throw new IllegalArgumentException("it is not in the years 2000 to 2999");
                }
                return time;
            },
            LocalDateTime::toString);
    private static final Form<DayOfWeek> WEEKDAY = new TextForm<>(
            "a day of the week such as monday or mon",
            Map.of(
                    "enum",
                    Arrays.stream(DayOfWeek.values())
                            .flatMap(day ->
                                    List.of(Forms.name(day), Forms.name(day).substring(0, 3)).stream())
                            .toList()),
            (scalar, scope) -> Arrays.stream(DayOfWeek.values())
                    .filter(day -> {
                        String text = scalar.text().toUpperCase(Locale.ROOT);
                        return day.name().equals(text)
                                || day.name().substring(0, 3).equals(text);
                    })
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("")),
            day -> Forms.name(day).substring(0, 3));

    private static final Field<WeeklyRecurrence, List<DayOfWeek>> DAYS = Field.optional(
            "days",
            new ListForm<>(WEEKDAY, 1),
            List.of(DayOfWeek.values()),
            weekly -> List.copyOf(weekly.days()),
            "days on which it opens; every day by default");
    private static final Field<WeeklyRecurrence, LocalTime> OPENS =
            Field.required("from", TIME, WeeklyRecurrence::start, "local time at which it opens");
    private static final Field<WeeklyRecurrence, LocalTime> CLOSES = Field.required(
            "to", TIME, WeeklyRecurrence::end, "local time at which it closes; on the next day if not after `from`");
    private static final Field<WeeklyRecurrence, ZoneId> WEEKLY_ZONE =
            Field.required("zone", Forms.ZONE, WeeklyRecurrence::zone, "whose local time");
    private static final ObjectForm<WeeklyRecurrence> WEEKLY =
            ObjectForm.of("weekly", "Opens on days of the week.", List.of(DAYS, OPENS, CLOSES, WEEKLY_ZONE), values -> {
                Set<DayOfWeek> days = EnumSet.copyOf(values.get(DAYS));
                return new WeeklyRecurrence(days, values.get(OPENS), values.get(CLOSES), values.get(WEEKLY_ZONE));
            });

    private static final Field<YearlyRecurrence, MonthDay> FIRST =
            Field.required("day", DAY, YearlyRecurrence::firstDay, "month and day on which it opens");
    private static final Field<YearlyRecurrence, LocalTime> YEARLY_OPENS =
            Field.required("from", TIME, YearlyRecurrence::start, "local time at which it opens");
    private static final Field<YearlyRecurrence, MonthDay> LAST = Field.optional(
            "lastDay",
            DAY,
            yearly -> yearly.lastDay().equals(yearly.firstDay()) ? null : yearly.lastDay(),
            "month and day on which it closes; `day` by default");
    private static final Field<YearlyRecurrence, LocalTime> YEARLY_CLOSES = Field.required(
            "to", TIME, YearlyRecurrence::end, "local time at which it closes; on the next day if not after `from`");
    private static final Field<YearlyRecurrence, ZoneId> YEARLY_ZONE =
            Field.required("zone", Forms.ZONE, YearlyRecurrence::zone, "whose local time");
    private static final ObjectForm<YearlyRecurrence> YEARLY = ObjectForm.of(
            "yearly",
            "Opens once a year.",
            List.of(FIRST, YEARLY_OPENS, LAST, YEARLY_CLOSES, YEARLY_ZONE),
            values -> new YearlyRecurrence(
                    values.get(FIRST),
                    values.get(YEARLY_OPENS),
                    values.orElse(LAST, values.get(FIRST)),
                    values.get(YEARLY_CLOSES),
                    values.get(YEARLY_ZONE)));

    private static final Field<SingleOccurrence, LocalDateTime> ONCE_OPENS = Field.required(
            "from", DATE, once -> local(once, once.occurrence().start()), "local time at which it opens");
    private static final Field<SingleOccurrence, LocalDateTime> ONCE_CLOSES =
            Field.required("to", DATE, once -> local(once, once.occurrence().end()), "local time at which it closes");
    private static final Field<SingleOccurrence, ZoneId> ONCE_ZONE =
            Field.required("zone", Forms.ZONE, SingleOccurrence::zone, "whose local time");
    private static final ObjectForm<SingleOccurrence> ONCE = ObjectForm.of(
            "once", "Opens once, for 400 days at most.", List.of(ONCE_OPENS, ONCE_CLOSES, ONCE_ZONE), values -> {
                LocalDateTime from = values.get(ONCE_OPENS);
                LocalDateTime to = values.get(ONCE_CLOSES);
                if (Duration.between(from, to).compareTo(LONGEST) > 0) {
                    throw new IllegalArgumentException("to must be at most 400 days after from " + from);
                }
                return SingleOccurrence.of(from, to, values.get(ONCE_ZONE));
            });

    private static final Field<CronRecurrence, String> STARTS =
            Field.required("start", Forms.TEXT, CronRecurrence::start, "cron expression of five fields that opens it");
    private static final Field<CronRecurrence, String> ENDS =
            Field.required("end", Forms.TEXT, CronRecurrence::end, "cron expression that closes it");
    private static final Field<CronRecurrence, ZoneId> CRON_ZONE =
            Field.required("zone", Forms.ZONE, CronRecurrence::zone, "whose local time");
    private static final Field<CronRecurrence, Boolean> KEDA = Field.optional(
            "keda",
            Forms.TRUTH,
            false,
            CronRecurrence::isKeda,
            "open as a KEDA cron trigger is active: whenever the next end is not after the next start");
    private static final ObjectForm<CronRecurrence> CRON = ObjectForm.of(
            "cron",
            "Opens when one cron expression fires and closes when another does.",
            List.of(STARTS, ENDS, CRON_ZONE, KEDA),
            values -> cron(values.get(STARTS), values.get(ENDS), values.get(CRON_ZONE), values.get(KEDA)));

    static final OneOfForm<Recurrence> FORM = new OneOfForm<>(
            "recurrence",
            List.of(
                    new Alternative<>("weekly", WeeklyRecurrence.class, WEEKLY, false),
                    new Alternative<>("yearly", YearlyRecurrence.class, YEARLY, false),
                    new Alternative<>("once", SingleOccurrence.class, ONCE, false),
                    new Alternative<>("cron", CronRecurrence.class, CRON, false)));

    private Recurrences() {}

    /** Returns a window of cron expressions, if it opens so seldom that it can be a schedule. */
    static CronRecurrence cron(String start, String end, ZoneId zone, boolean keda) {
        CronRecurrence cron = keda ? CronRecurrence.keda(start, end, zone) : CronRecurrence.of(start, end, zone);
        int openings = cron.between(
                        Recurrence.SAMPLE_START, Recurrence.SAMPLE_START.plus(Duration.ofDays(10)), MOST_OPENINGS + 1)
                .size();
        if (openings > MOST_OPENINGS) {
            throw new IllegalArgumentException("a window must open at most " + MOST_OPENINGS
                    + " times in ten days, but one from \"" + start + "\" to \"" + end + "\" opens more often");
        }
        return cron;
    }

    private static LocalDateTime local(SingleOccurrence once, Instant instant) {
        return LocalDateTime.ofInstant(instant, once.zone());
    }

    private static <T> Form<T> dated(
            String expected, String pattern, Function<String, T> parser, Function<T, Object> writer) {
        return new TextForm<>(
                expected,
                Forms.textSchema(pattern),
                (scalar, scope) -> {
                    try {
                        return parser.apply(scalar.text());
                    } catch (DateTimeException e) {
                        throw new IllegalArgumentException("", e);
                    }
                },
                writer);
    }
}
