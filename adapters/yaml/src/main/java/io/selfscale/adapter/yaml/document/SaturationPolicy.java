package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.QuantityForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.policy.SaturationSpare;
import io.selfscale.engine.policy.SaturationSpare.Settings;
import io.selfscale.engine.policy.SaturationSpare.Usage;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code saturation}: {@link SaturationSpare}. */
final class SaturationPolicy {

    private static final Field<SaturationSpare, String> NAME = PolicyKeys.name("saturation");
    private static final Field<SaturationSpare, Usage> MEMORY = Field.required(
            "memory",
            usage("memory", SignalKind.RATIO, 0.80, 0.10),
            SaturationSpare::memory,
            "share of the key-value cache in use, by replica");
    private static final Field<SaturationSpare, Usage> QUEUE = Field.required(
            "queue",
            usage("queue", SignalKind.PER_REPLICA, 5, 3),
            SaturationSpare::queue,
            "requests that wait, by replica");
    private static final Field<SaturationSpare, SaturationSpare.Averaging> AVERAGING = Field.optional(
            "averaging",
            Forms.choice(SaturationSpare.Averaging.class),
            SaturationSpare.Averaging.NOT_SATURATED,
            SaturationSpare::averaging,
            "over which replicas spare is averaged");
    private static final Field<SaturationSpare, Duration> STALE = Field.optional(
            "staleAfter",
            Forms.POSITIVE_DURATION,
            Settings.DEFAULT.staleAfter(),
            policy -> policy.settings().staleAfter(),
            "age beyond which a sample does not count");
    private static final Field<SaturationSpare, Duration> PENDING = Field.optional(
            "pendingExpiry",
            Forms.POSITIVE_DURATION,
            Settings.DEFAULT.pendingExpiry(),
            policy -> policy.settings().pendingExpiry(),
            "age from which on a replica on its way no longer stops growth");
    private static final Field<SaturationSpare, Duration> SETTLE = Field.optional(
            "settle",
            Forms.DURATION,
            Settings.DEFAULT.settle(),
            policy -> policy.settings().settle(),
            "time after a change in which nothing shrinks");
    private static final Field<SaturationSpare, Duration> EVERY = PolicyKeys.every(
            Settings.DEFAULT.period(), policy -> policy.settings().period());

    static final ObjectForm<SaturationSpare> FORM = ObjectForm.of(
            "saturation",
            "Keeps spare capacity in inference replicas: in their memory for attention keys and values, and in their"
                    + " queues.",
            List.of(NAME, MEMORY, QUEUE, AVERAGING, STALE, PENDING, SETTLE, EVERY),
            values -> new SaturationSpare(
                    values.get(NAME),
                    values.get(MEMORY),
                    values.get(QUEUE),
                    values.get(AVERAGING),
                    new Settings(values.get(STALE), values.get(PENDING), values.get(SETTLE), values.get(EVERY))));

    private SaturationPolicy() {}

    private static ObjectForm<Usage> usage(String name, SignalKind kind, double saturation, double spare) {
        Field<Usage, Signal> signal =
                Field.subject("signal", SignalForm.of(kind), Usage::signal, "what is used up, by replica");
        Field<Usage, Double> saturated = Field.optional(
                "saturation",
                QuantityForm.THRESHOLD,
                saturation,
                Usage::saturation,
                "use from which on a replica is saturated; " + (kind == SignalKind.RATIO ? "80%" : "5")
                        + " by default");
        Field<Usage, Double> left = Field.optional(
                "spare",
                QuantityForm.THRESHOLD,
                spare,
                Usage::spare,
                "least average spare; " + (kind == SignalKind.RATIO ? "10%" : "3") + " by default");
        return ObjectForm.of(
                "saturation-" + name,
                "One of the two signals of `saturation`.",
                List.of(signal, saturated, left),
                values -> new Usage(values.get(signal), values.get(saturated), values.get(left)));
    }
}
