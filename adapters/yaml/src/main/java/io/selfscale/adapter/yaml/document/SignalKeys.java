package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.form.WriteScope;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys that describe a signal where a policy uses it. They are for people who write a small file; what is written
 * by the program lists all signals in one place.
 */
final class SignalKeys {

    /** The form of a kind. */
    static final Form<SignalKind> KIND = Forms.choice(SignalKind.class);

    private SignalKeys() {}

    /** The kind of the signal that the object is about. */
    static <T> Field<T, SignalKind> kind() {
        return Field.optional(
                "kind",
                new OfSubject<>(KIND, Signal::kind),
                policy -> null,
                "the kind of the signal, unless it is described under `signals` or in another policy");
    }

    /** The unit of the signal that the object is about. */
    static <T> Field<T, String> unit() {
        return Field.optional(
                "unit",
                new OfSubject<>(Forms.TEXT, Signal::unit),
                policy -> null,
                "the unit of the signal, a plural noun");
    }

    /**
     * A property of the signal that the object is about, which may not be told otherwise elsewhere.
     *
     * @param form of the property
     * @param property of a signal
     * @param <V> its type
     */
    private record OfSubject<V>(Form<V> form, Function<Signal, V> property) implements Form<V> {

        @Override
        public @Nullable V read(YamlNode node, ReadScope scope) {
            V value = form.read(node, scope);
            Signal subject = scope.subject();
            if (value != null && subject != null && !value.equals(property.apply(subject))) {
                scope.report(
                        FindingCode.SIGNAL_CONFLICT,
                        scope.name() + " of " + subject + " is told in two ways: " + written(value) + " here, "
                                + written(property.apply(subject)) + " elsewhere",
                        "Describe each signal once.");
                return null;
            }
            return value;
        }

        private Object written(V value) {
            return form.write(value, WriteScope.NONE);
        }

        @Override
        public Object write(V value, WriteScope scope) {
            return form.write(value, scope);
        }

        @Override
        public String expected() {
            return form.expected();
        }

        @Override
        public List<Form<?>> parts() {
            return List.of(form);
        }

        @Override
        public Map<String, Object> schema(Map<String, Object> definitions) {
            return form.schema(definitions);
        }
    }
}
