package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.SignalBook;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** How a signal is described under {@code signals}. */
final class SignalSection {

    private static final Field<SignalSpec, String> NAME =
            Field.required("name", Forms.TEXT, spec -> spec.signal().name(), "lower-case words joined by `_` or `.`");
    private static final Field<SignalSpec, SignalKind> KIND = Field.required(
            "kind",
            SignalKeys.KIND,
            spec -> spec.signal().kind(),
            "how it relates to capacity: a sum over the target, a mean per replica, a utilization, a latency");
    private static final Field<SignalSpec, String> UNIT = Field.optional(
            "unit",
            Forms.TEXT,
            spec -> spec.signal()
                            .unit()
                            .equals(SignalBook.defaultUnit(spec.signal().kind()))
                    ? null
                    : spec.signal().unit(),
            "a plural noun for explanations; `units` by default, `1` for a ratio, `s` for a duration");
    private static final Field<SignalSpec, Boolean> REQUIRED = Field.optional(
            "required",
            Forms.TRUTH,
            true,
            SignalSpec::required,
            "whether nothing is scaled in while it is absent or stale");
    private static final Field<SignalSpec, Duration> MAX_AGE = Field.optional(
            "maxAge",
            Forms.POSITIVE_DURATION,
            SignalSpec.DEFAULT_MAX_AGE,
            SignalSpec::maxAge,
            "age beyond which a value is stale");
    private static final Field<SignalSpec, Duration> INTERVAL = Field.optional(
            "interval",
            Forms.DURATION,
            Duration.ZERO,
            SignalSpec::interval,
            "time between two measurements at the source, if that is longer than the tick");
    private static final Field<SignalSpec, SignalSpec.LevelEffect> LEVEL_EFFECT = Field.optional(
            "levelEffect",
            Forms.choice(SignalSpec.LevelEffect.class),
            SignalSpec.LevelEffect.NONE,
            SignalSpec::levelEffect,
            "what brownout does to it: nothing, shrinks it as a load on replicas, grows it as a capacity, or is counted in it"
                    + " as requests that were not served as promised");

    static final ObjectForm<SignalSpec> FORM = ObjectForm.of(
            "signal",
            "A typed measurement that policies use.",
            List.of(NAME, KIND, UNIT, REQUIRED, MAX_AGE, INTERVAL, LEVEL_EFFECT),
            values -> {
                SignalKind kind = values.get(KIND);
                Signal signal = new Signal(values.get(NAME), kind, values.orElse(UNIT, SignalBook.defaultUnit(kind)));
                return new SignalSpec(
                        signal,
                        values.get(REQUIRED),
                        values.get(MAX_AGE),
                        values.get(INTERVAL),
                        values.get(LEVEL_EFFECT));
            });

    private SignalSection() {}
}
