package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code demand}. */
final class DemandSection {

    private static final SignalForm TOTAL = SignalForm.of(SignalKind.TOTAL);

    private static final Field<DemandSpec, Signal> ARRIVALS = Field.required(
            "arrivals", TOTAL, DemandSpec::arrivals, "work that arrives per second, refused work included");
    private static final Field<DemandSpec, Signal> BACKLOG =
            Field.optional("backlog", TOTAL, DemandSpec::backlog, "work that waits");
    private static final Field<DemandSpec, Duration> DRAIN = Field.optional(
            "drain",
            Forms.POSITIVE_DURATION,
            Duration.ofMinutes(1),
            DemandSpec::drain,
            "time in which the backlog is to be worked off");
    private static final Field<DemandSpec, Signal> CAPACITY = Field.required(
            "capacity",
            SignalForm.of(SignalKind.PER_REPLICA),
            DemandSpec::capacity,
            "work per second that one ready replica serves when it is never idle");
    private static final Field<DemandSpec, Duration> WINDOW = Field.optional(
            "window",
            Forms.POSITIVE_DURATION,
            Duration.ofMinutes(1),
            DemandSpec::window,
            "how far back arrivals and capacity are averaged");
    private static final Field<DemandSpec, Integer> SPARE = Field.optional(
            "spare", Forms.integer(0, 1_000_000), 1, DemandSpec::spare, "replicas granted beyond the need");

    static final ObjectForm<DemandSpec> FORM = ObjectForm.of(
            "demand",
            "Where the demand for capacity is read from: with it, a scale-out goes no further than ready and ordered"
                    + " replicas leave a need for.",
            List.of(ARRIVALS, BACKLOG, DRAIN, CAPACITY, WINDOW, SPARE),
            values -> new DemandSpec(
                    values.get(ARRIVALS),
                    values.orNull(BACKLOG),
                    values.get(DRAIN),
                    values.get(CAPACITY),
                    values.get(WINDOW),
                    values.get(SPARE)));

    private DemandSection() {}
}
