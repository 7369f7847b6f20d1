package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.QuantityForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.kpa.KpaSpec;
import io.selfscale.engine.kpa.KpaTarget;
import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code knative}: {@link KnativeScaling}. */
final class KnativePolicy {

    private static final Field<KnativeScaling, String> NAME = PolicyKeys.name(KnativeScaling::signal);
    private static final Field<KnativeScaling, Signal> SIGNAL = Field.subject(
            "signal",
            SignalForm.of(SignalKind.TOTAL),
            KnativeScaling::signal,
            "the load: requests under way, or per second, over all replicas");
    private static final Field<KnativeScaling, Double> TARGET = Field.required(
            "target", QuantityForm.TARGET, policy -> policy.spec().target().target(), "load of one replica to aim for");
    private static final Field<KnativeScaling, Double> TOTAL = Field.optional(
            "capacity",
            QuantityForm.TARGET,
            policy -> policy.spec().target().total() == policy.spec().target().target()
                    ? null
                    : (Double) policy.spec().target().total(),
            "load that one replica can take, for the excess burst capacity; the target by default");
    private static final Field<KnativeScaling, Double> BURST = Field.optional(
            "targetBurstCapacity",
            Forms.NUMBER,
            KpaSpec.DEFAULT_BURST_CAPACITY,
            policy -> policy.spec().targetBurstCapacity(),
            "burst that the present replicas are to absorb; 0 for none asked, below 0 for an unlimited one");
    private static final Field<KnativeScaling, Double> PANIC = Field.optional(
            "panicThreshold",
            Forms.ANY_SHARE,
            KpaSpec.DEFAULT_PANIC_THRESHOLD,
            policy -> policy.spec().panicThreshold(),
            "replicas wanted by the panic window, as a share of the ready ones, from which on it panics");
    private static final Field<KnativeScaling, Double> UP = Field.optional(
            "maxScaleUpRate",
            Forms.atLeast(1),
            KpaSpec.Rates.KNATIVE.up(),
            policy -> policy.spec().rates().up(),
            "largest factor of growth of one decision");
    private static final Field<KnativeScaling, Double> DOWN = Field.optional(
            "maxScaleDownRate",
            Forms.atLeast(1),
            KpaSpec.Rates.KNATIVE.down(),
            policy -> policy.spec().rates().down(),
            "largest divisor of one decision");
    private static final Field<KnativeScaling, Duration> STABLE = Field.optional(
            "stableWindow",
            Forms.POSITIVE_DURATION,
            KpaSpec.DEFAULT_STABLE_WINDOW,
            policy -> policy.spec().stableWindow(),
            "the long window, and how long a panic lasts");
    private static final Field<KnativeScaling, Duration> PANIC_WINDOW = Field.optional(
            "panicWindow",
            Forms.POSITIVE_DURATION,
            policy -> policy.panicWindow()
                            .equals(KnativeScaling.of(policy.signal(), policy.spec())
                                    .panicWindow())
                    ? null
                    : policy.panicWindow(),
            "the short window; a tenth of the long one by default, at least 1s");
    private static final Field<KnativeScaling, Duration> DELAY = Field.optional(
            "scaleDownDelay",
            Forms.DURATION,
            Duration.ZERO,
            policy -> policy.spec().scaleDownDelay(),
            "how long a larger count is kept");
    private static final Field<KnativeScaling, Boolean> REACHABLE = Field.optional(
            "reachable",
            Forms.TRUTH,
            true,
            policy -> policy.spec().reachable(),
            "false where no traffic is routed to, so that it may shrink at any rate");
    private static final Field<KnativeScaling, Integer> ACTIVATION = Field.optional(
            "activationScale",
            Forms.integer(0, 1_000_000),
            1,
            policy -> policy.spec().activationScale(),
            "least count that is not zero");
    private static final Field<KnativeScaling, Duration> EVERY =
            PolicyKeys.every(KnativeScaling.DEFAULT_PERIOD, KnativeScaling::period);

    static final ObjectForm<KnativeScaling> FORM = ObjectForm.of(
            "knative",
            "Sizes by the total load as the Knative pod autoscaler does: by a long window, and by a short one while"
                    + " that calls for a multiple of the ready replicas.",
            List.of(
                    NAME,
                    SIGNAL,
                    SignalKeys.kind(),
                    SignalKeys.unit(),
                    TARGET,
                    TOTAL,
                    BURST,
                    PANIC,
                    UP,
                    DOWN,
                    STABLE,
                    PANIC_WINDOW,
                    DELAY,
                    REACHABLE,
                    ACTIVATION,
                    EVERY),
            values -> {
                Signal signal = values.get(SIGNAL);
                double target = values.get(TARGET);
                KpaSpec spec = new KpaSpec(
                        new KpaTarget(target, values.orElse(TOTAL, target)),
                        values.get(BURST),
                        values.get(PANIC),
                        new KpaSpec.Rates(values.get(UP), values.get(DOWN)),
                        values.get(STABLE),
                        values.get(DELAY),
                        values.get(REACHABLE),
                        values.get(ACTIVATION));
                return new KnativeScaling(
                        values.orElse(NAME, signal.name()),
                        signal,
                        spec,
                        values.orElse(
                                PANIC_WINDOW, KnativeScaling.of(signal, spec).panicWindow()),
                        values.get(EVERY));
            });

    private KnativePolicy() {}
}
