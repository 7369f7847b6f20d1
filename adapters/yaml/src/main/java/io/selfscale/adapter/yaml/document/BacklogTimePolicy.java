package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.policy.Backlog;
import io.selfscale.engine.policy.BacklogTime;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code backlogTime}: {@link BacklogTime}. */
final class BacklogTimePolicy {

    private static final SignalForm TOTAL = SignalForm.of(SignalKind.TOTAL);

    private static final Field<BacklogTime, String> NAME = PolicyKeys.name("backlog_time");
    private static final Field<BacklogTime, Signal> BACKLOG =
            Field.required("backlog", TOTAL, policy -> policy.backlog().signal(), "the work that waits");
    private static final Field<BacklogTime, Duration> DRAIN = Field.required(
            "drain", Forms.POSITIVE_DURATION, policy -> policy.backlog().drain(), "time to work it off in");
    private static final Field<BacklogTime, Signal> ARRIVALS = Field.required(
            "arrivals", TOTAL, BacklogTime::arrivals, "work that arrives per second, refused work included");
    private static final Field<BacklogTime, Double> GIVEN = Field.optional(
            "ratePerReplica",
            Forms.POSITIVE_NUMBER,
            policy -> policy.rate() instanceof BacklogTime.Given given ? (Double) given.perSecond() : null,
            "work per second of one replica that is never idle, if that is known beforehand");
    private static final Field<BacklogTime, Signal> MEASURED = Field.optional(
            "rateSignal",
            SignalForm.of(SignalKind.PER_REPLICA),
            policy -> policy.rate() instanceof BacklogTime.Measured measured ? measured.signal() : null,
            "the signal that measures it otherwise");
    private static final Field<BacklogTime, Double> UTILIZATION = Field.optional(
            "utilization",
            Forms.SHARE,
            BacklogTime.DEFAULT_UTILIZATION,
            BacklogTime::utilization,
            "share of the rate to count on");
    private static final SizingKeys<BacklogTime> SIZING = SizingKeys.of(BacklogTime::settings);

    static final ObjectForm<BacklogTime> FORM = ObjectForm.of(
            "backlog-time",
            "Has as many replicas as keep up with the work that arrives and work a backlog off in time.",
            SIZING.after(List.of(NAME, BACKLOG, DRAIN, ARRIVALS, GIVEN, MEASURED, UTILIZATION)),
            values -> {
                Double given = values.orNull(GIVEN);
                Signal measured = values.orNull(MEASURED);
                BacklogTime.Rate rate;
                if (given != null && measured == null) {
                    rate = BacklogTime.Rate.given(given);
                } else if (measured != null && given == null) {
                    rate = BacklogTime.Rate.measured(measured);
                } else {
                    throw new IllegalArgumentException("one of ratePerReplica and rateSignal must be there");
                }
                return new BacklogTime(
                        values.get(NAME),
                        new Backlog(values.get(BACKLOG), values.get(DRAIN)),
                        values.get(ARRIVALS),
                        rate,
                        values.get(UTILIZATION),
                        SIZING.settings(values));
            });

    private BacklogTimePolicy() {}
}
