package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose keys are names of the author's choice.
 *
 * @param keys what the keys are, in the plural
 * @param value the form of each value
 * @param <T> the type of the values
 */
public record MapForm<T>(String keys, Form<T> value) implements Form<Map<String, T>> {

    @Override
    public @Nullable Map<String, T> read(YamlNode node, ReadScope scope) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            scope.wrongType(expected(), node);
            return null;
        }
        Map<String, T> values = new LinkedHashMap<>();
        boolean complete = true;
        for (YamlNode.Entry entry : mapping.entries().values()) {
            T read = value.read(entry.value(), scope.entry(entry));
            if (read == null) {
                complete = false;
            } else {
                values.put(entry.key(), read);
            }
        }
        return complete ? values : null;
    }

    @Override
    public Object write(Map<String, T> values, WriteScope scope) {
        Map<String, Object> map = new LinkedHashMap<>();
        new TreeMap<>(values).forEach((key, each) -> map.put(key, value.write(each, scope)));
        return map;
    }

    @Override
    public List<Form<?>> parts() {
        return List.of(value);
    }

    @Override
    public String expected() {
        return "a mapping from " + keys + ", each to " + value.expected();
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        return Schemas.of("type", "object", "additionalProperties", value.schema(definitions));
    }
}
