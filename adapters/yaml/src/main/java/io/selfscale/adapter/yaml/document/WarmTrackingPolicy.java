package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.QuantityForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.policy.WarmTargetTracking;
import io.selfscale.engine.policy.WarmTargetTracking.Measure;
import io.selfscale.engine.policy.WarmTargetTracking.ScaleIn;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code warmTracking}: {@link WarmTargetTracking}. */
final class WarmTrackingPolicy {

    private static final Field<WarmTargetTracking, String> NAME = PolicyKeys.name(WarmTargetTracking::signal);
    private static final Field<WarmTargetTracking, Signal> SIGNAL = Field.subject(
            "signal",
            SignalForm.of(SignalKind.RATIO, SignalKind.PER_REPLICA, SignalKind.TOTAL),
            WarmTargetTracking::signal,
            "what is tracked: a mean over replicas, or a total that is divided by them");
    private static final Field<WarmTargetTracking, Double> TARGET =
            Field.required("target", QuantityForm.TARGET, WarmTargetTracking::target, "what each replica is to have");
    private static final Field<WarmTargetTracking, Double> MARGIN = Field.optional(
            "scaleInMargin",
            Forms.SHARE,
            ScaleIn.DEFAULT.margin(),
            policy -> policy.scaleIn().margin(),
            "how far below the target the signal must be for a scale-in");
    private static final Field<WarmTargetTracking, Duration> WINDOW = Field.optional(
            "scaleInWindow",
            Forms.POSITIVE_DURATION,
            ScaleIn.DEFAULT.window(),
            policy -> policy.scaleIn().window(),
            "for how long");
    private static final Field<WarmTargetTracking, Duration> WARM_UP = Field.optional(
            "warmUp",
            Forms.DURATION,
            Duration.ZERO,
            WarmTargetTracking::warmUp,
            "time after a replica is ready in which it does not count as warm");
    private static final Field<WarmTargetTracking, Duration> EVERY =
            PolicyKeys.every(WarmTargetTracking.DEFAULT_PERIOD, WarmTargetTracking::period);

    static final ObjectForm<WarmTargetTracking> FORM = ObjectForm.of(
            "warm-tracking",
            "Brings a signal to a target as AWS target tracking does: out promptly, in only clearly below, with credit"
                    + " for replicas that are warming up.",
            List.of(NAME, SIGNAL, SignalKeys.kind(), SignalKeys.unit(), TARGET, MARGIN, WINDOW, WARM_UP, EVERY),
            values -> {
                Signal signal = values.get(SIGNAL);
                return new WarmTargetTracking(
                        values.orElse(NAME, signal.name()),
                        signal,
                        signal.kind() == SignalKind.TOTAL ? Measure.BACKLOG : Measure.MEAN,
                        values.get(TARGET),
                        new ScaleIn(values.get(MARGIN), values.get(WINDOW)),
                        values.get(WARM_UP),
                        values.get(EVERY));
            });

    private WarmTrackingPolicy() {}
}
