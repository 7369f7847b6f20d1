package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys that several kinds of policies have. */
final class PolicyKeys {

    private PolicyKeys() {}

    /** The name of a policy that is called after its signal unless told otherwise. */
    static <P extends Policy<?>> Field<P, String> name(Function<P, Signal> signal) {
        return Field.optional(
                "name",
                Forms.TEXT,
                policy -> policy.name().equals(signal.apply(policy).name()) ? null : policy.name(),
                "name in explanations; that of the signal by default");
    }

    /** The name of a policy that has a fixed name unless told otherwise. */
    static <P extends Policy<?>> Field<P, String> name(String absent) {
        return Field.optional("name", Forms.TEXT, absent, Policy::name, "name in explanations");
    }

    /** How often a policy is evaluated. */
    static <P extends Policy<?>> Field<P, Duration> every(Duration absent, Function<P, @Nullable Duration> getter) {
        return Field.optional(
                "every", Forms.DURATION, absent, getter, "how often it is evaluated; `0s` means at every tick");
    }
}
