package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A value with a short form, which is one piece of text or one number, and a long form, which is a mapping or a list.
 *
 * @param brief the short form
 * @param full the long form
 * @param fitsBrief whether a value can be written in the short form
 * @param <T> the type of the values
 */
public record EitherForm<T>(Form<T> brief, Form<T> full, Predicate<T> fitsBrief) implements Form<T> {

    @Override
    public @Nullable T read(YamlNode node, ReadScope scope) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            return full.read(node, scope);
        }
        if (scalar.isEmpty()) {
            scope.wrongType(expected(), node);
            return null;
        }
        return brief.read(node, scope);
    }

    @Override
    public Object write(T value, WriteScope scope) {
        return fitsBrief.test(value) ? brief.write(value, scope) : full.write(value, scope);
    }

    @Override
    public List<Form<?>> parts() {
        return List.of(brief, full);
    }

    @Override
    public String expected() {
        return brief.expected() + ", or " + full.expected();
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        return Schemas.anyOf(List.of(brief.schema(definitions), full.schema(definitions)));
    }
}
