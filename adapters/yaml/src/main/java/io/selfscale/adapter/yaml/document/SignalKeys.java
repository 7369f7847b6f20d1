package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.Values;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;

/**
 * The keys that describe a signal where a policy uses it. They are for people who write a small file; what is written
 * by the program lists all signals in one place.
 *
 * @param kind its kind
 * @param unit its unit
 * @param <T> the type of the policy
 */
record SignalKeys<T>(Field<T, SignalKind> kind, Field<T, String> unit) {

    /** The form of a kind. */
    static final Form<SignalKind> KIND = Forms.choice(SignalKind.class);

    static <T> SignalKeys<T> create() {
        return new SignalKeys<>(
                Field.optional(
                        "kind",
                        KIND,
                        policy -> null,
                        "the kind of the signal, unless it is described under `signals` or in another policy"),
                Field.optional("unit", Forms.TEXT, policy -> null, "the unit of the signal, a plural noun"));
    }

    /** Throws an IllegalArgumentException if the description beside a use is another than the signal has. */
    void check(Values values, Signal signal) {
        SignalKind told = values.orElse(kind, signal.kind());
        if (told != signal.kind()) {
            throw new IllegalArgumentException("kind of " + signal + " is told twice: " + Forms.name(told) + " here, "
                    + Forms.name(signal.kind()) + " elsewhere");
        }
        String toldUnit = values.orElse(unit, signal.unit());
        if (!toldUnit.equals(signal.unit())) {
            throw new IllegalArgumentException(
                    "unit of " + signal + " is told twice: " + toldUnit + " here, " + signal.unit() + " elsewhere");
        }
    }
}
