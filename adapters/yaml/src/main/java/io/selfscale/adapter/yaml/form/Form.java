package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A description of values of one type in policy files. Immutable.
 *
 * @param <T> the type of the values
 */
public interface Form<T> {

    /**
     * Returns the value that a node stands for, or null after reporting to the scope why it stands for none. Never
     * throws, whatever the node is.
     */
    @Nullable
    T read(YamlNode node, ReadScope scope);

    /**
     * Returns what is written for a value: text, a number, a truth value, a list or a map of those. Reading it gives an
     * equal value.
     *
     * @throws IllegalArgumentException if a policy file cannot express the value
     */
    Object write(T value, WriteScope scope);

    /** Returns what is expected where such a value stands, such as {@code a duration such as 5m}. */
    String expected();

    /** Returns the JSON Schema of such values, adding what has a name to {@code definitions}. */
    Map<String, Object> schema(Map<String, Object> definitions);

    /** Returns the forms of the values inside, for the reference. */
    default List<Form<?>> parts() {
        return List.of();
    }
}
