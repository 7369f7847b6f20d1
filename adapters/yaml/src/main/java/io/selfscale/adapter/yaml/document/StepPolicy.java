package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.QuantityForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.policy.MetricAlarm;
import io.selfscale.engine.policy.StepAdjustment;
import io.selfscale.engine.policy.StepScaling;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;

/** {@code step}: {@link StepScaling}. */
final class StepPolicy {

    private static final int MOST = 1_000_000;

    private static final Field<StepAdjustment, Double> FROM = Field.optional(
            "from",
            QuantityForm.DISTANCE,
            StepAdjustment::lower,
            "lower bound relative to the threshold, negative below it; none if left out");
    private static final Field<StepAdjustment, Double> TO = Field.optional(
            "to",
            QuantityForm.DISTANCE,
            StepAdjustment::upper,
            "upper bound relative to the threshold; none if left out");
    private static final Field<StepAdjustment, Integer> ADJUST = Field.required(
            "adjust",
            Forms.integer(-MOST, MOST),
            StepAdjustment::adjustment,
            "replicas or percent, negative to remove; or the count itself");
    private static final ObjectForm<StepAdjustment> STEP = ObjectForm.of(
            "step-adjustment",
            "What a breach of a certain size changes.",
            List.of(FROM, TO, ADJUST),
            values -> new StepAdjustment(values.orNull(FROM), values.orNull(TO), values.get(ADJUST)));

    private static final Field<StepScaling, String> NAME = Field.optional(
            "name",
            Forms.TEXT,
            policy -> policy.name().equals(nameOf(policy.alarm())) ? null : policy.name(),
            "name in explanations; by default that of the signal and `_steps_above` or `_steps_below`");
    private static final Field<StepScaling, Signal> SIGNAL =
            Field.subject("signal", SignalForm.ANY, policy -> policy.alarm().signal(), "what is watched");
    private static final Field<StepScaling, MetricAlarm.Comparison> COMPARISON = Field.optional(
            "comparison",
            Forms.choice(MetricAlarm.Comparison.class),
            MetricAlarm.Comparison.AT_LEAST,
            policy -> policy.alarm().comparison(),
            "which side of the threshold breaches");
    private static final Field<StepScaling, Double> THRESHOLD = Field.required(
            "threshold", QuantityForm.THRESHOLD, policy -> policy.alarm().threshold(), "the threshold of the alarm");
    private static final Field<StepScaling, Integer> BREACHING = Field.optional(
            "breaching",
            Forms.integer(1, MetricAlarm.MOST_DATAPOINTS),
            1,
            policy -> policy.alarm().breaching(),
            "datapoints that must breach");
    private static final Field<StepScaling, Integer> DATAPOINTS = Field.optional(
            "datapoints",
            Forms.integer(1, MetricAlarm.MOST_DATAPOINTS),
            1,
            policy -> policy.alarm().datapoints(),
            "datapoints that are looked at");
    private static final Field<StepScaling, Duration> PERIOD = Field.optional(
            "period",
            Forms.POSITIVE_DURATION,
            Duration.ofMinutes(1),
            policy -> policy.alarm().period(),
            "time between two datapoints, each the mean over that time");
    private static final Field<StepScaling, MetricAlarm.MissingData> MISSING = Field.optional(
            "missingData",
            Forms.choice(MetricAlarm.MissingData.class),
            MetricAlarm.MissingData.MISSING,
            policy -> policy.alarm().missing(),
            "what a datapoint counts as that is not there; never as a reason to scale in");
    private static final Field<StepScaling, StepScaling.Adjustment> ADJUSTMENT = Field.optional(
            "adjustment",
            Forms.choice(StepScaling.Adjustment.class),
            StepScaling.Adjustment.CHANGE,
            StepScaling::adjustment,
            "what the numbers of the steps are");
    private static final Field<StepScaling, List<StepAdjustment>> STEPS = Field.required(
            "steps", new ListForm<>(STEP, 1, 100), StepScaling::steps, "the steps, without gap or overlap");
    private static final Field<StepScaling, Integer> MAGNITUDE = Field.optional(
            "minimumMagnitude",
            Forms.integer(0, MOST),
            0,
            StepScaling::minimumMagnitude,
            "least number of replicas that a percentage changes");
    private static final Field<StepScaling, Duration> WARM_UP = Field.optional(
            "warmUp",
            Forms.DURATION,
            Duration.ZERO,
            StepScaling::warmUp,
            "time after a replica is ready in which it does not count as warm");

    static final ObjectForm<StepScaling> FORM = ObjectForm.of(
            "step",
            "Adds or removes by the size of a breach, as AWS step scaling does. Scaling in is a second policy.",
            List.of(
                    NAME,
                    SIGNAL,
                    SignalKeys.kind(),
                    SignalKeys.unit(),
                    COMPARISON,
                    THRESHOLD,
                    BREACHING,
                    DATAPOINTS,
                    PERIOD,
                    MISSING,
                    ADJUSTMENT,
                    STEPS,
                    MAGNITUDE,
                    WARM_UP),
            values -> {
                MetricAlarm alarm = new MetricAlarm(
                        values.get(SIGNAL),
                        values.get(COMPARISON),
                        values.get(THRESHOLD),
                        values.get(BREACHING),
                        values.get(DATAPOINTS),
                        values.get(PERIOD),
                        values.get(MISSING));
                return new StepScaling(
                        values.orElse(NAME, nameOf(alarm)),
                        alarm,
                        values.get(ADJUSTMENT),
                        values.get(STEPS),
                        values.get(MAGNITUDE),
                        values.get(WARM_UP));
            });

    private StepPolicy() {}

    private static String nameOf(MetricAlarm alarm) {
        return StepScaling.changing(alarm, StepAdjustment.from(0, 1), StepAdjustment.upTo(0, -1))
                .name();
    }
}
