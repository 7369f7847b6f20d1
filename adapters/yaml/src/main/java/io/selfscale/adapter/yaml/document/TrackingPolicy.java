package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.EitherForm;
import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.MappedForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.QuantityForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.adapter.yaml.form.TextForm;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.TargetTracking.Readiness;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code tracking}: {@link TargetTracking}, the rule of the Horizontal Pod Autoscaler. */
final class TrackingPolicy {

    private static final Field<Tolerance, Double> IN = Field.optional(
            "in", Forms.ANY_SHARE, Tolerance.DEFAULT.in(), Tolerance::in, "distance below the target without a change");
    private static final Field<Tolerance, Double> OUT = Field.optional(
            "out", Forms.ANY_SHARE, Tolerance.DEFAULT.out(), Tolerance::out, "distance above it without a change");
    private static final ObjectForm<Tolerance> DIRECTIONS = ObjectForm.of(
            "tolerance",
            "How far a value may be from its target without a change, by direction.",
            List.of(IN, OUT),
            values -> new Tolerance(values.get(IN), values.get(OUT)));
    static final Form<Tolerance> TOLERANCE = new EitherForm<>(
            new MappedForm<>(Forms.ANY_SHARE, both -> new Tolerance(both, both), Tolerance::in),
            DIRECTIONS,
            tolerance -> Double.compare(tolerance.in(), tolerance.out()) == 0);

    private static final Field<Readiness, Boolean> COUNTS =
            Field.optional("counts", Forms.TRUTH, true, Readiness::counts, "whether readiness enters at all");
    private static final Field<Readiness, Duration> INITIALIZATION = Field.optional(
            "initialization",
            Forms.DURATION,
            Readiness.CPU.initialization(),
            Readiness::initialization,
            "time after its start in which a replica must be ready, and measured since, to count");
    private static final Field<Readiness, Duration> INITIAL_DELAY = Field.optional(
            "initialDelay",
            Forms.DURATION,
            Readiness.CPU.initialDelay(),
            Readiness::initialDelay,
            "time after its start in which a replica that is not ready was never ready");
    private static final Field<Readiness, Duration> MEASURING = Field.optional(
            "measuringWindow",
            Forms.DURATION,
            Duration.ZERO,
            Readiness::measuringWindow,
            "length of one measurement at the source");
    private static final ObjectForm<Readiness> READINESS_TERMS = ObjectForm.of(
            "readiness",
            "How the readiness of a replica enters, as it does for CPU in the Horizontal Pod Autoscaler.",
            List.of(COUNTS, INITIALIZATION, INITIAL_DELAY, MEASURING),
            values -> new Readiness(
                    values.get(COUNTS), values.get(INITIALIZATION), values.get(INITIAL_DELAY), values.get(MEASURING)));
    private static final Form<Readiness> READINESS = new EitherForm<>(
            new TextForm<>(
                    "one of cpu, ignored",
                    Map.of("enum", List.of("cpu", "ignored")),
                    (scalar, scope) -> switch (scalar.text()) {
                        case "cpu" -> Readiness.CPU;
                        case "ignored" -> Readiness.IGNORED;
                        default -> throw new IllegalArgumentException("");
                    },
                    readiness -> readiness.equals(Readiness.CPU) ? "cpu" : "ignored"),
            READINESS_TERMS,
            readiness -> readiness.equals(Readiness.CPU) || readiness.equals(Readiness.IGNORED));

    private static final Field<TargetTracking, String> NAME = PolicyKeys.name(TargetTracking::signal);
    private static final Field<TargetTracking, Signal> SIGNAL = Field.subject(
            "signal",
            SignalForm.of(SignalKind.RATIO, SignalKind.PER_REPLICA, SignalKind.TOTAL),
            TargetTracking::signal,
            "what is tracked; a latency is not proportional to capacity");
    private static final Field<TargetTracking, TargetTracking.Form> MODE = Field.optional(
            "form",
            Forms.choice(TargetTracking.Form.class),
            tracking -> tracking.form() == formOf(tracking.signal()) ? null : tracking.form(),
            "what the target is compared with; by default `utilization` of a ratio, `podsAverage` of a value per"
                    + " replica, `averageValue` of a total (the total divided by the replicas)");
    private static final Field<TargetTracking, Double> TARGET = Field.required(
            "target", QuantityForm.TARGET, TargetTracking::target, "what the value is brought to, above zero");
    private static final Field<TargetTracking, Tolerance> WITHIN = Field.optional(
            "tolerance",
            TOLERANCE,
            Tolerance.DEFAULT,
            TargetTracking::tolerance,
            "distance from the target without a change, for both directions or for each");
    private static final Field<TargetTracking, Duration> EVERY =
            PolicyKeys.every(TargetTracking.DEFAULT_PERIOD, TargetTracking::period);
    private static final Field<TargetTracking, Readiness> READY = Field.optional(
            "readiness",
            READINESS,
            tracking -> tracking.readiness().equals(readinessOf(tracking.form())) ? null : tracking.readiness(),
            "how readiness enters; by default `cpu` for a utilization, otherwise `ignored`");

    static final ObjectForm<TargetTracking> FORM = ObjectForm.of(
            "tracking",
            "Brings a signal to a target in proportion, with the arithmetic of the Horizontal Pod Autoscaler.",
            List.of(NAME, SIGNAL, SignalKeys.kind(), SignalKeys.unit(), MODE, TARGET, WITHIN, EVERY, READY),
            values -> {
                Signal signal = values.get(SIGNAL);
                TargetTracking.Form form = values.orElse(MODE, formOf(signal));
                return new TargetTracking(
                        values.orElse(NAME, signal.name()),
                        signal,
                        form,
                        values.get(TARGET),
                        values.get(WITHIN),
                        values.get(EVERY),
                        values.orElse(READY, readinessOf(form)));
            });

    private TrackingPolicy() {}

    private static TargetTracking.Form formOf(Signal signal) {
        return switch (signal.kind()) {
            case RATIO -> TargetTracking.Form.UTILIZATION;
            case PER_REPLICA -> TargetTracking.Form.PODS_AVERAGE;
            case TOTAL, DURATION -> TargetTracking.Form.AVERAGE_VALUE;
        };
    }

    private static Readiness readinessOf(TargetTracking.Form form) {
        return form == TargetTracking.Form.UTILIZATION ? Readiness.CPU : Readiness.IGNORED;
    }
}
