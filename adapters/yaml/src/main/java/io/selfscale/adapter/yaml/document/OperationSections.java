package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.EffectSpec;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code brownout}, {@code activation} and {@code effect}. */
final class OperationSections {

    private static final SignalForm TOTAL = SignalForm.of(SignalKind.TOTAL);

    private static final Field<BrownoutSpec.Rung, String> LEVEL_NAME =
            Field.required("name", Forms.TEXT, BrownoutSpec.Rung::name, "what is given up");
    private static final Field<BrownoutSpec.Rung, Double> GAIN = Field.required(
            "gain",
            Forms.atLeast(1),
            BrownoutSpec.Rung::gain,
            "measured capacity at this level, in multiples of full service");
    private static final Field<BrownoutSpec.Rung, Double> QUALITY_COST = Field.optional(
            "qualityCost", Forms.atLeast(0), 0.0, BrownoutSpec.Rung::qualityCost, "what it costs users; for reports");
    private static final ObjectForm<BrownoutSpec.Rung> LEVEL = ObjectForm.of(
            "brownout-level",
            "One level of service.",
            List.of(LEVEL_NAME, GAIN, QUALITY_COST),
            values -> new BrownoutSpec.Rung(values.get(LEVEL_NAME), values.get(GAIN), values.get(QUALITY_COST)));

    private static final Field<BrownoutSpec, Signal> TAIL = Field.required(
            "tail",
            SignalForm.of(SignalKind.DURATION),
            BrownoutSpec::tail,
            "the tail latency that the objective is about");
    private static final Field<BrownoutSpec, Duration> OBJECTIVE =
            Field.required("objective", Forms.POSITIVE_DURATION, BrownoutSpec::objective, "what it is to stay under");
    private static final Field<BrownoutSpec, Duration> ENTER = Field.optional(
            "enterAfter",
            Forms.DURATION,
            Duration.ofSeconds(5),
            BrownoutSpec::enterAfter,
            "time above the objective after which the next level is entered");
    private static final Field<BrownoutSpec, Duration> LEAVE = Field.optional(
            "leaveAfter",
            Forms.DURATION,
            Duration.ofSeconds(30),
            BrownoutSpec::leaveAfter,
            "time well below it after which a level is left; at least five times `enterAfter`");
    private static final Field<BrownoutSpec, Double> HYSTERESIS = Field.optional(
            "hysteresis",
            Forms.SHARE,
            0.1,
            BrownoutSpec::hysteresis,
            "distance below the objective that a predicted tail must keep for a level to be left");
    private static final Field<BrownoutSpec, List<BrownoutSpec.Rung>> LEVELS = Field.required(
            "levels", new ListForm<>(LEVEL, 1), BrownoutSpec::rungs, "the levels below full service, mildest first");

    static final ObjectForm<BrownoutSpec> BROWNOUT = ObjectForm.of(
            "brownout",
            "What is given up under overload, in order, until capacity has come.",
            List.of(TAIL, OBJECTIVE, ENTER, LEAVE, HYSTERESIS, LEVELS),
            values -> new BrownoutSpec(
                    values.get(LEVELS),
                    values.get(TAIL),
                    values.get(OBJECTIVE),
                    values.get(ENTER),
                    values.get(LEAVE),
                    values.get(HYSTERESIS)));

    private static final Field<ActivationSpec, Signal> ACTIVITY = Field.required(
            "activity", TOTAL, ActivationSpec::activity, "work under way and waiting; zero when there is none");
    private static final Field<ActivationSpec, Double> THRESHOLD = Field.optional(
            "threshold",
            Forms.atLeast(0),
            0.0,
            ActivationSpec::threshold,
            "the target is active while the activity is above this");
    private static final Field<ActivationSpec, Duration> IDLE = Field.required(
            "idleAfter",
            Forms.POSITIVE_DURATION,
            ActivationSpec::idleAfter,
            "time of no activity, seen without a gap, after which it goes to zero");
    private static final Field<ActivationSpec, Double> WORK = Field.optional(
            "workPerReplica",
            Forms.POSITIVE_NUMBER,
            1e9,
            ActivationSpec::workPerReplica,
            "activity that one replica is woken for; one replica wakes by default");

    static final ObjectForm<ActivationSpec> ACTIVATION = ObjectForm.of(
            "activation",
            "When the target goes to zero, and when it wakes. Needed where `replicas.min` is 0.",
            List.of(ACTIVITY, THRESHOLD, IDLE, WORK),
            values -> new ActivationSpec(
                    values.get(ACTIVITY), values.get(THRESHOLD), values.get(IDLE), values.get(WORK)));

    private static final Field<EffectSpec, Signal> THROUGHPUT =
            Field.required("throughput", TOTAL, EffectSpec::throughput, "work completed per second");
    private static final Field<EffectSpec, Duration> SETTLE = Field.optional(
            "settle",
            Forms.POSITIVE_DURATION,
            Duration.ofMinutes(1),
            EffectSpec::settle,
            "time after a scale-out took effect before its effect is measured");
    private static final Field<EffectSpec, Double> LEAST_GAIN = Field.optional(
            "leastGain",
            Forms.SHARE,
            0.1,
            EffectSpec::leastGain,
            "share of the expected gain below which a scale-out was ineffective");
    private static final Field<EffectSpec, Integer> ACTIONS = Field.optional(
            "actions",
            Forms.integer(1, 1000),
            3,
            EffectSpec::actions,
            "ineffective scale-outs in a row after which growth stops");
    private static final Field<EffectSpec, Duration> RETRY = Field.optional(
            "retryAfter",
            Forms.POSITIVE_DURATION,
            Duration.ofMinutes(30),
            EffectSpec::retryAfter,
            "time after which growth is tried again");

    static final ObjectForm<EffectSpec> EFFECT = ObjectForm.of(
            "effect",
            "Checks that scale-outs help; if they do not, the bottleneck is elsewhere, and growth stops.",
            List.of(THROUGHPUT, SETTLE, LEAST_GAIN, ACTIONS, RETRY),
            values -> new EffectSpec(
                    values.get(THROUGHPUT),
                    values.get(SETTLE),
                    values.get(LEAST_GAIN),
                    values.get(ACTIONS),
                    values.get(RETRY)));

    private OperationSections() {}
}
