package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.policy.ProcessingRate;
import io.selfscale.engine.policy.ProcessingRate.Rescaling;
import io.selfscale.engine.policy.ProcessingRate.Utilization;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code processingRate}: {@link ProcessingRate}. */
final class ProcessingRatePolicy {

    private static final SignalForm TOTAL = SignalForm.of(SignalKind.TOTAL);

    private static final Field<ProcessingRate, String> NAME = PolicyKeys.name("processing_rate");
    private static final Field<ProcessingRate, Signal> INPUT =
            Field.required("input", TOTAL, ProcessingRate::input, "work that arrives per second");
    private static final Field<ProcessingRate, Signal> PROCESSED =
            Field.required("processed", TOTAL, ProcessingRate::processed, "work that is done per second");
    private static final Field<ProcessingRate, Signal> BUSY = Field.required(
            "busy", SignalForm.of(SignalKind.RATIO), ProcessingRate::busy, "share of time that replicas are busy");
    private static final Field<ProcessingRate, Signal> LAG =
            Field.optional("lag", TOTAL, ProcessingRate::lag, "work that waits");
    private static final Field<ProcessingRate, Double> LOWEST = Field.optional(
            "lowest",
            Forms.SHARE,
            Utilization.DEFAULT.lowest(),
            policy -> policy.utilization().lowest(),
            "scales in where the busy share would stay below this; 0% for never");
    private static final Field<ProcessingRate, Double> TARGET = Field.optional(
            "target",
            Forms.SHARE,
            Utilization.DEFAULT.target(),
            policy -> policy.utilization().target(),
            "the busy share that a change aims at");
    private static final Field<ProcessingRate, Double> HIGHEST = Field.optional(
            "highest",
            Forms.SHARE,
            Utilization.DEFAULT.highest(),
            policy -> policy.utilization().highest(),
            "scales out where the busy share is above this");
    private static final Field<ProcessingRate, Duration> CATCH_UP = Field.optional(
            "catchUp",
            Forms.POSITIVE_DURATION,
            Rescaling.DEFAULT.catchUp(),
            policy -> policy.rescaling().catchUp(),
            "time to work lag off in");
    private static final Field<ProcessingRate, Duration> RESTART = Field.optional(
            "restart",
            Forms.DURATION,
            Rescaling.DEFAULT.restart(),
            policy -> policy.rescaling().restart(),
            "time in which a change stops the work");
    private static final Field<ProcessingRate, Double> MAX_IN = Field.optional(
            "maxInFactor",
            Forms.SHARE,
            Rescaling.DEFAULT.maxInFactor(),
            policy -> policy.rescaling().maxInFactor(),
            "largest share of replicas that one change removes");
    private static final Field<ProcessingRate, Double> MAX_OUT = Field.optional(
            "maxOutFactor",
            Forms.POSITIVE_NUMBER,
            Rescaling.DEFAULT.maxOutFactor(),
            policy -> policy.rescaling().maxOutFactor(),
            "largest multiple of replicas that one change adds");
    private static final Field<ProcessingRate, Duration> INTERVAL = Field.optional(
            "inInterval",
            Forms.DURATION,
            Rescaling.DEFAULT.inInterval(),
            policy -> policy.rescaling().inInterval(),
            "how long a scale-in waits for the largest recommendation");
    private static final Field<ProcessingRate, Double> EFFECT = Field.optional(
            "leastEffect",
            Forms.SHARE,
            Rescaling.DEFAULT.leastEffect(),
            policy -> policy.rescaling().leastEffect(),
            "share of the expected gain that the last scale-out must have brought; 0% to not look at it");
    private static final SizingKeys<ProcessingRate> SIZING = SizingKeys.of(ProcessingRate::settings);

    static final ObjectForm<ProcessingRate> FORM = ObjectForm.of(
            "processing-rate",
            "Sizes by the rate that busy replicas really reach, as the autoscaler of Apache Flink does.",
            SIZING.after(List.of(
                    NAME, INPUT, PROCESSED, BUSY, LAG, LOWEST, TARGET, HIGHEST, CATCH_UP, RESTART, MAX_IN, MAX_OUT,
                    INTERVAL, EFFECT)),
            values -> new ProcessingRate(
                    values.get(NAME),
                    values.get(INPUT),
                    values.get(PROCESSED),
                    values.get(BUSY),
                    values.orNull(LAG),
                    new Utilization(values.get(LOWEST), values.get(TARGET), values.get(HIGHEST)),
                    new Rescaling(
                            values.get(CATCH_UP),
                            values.get(RESTART),
                            values.get(MAX_IN),
                            values.get(MAX_OUT),
                            values.get(INTERVAL),
                            values.get(EFFECT)),
                    SIZING.settings(values)));

    private ProcessingRatePolicy() {}
}
