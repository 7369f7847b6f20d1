package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.EitherForm;
import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.MappedForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.engine.policy.ExpectedPeak;
import io.selfscale.engine.policy.ReadyBy;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.schedule.Recurrence;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.engine.schedule.WindowKind;
import java.time.Duration;
import java.util.List;

/** {@code schedule}: {@link Schedule}, and {@code readyBy}: {@link ReadyBy}. */
final class SchedulePolicies {

    private static final int MOST_REPLICAS = 1_000_000;

    /** Windows are checked against each other, pair by pair. */
    private static final int MOST_WINDOWS = 20;

    private static final Field<ScheduleWindow, String> WINDOW_NAME =
            Field.required("name", Forms.TEXT, ScheduleWindow::name, "name in explanations, unique in its schedule");
    private static final Field<ScheduleWindow, WindowKind> KIND = Field.required(
            "kind",
            Forms.choice(WindowKind.class),
            ScheduleWindow::kind,
            "at least so many, at most, exactly, no scale-in, no scale-out");
    private static final Field<ScheduleWindow, Integer> VALUE = Field.optional(
            "replicas",
            Forms.integer(0, MOST_REPLICAS),
            window -> window.kind().hasValue() ? window.value() : null,
            "how many; not for a freeze");
    private static final Field<ScheduleWindow, Recurrence> WHEN =
            Field.required("when", Recurrences.FORM, ScheduleWindow::when, "when it is open");
    private static final Field<ScheduleWindow, Duration> RAMP = Field.optional(
            "ramp",
            Forms.DURATION,
            Duration.ZERO,
            ScheduleWindow::ramp,
            "time before the start over which a floor rises to its value");
    private static final Field<ScheduleWindow, Boolean> URGENT =
            Field.optional("urgent", Forms.TRUTH, false, ScheduleWindow::urgent, "whether rate limits give way to it");
    private static final ObjectForm<ScheduleWindow> WINDOW = ObjectForm.of(
            "window",
            "What is asked of the number of replicas while a window is open.",
            List.of(WINDOW_NAME, KIND, VALUE, WHEN, RAMP, URGENT),
            values -> {
                WindowKind kind = values.get(KIND);
                if (kind.hasValue() && !values.has(VALUE)) {
                    throw new IllegalArgumentException(
                            "replicas must be there for a window of kind " + Forms.name(kind));
                }
                return new ScheduleWindow(
                        values.get(WINDOW_NAME),
                        values.get(WHEN),
                        kind,
                        values.orElse(VALUE, 0),
                        values.get(RAMP),
                        values.get(URGENT));
            });

    private static final Field<Schedule, String> SCHEDULE_NAME = PolicyKeys.name("schedule");
    private static final Field<Schedule, List<ScheduleWindow>> WINDOWS = Field.required(
            "windows",
            new ListForm<>(WINDOW, 1, MOST_WINDOWS),
            Schedule::plan,
            "the windows; the largest floor, the least cap and the last exact value apply");

    static final ObjectForm<Schedule> SCHEDULE = ObjectForm.of(
            "schedule",
            "Bounds or freezes the size at times known in advance.",
            List.of(SCHEDULE_NAME, WINDOWS),
            values -> new Schedule(values.get(SCHEDULE_NAME), values.get(WINDOWS)));

    private static final Field<ExpectedPeak.Load, Double> PER_SECOND = Field.required(
            "perSecond", Forms.POSITIVE_NUMBER, ExpectedPeak.Load::perSecond, "arrivals per second at the peak");
    private static final Field<ExpectedPeak.Load, Duration> SERVICE_TIME = Field.required(
            "serviceTime",
            Forms.POSITIVE_DURATION,
            ExpectedPeak.Load::serviceTime,
            "mean time that one unit of work occupies a slot");
    private static final Field<ExpectedPeak.Load, Integer> SLOTS = Field.optional(
            "slots",
            Forms.integer(1, 100_000),
            1,
            ExpectedPeak.Load::slots,
            "units of work that one replica serves at the same time");
    private static final Field<ExpectedPeak.Load, Double> UTILIZATION = Field.optional(
            "utilization", Forms.SHARE, 0.8, ExpectedPeak.Load::utilization, "share of the slots that may be busy");
    private static final ObjectForm<ExpectedPeak.Load> LOAD = ObjectForm.of(
            "peak-load",
            "A peak known as load.",
            List.of(PER_SECOND, SERVICE_TIME, SLOTS, UTILIZATION),
            values -> new ExpectedPeak.Load(
                    values.get(PER_SECOND), values.get(SERVICE_TIME), values.get(SLOTS), values.get(UTILIZATION)));
    private static final Form<ExpectedPeak> PEAK = new EitherForm<>(
            new MappedForm<Integer, ExpectedPeak>(
                    Forms.integer(1, MOST_REPLICAS),
                    ExpectedPeak.Replicas::new,
                    peak -> ((ExpectedPeak.Replicas) peak).count()),
            new MappedForm<ExpectedPeak.Load, ExpectedPeak>(LOAD, load -> load, peak -> (ExpectedPeak.Load) peak),
            peak -> peak instanceof ExpectedPeak.Replicas);

    private static final Field<ReadyBy, String> READY_NAME = PolicyKeys.name("ready_by");
    private static final Field<ReadyBy, Recurrence> PEAK_TIME =
            Field.required("when", Recurrences.FORM, ReadyBy::when, "the peak: ready by its start, held until its end");
    private static final Field<ReadyBy, ExpectedPeak> EXPECTED =
            Field.required("peak", PEAK, ReadyBy::peak, "what is expected: a number of replicas, or a load");
    private static final Field<ReadyBy, Double> SHARE = Field.optional(
            "share", Forms.SHARE, ReadyBy.DEFAULT_SHARE, ReadyBy::share, "share of the peak that is to be ready");
    private static final Field<ReadyBy, Duration> MARGIN =
            Field.optional("margin", Forms.DURATION, ReadyBy.DEFAULT_MARGIN, ReadyBy::margin, "time to spare");
    private static final Field<ReadyBy, Duration> PEAK_RAMP = Field.optional(
            "ramp", Forms.DURATION, Duration.ZERO, ReadyBy::ramp, "time over which the starts are spread");
    private static final Field<ReadyBy, Boolean> PEAK_URGENT =
            Field.optional("urgent", Forms.TRUTH, true, ReadyBy::urgent, "whether rate limits give way to it");

    static final ObjectForm<ReadyBy> READY_BY = ObjectForm.of(
            "ready-by",
            "Has a share of an expected peak ready when it begins: ordered a start-up time, a margin and a ramp"
                    + " before.",
            List.of(READY_NAME, PEAK_TIME, EXPECTED, SHARE, MARGIN, PEAK_RAMP, PEAK_URGENT),
            values -> new ReadyBy(
                    values.get(READY_NAME),
                    values.get(PEAK_TIME),
                    values.get(EXPECTED),
                    values.get(SHARE),
                    values.get(MARGIN),
                    values.get(PEAK_RAMP),
                    values.get(PEAK_URGENT)));

    private SchedulePolicies() {}
}
