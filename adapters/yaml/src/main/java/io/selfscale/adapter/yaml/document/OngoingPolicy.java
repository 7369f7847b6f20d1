package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.QuantityForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.policy.OngoingRequests;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code ongoingRequests}: {@link OngoingRequests}. */
final class OngoingPolicy {

    private static final Field<OngoingRequests, String> NAME = PolicyKeys.name(OngoingRequests::signal);
    private static final Field<OngoingRequests, Signal> SIGNAL = Field.subject(
            "signal",
            SignalForm.of(SignalKind.TOTAL),
            OngoingRequests::signal,
            "requests that run or wait, over all replicas");
    private static final Field<OngoingRequests, Double> TARGET = Field.optional(
            "target",
            QuantityForm.TARGET,
            OngoingRequests.DEFAULT_TARGET,
            OngoingRequests::target,
            "requests of one replica to aim for; 2 by default");
    private static final Field<OngoingRequests, Duration> LOOK_BACK = Field.optional(
            "lookBack",
            Forms.POSITIVE_DURATION,
            OngoingRequests.DEFAULT_LOOK_BACK,
            OngoingRequests::lookBack,
            "window of the mean");
    private static final Field<OngoingRequests, Double> UP = Field.optional(
            "upFactor",
            Forms.POSITIVE_NUMBER,
            OngoingRequests.Factors.NONE.up(),
            policy -> policy.factors().up(),
            "share of a wanted growth that is made; above 1 it overshoots");
    private static final Field<OngoingRequests, Double> DOWN = Field.optional(
            "downFactor",
            Forms.POSITIVE_NUMBER,
            OngoingRequests.Factors.NONE.down(),
            policy -> policy.factors().down(),
            "share of a wanted shrinking that is made");
    private static final Field<OngoingRequests, Duration> DELAY_OUT = Field.optional(
            "delayOut",
            Forms.DURATION,
            OngoingRequests.Delays.RAY.out(),
            policy -> policy.delays().out(),
            "how long a growth must have been wanted");
    private static final Field<OngoingRequests, Duration> DELAY_IN = Field.optional(
            "delayIn",
            Forms.DURATION,
            OngoingRequests.Delays.RAY.in(),
            policy -> policy.delays().in(),
            "how long a shrinking must have been wanted; at least `lookBack` makes sense");
    private static final Field<OngoingRequests, Duration> DELAY_TO_ZERO = Field.optional(
            "delayToZero",
            Forms.DURATION,
            policy -> policy.delays().toZero(),
            "how long going from one to none must have been wanted; as `delayIn` by default");
    private static final Field<OngoingRequests, Duration> EVERY =
            PolicyKeys.every(Duration.ZERO, OngoingRequests::period);

    static final ObjectForm<OngoingRequests> FORM = ObjectForm.of(
            "ongoing-requests",
            "Sizes by the requests that run or wait, as Ray Serve does.",
            List.of(
                    NAME,
                    SIGNAL,
                    SignalKeys.kind(),
                    SignalKeys.unit(),
                    TARGET,
                    LOOK_BACK,
                    UP,
                    DOWN,
                    DELAY_OUT,
                    DELAY_IN,
                    DELAY_TO_ZERO,
                    EVERY),
            values -> {
                Signal signal = values.get(SIGNAL);
                return new OngoingRequests(
                        values.orElse(NAME, signal.name()),
                        signal,
                        values.get(TARGET),
                        values.get(LOOK_BACK),
                        new OngoingRequests.Factors(values.get(UP), values.get(DOWN)),
                        new OngoingRequests.Delays(
                                values.get(DELAY_OUT), values.get(DELAY_IN), values.orNull(DELAY_TO_ZERO)),
                        values.get(EVERY));
            });

    private OngoingPolicy() {}
}
