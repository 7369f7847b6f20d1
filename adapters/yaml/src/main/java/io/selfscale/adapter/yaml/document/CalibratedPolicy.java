package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.policy.DeviationBand;
import io.selfscale.engine.policy.Headroom;
import io.selfscale.engine.policy.LoadSignals;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code calibrated}: {@link CalibratedSizing}. */
final class CalibratedPolicy {

    private static final SignalForm TOTAL = SignalForm.of(SignalKind.TOTAL);

    private static final Field<Headroom, Double> GOAL = Field.optional(
            "goal",
            Forms.SHARE,
            Headroom.DEFAULT.goal(),
            Headroom::goal,
            "share of requests that may be late, or degraded where those count as well");
    private static final Field<Headroom, Double> GAIN = Field.optional(
            "gainPerMinute",
            Forms.ANY_SHARE,
            Headroom.DEFAULT.gainPerMinute(),
            Headroom::gainPerMinute,
            "how much it grows within a minute in which every request is late; 0 keeps it as it is");
    private static final Field<Headroom, Double> LEAST =
            Field.optional("least", Forms.ANY_SHARE, Headroom.DEFAULT.least(), Headroom::least, "smallest head-room");
    private static final Field<Headroom, Double> FIRST = Field.optional(
            "first", Forms.ANY_SHARE, Headroom.DEFAULT.first(), Headroom::first, "head-room to begin with");
    private static final Field<Headroom, Double> GREATEST = Field.optional(
            "greatest", Forms.ANY_SHARE, Headroom.DEFAULT.greatest(), Headroom::greatest, "largest head-room");
    static final ObjectForm<Headroom> HEADROOM_FORM = ObjectForm.of(
            "headroom",
            "The factor on the work that capacity is ordered for, and how it follows the share of late requests.",
            List.of(GOAL, GAIN, LEAST, FIRST, GREATEST),
            values -> new Headroom(
                    values.get(GOAL), values.get(GAIN), values.get(LEAST), values.get(FIRST), values.get(GREATEST)));

    private static final Field<DeviationBand, Double> OUT = Field.optional(
            "out",
            Forms.atLeast(0),
            DeviationBand.DEFAULT.out(),
            DeviationBand::out,
            "how much less work a larger size must still be needed for");
    private static final Field<DeviationBand, Double> IN = Field.optional(
            "in",
            Forms.atLeast(0),
            DeviationBand.DEFAULT.in(),
            DeviationBand::in,
            "how much more work a smaller size must carry");
    static final ObjectForm<DeviationBand> BAND_FORM = ObjectForm.of(
            "band",
            "How far work may be off the size, in standard deviations of the requests in service.",
            List.of(OUT, IN),
            values -> new DeviationBand(values.get(OUT), values.get(IN)));

    private static final Field<CalibratedSizing, String> NAME = PolicyKeys.name("calibrated");
    private static final Field<CalibratedSizing, Signal> ARRIVALS = Field.required(
            "arrivals", TOTAL, policy -> policy.load().arrivals(), "requests per second, refused ones included");
    private static final Field<CalibratedSizing, Signal> SERVICE_TIME = Field.required(
            "serviceTime",
            SignalForm.of(SignalKind.DURATION),
            policy -> policy.load().serviceTime(),
            "time that a request holds a slot while all slots of its replica are taken, waiting excluded");
    private static final Field<CalibratedSizing, Signal> WAITING =
            Field.optional("waiting", TOTAL, policy -> policy.load().waiting(), "requests that wait");
    private static final Field<CalibratedSizing, Signal> RUNNING =
            Field.optional("running", TOTAL, policy -> policy.load().running(), "requests in service");
    private static final Field<CalibratedSizing, Signal> LATE = Field.optional(
            "lateShare",
            SignalForm.of(SignalKind.RATIO),
            policy -> policy.load().lateShare(),
            "share of the requests lately that waited for longer than `longestWait`, or were refused, or, where"
                    + " there is a brownout ladder, were served at less than full service");
    private static final Field<CalibratedSizing, Integer> SLOTS = Field.required(
            "slots",
            Forms.integer(1, Integer.MAX_VALUE),
            CalibratedSizing::slots,
            "requests that a replica serves at the same time");
    private static final Field<CalibratedSizing, Duration> WAIT = Field.required(
            "longestWait", Forms.DURATION, policy -> policy.objective().longestWait(), "longest wait for a slot");
    private static final Field<CalibratedSizing, Double> SHARE = Field.optional(
            "share",
            Forms.SHARE,
            0.9,
            policy -> policy.objective().share(),
            "share of requests that wait no longer by the model; the head-room does the rest");
    private static final Field<CalibratedSizing, Double> UTILIZATION = Field.optional(
            "maxUtilization",
            Forms.SHARE,
            WaitObjective.DEFAULT_MAX_UTILIZATION,
            policy -> policy.objective().maxUtilization(),
            "largest utilization of replicas by the model");
    private static final Field<CalibratedSizing, Duration> DRAIN = Field.optional(
            "drain",
            Forms.POSITIVE_DURATION,
            CalibratedSizing.DEFAULT_DRAIN,
            CalibratedSizing::drain,
            "time in which what waits is worked off");
    private static final Field<CalibratedSizing, Headroom> HEADROOM = Field.optional(
            "headroom", HEADROOM_FORM, Headroom.DEFAULT, CalibratedSizing::headroom, "how it is calibrated");
    private static final Field<CalibratedSizing, DeviationBand> BAND = Field.optional(
            "band", BAND_FORM, DeviationBand.DEFAULT, CalibratedSizing::band, "how far the work may be off the size");
    private static final Field<CalibratedSizing, Duration> WINDOW = Field.optional(
            "window",
            Forms.POSITIVE_DURATION,
            CalibratedSizing.DEFAULT_WINDOW,
            CalibratedSizing::window,
            "how far back arrivals are averaged; a rise is told from the window before");
    private static final Field<CalibratedSizing, Duration> EVERY =
            PolicyKeys.every(Duration.ZERO, CalibratedSizing::period);

    static final ObjectForm<CalibratedSizing> FORM = ObjectForm.of(
            "calibrated",
            "Sizes by Erlang C for the work that arrives, with a head-room that follows the share of late requests.",
            List.of(
                    NAME,
                    ARRIVALS,
                    SERVICE_TIME,
                    WAITING,
                    RUNNING,
                    LATE,
                    SLOTS,
                    WAIT,
                    SHARE,
                    UTILIZATION,
                    DRAIN,
                    HEADROOM,
                    BAND,
                    WINDOW,
                    EVERY),
            values -> new CalibratedSizing(
                    values.get(NAME),
                    new LoadSignals(
                            values.get(ARRIVALS),
                            values.get(SERVICE_TIME),
                            values.orNull(WAITING),
                            values.orNull(RUNNING),
                            values.orNull(LATE)),
                    values.get(SLOTS),
                    new WaitObjective(values.get(WAIT), values.get(SHARE), values.get(UTILIZATION)),
                    values.get(DRAIN),
                    values.get(HEADROOM),
                    values.get(BAND),
                    values.get(WINDOW),
                    values.get(EVERY)));

    private CalibratedPolicy() {}
}
