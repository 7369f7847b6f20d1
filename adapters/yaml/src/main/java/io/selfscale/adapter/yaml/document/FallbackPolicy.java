package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.keda.MetricFallback;
import io.selfscale.engine.policy.Fallback;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;

/** {@code fallback}: {@link Fallback}. */
final class FallbackPolicy {

    private static final Field<Fallback, String> NAME = Field.optional(
            "name",
            Forms.TEXT,
            policy -> policy.name().equals(nameOf(policy.signal())) ? null : policy.name(),
            "name in explanations; by default that of the signal and `_fallback`");
    private static final Field<Fallback, Signal> SIGNAL =
            Field.subject("signal", SignalForm.ANY, Fallback::signal, "what may fail");
    private static final Field<Fallback, Integer> REPLICAS = Field.required(
            "replicas", Forms.integer(0, 1_000_000), Fallback::replicas, "the floor while it has failed");
    private static final Field<Fallback, MetricFallback.Behavior> BEHAVIOR = Field.optional(
            "behavior",
            Forms.choice(MetricFallback.Behavior.class),
            MetricFallback.Behavior.STATIC,
            Fallback::behavior,
            "how the present number enters");
    private static final Field<Fallback, Duration> AFTER = Field.optional(
            "after",
            Forms.DURATION,
            Fallback.DEFAULT_AFTER,
            Fallback::after,
            "how long it must have failed without a single good value");
    private static final Field<Fallback, Duration> LEAVE_AFTER = Field.optional(
            "leaveAfter",
            Forms.DURATION,
            Fallback.DEFAULT_AFTER,
            Fallback::leaveAfter,
            "how long it must have been good again without a single failure");

    static final ObjectForm<Fallback> FORM = ObjectForm.of(
            "fallback",
            "A floor while a signal has failed for long.",
            List.of(NAME, SIGNAL, SignalKeys.kind(), SignalKeys.unit(), REPLICAS, BEHAVIOR, AFTER, LEAVE_AFTER),
            values -> {
                Signal signal = values.get(SIGNAL);
                return new Fallback(
                        values.orElse(NAME, nameOf(signal)),
                        signal,
                        values.get(REPLICAS),
                        values.get(BEHAVIOR),
                        values.get(AFTER),
                        values.get(LEAVE_AFTER));
            });

    private FallbackPolicy() {}

    private static String nameOf(Signal signal) {
        return Fallback.to(0, signal).name();
    }
}
