package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that is written as a value of another type.
 *
 * @param form the form of the other type
 * @param reader turns the other type into this one; any value of the other type is allowed
 * @param writer turns this type into the other one
 * @param <A> the other type
 * @param <B> this type
 */
public record MappedForm<A, B>(Form<A> form, Function<A, B> reader, Function<B, A> writer) implements Form<B> {

    @Override
    public @Nullable B read(YamlNode node, ReadScope scope) {
        A value = form.read(node, scope);
        return value == null ? null : reader.apply(value);
    }

    @Override
    public Object write(B value, WriteScope scope) {
        return form.write(writer.apply(value), scope);
    }

    @Override
    public List<Form<?>> parts() {
        return List.of(form);
    }

    @Override
    public String expected() {
        return form.expected();
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        return form.schema(definitions);
    }
}
