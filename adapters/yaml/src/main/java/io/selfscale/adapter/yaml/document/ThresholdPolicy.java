package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.QuantityForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.ThresholdRule;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;

/** {@code threshold}: a {@link ThresholdBand}. */
final class ThresholdPolicy {

    private static final StepSize ONE = new StepSize.Fixed(1);

    private static final ObjectForm<ThresholdRule> OUT = rule("out", "above", "add");
    private static final ObjectForm<ThresholdRule> IN = rule("in", "below", "remove");

    private static final Field<ThresholdBand, String> NAME = PolicyKeys.name(ThresholdBand::signal);
    private static final Field<ThresholdBand, Signal> SIGNAL =
            Field.subject("signal", SignalForm.ANY, ThresholdBand::signal, "what is watched");
    private static final Field<ThresholdBand, Statistic> STATISTIC = Field.optional(
            "statistic",
            Statistics.FORM,
            Statistic.sustained(),
            ThresholdBand::statistic,
            "how a window becomes one value; `sustained` means all of it, so that one dip resets it");
    private static final Field<ThresholdBand, ThresholdRule> SCALE_OUT =
            Field.optional("out", OUT, ThresholdBand::out, "when to scale out; never if left out");
    private static final Field<ThresholdBand, ThresholdRule> SCALE_IN =
            Field.optional("in", IN, ThresholdBand::in, "when to scale in; no opinion on it if left out");
    private static final Field<ThresholdBand, Duration> EVERY = PolicyKeys.every(Duration.ZERO, ThresholdBand::period);
    private static final Field<ThresholdBand, Double> COVERAGE = Field.optional(
            "coverage",
            Forms.SHARE,
            ThresholdBand.Settings.DEFAULT.coverage(),
            band -> band.settings().coverage(),
            "share of a window that must hold data for a vote");
    private static final Field<ThresholdBand, Double> MARGIN = Field.optional(
            "consolidationMargin",
            Forms.SHARE,
            ThresholdBand.Settings.DEFAULT.consolidationMargin(),
            band -> band.settings().consolidationMargin(),
            "distance below the scale-out threshold that the predicted value keeps after a scale-in");

    static final ObjectForm<ThresholdBand> FORM = ObjectForm.of(
            "threshold",
            "Scales out above one threshold and in below another, each over its own window.",
            List.of(
                    NAME,
                    SIGNAL,
                    SignalKeys.kind(),
                    SignalKeys.unit(),
                    STATISTIC,
                    SCALE_OUT,
                    SCALE_IN,
                    EVERY,
                    COVERAGE,
                    MARGIN),
            values -> {
                Signal signal = values.get(SIGNAL);
                return new ThresholdBand(
                        values.orElse(NAME, signal.name()),
                        signal,
                        values.get(STATISTIC),
                        values.orNull(SCALE_OUT),
                        values.orNull(SCALE_IN),
                        values.get(EVERY),
                        new ThresholdBand.Settings(values.get(COVERAGE), values.get(MARGIN)));
            });

    private ThresholdPolicy() {}

    private static ObjectForm<ThresholdRule> rule(String direction, String beyond, String step) {
        Field<ThresholdRule, Double> threshold = Field.required(
                beyond,
                QuantityForm.THRESHOLD,
                ThresholdRule::threshold,
                "the threshold; a value equal to it does not count");
        Field<ThresholdRule, Duration> window =
                Field.required("for", Forms.POSITIVE_DURATION, ThresholdRule::window, "the window that is looked at");
        Field<ThresholdRule, StepSize> size =
                Field.optional(step, StepSizes.FORM, ONE, ThresholdRule::step, "how many replicas at a time");
        return ObjectForm.of(
                "threshold-" + direction,
                "When to scale " + direction + ", and by how much.",
                List.of(threshold, window, size),
                values -> new ThresholdRule(values.get(threshold), values.get(window), values.get(size)));
    }
}
