package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.adapter.yaml.tree.NodePath;
import io.selfscale.adapter.yaml.tree.Quoted;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.policy.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with known keys. Every wrong key and value of it is reported, not only the first.
 *
 * @param <T> the type that is made of it
 */
public final class ObjectForm<T> implements Form<T> {

    private final String name;
    private final String meaning;
    private final List<Field<T, ?>> fields;
    private final BiFunction<Values, ReadScope, @Nullable T> construct;

    private ObjectForm(
            String name,
            String meaning,
            List<Field<T, ?>> fields,
            BiFunction<Values, ReadScope, @Nullable T> construct) {
        this.name = name;
        this.meaning = meaning;
        this.fields = List.copyOf(fields);
        this.construct = construct;
    }

    /**
     * Returns a form.
     *
     * @param name unique among all forms, for the schema and the reference
     * @param meaning what such an object is, for people: a sentence
     * @param fields its keys, in the order they are written
     * @param construct makes the object; an IllegalArgumentException becomes a finding
     */
    public static <T> ObjectForm<T> of(
            String name, String meaning, List<Field<T, ?>> fields, Function<Values, T> construct) {
        return new ObjectForm<>(name, meaning, fields, (values, scope) -> construct.apply(values));
    }

    /** Returns a form whose objects are made in the light of the scope; null means that a finding was added. */
    public static <T> ObjectForm<T> inScope(
            String name,
            String meaning,
            List<Field<T, ?>> fields,
            BiFunction<Values, ReadScope, @Nullable T> construct) {
        return new ObjectForm<>(name, meaning, fields, construct);
    }

    /** Returns its name in the schema and the reference. */
    public String name() {
        return name;
    }

    /** Returns what such an object is, for people. */
    public String meaning() {
        return meaning;
    }

    /** Returns its keys, in the order they are written. */
    public List<Field<T, ?>> fields() {
        return fields;
    }

    @Override
    public @Nullable T read(YamlNode node, ReadScope scope) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            scope.wrongType(expected(), node);
            return null;
        }
        int errorsBefore = scope.findings().errors();
        Set<String> meant = reportUnknown(mapping, scope);
        boolean complete = true;
        Values values = new Values();
        ReadScope inner = scope;
        for (Field<T, ?> field : fields) {
            YamlNode.Entry entry = mapping.entries().get(field.key());
            if (entry == null) {
                complete &= !field.isRequired();
                if (field.isRequired() && !meant.contains(field.key())) {
                    scope.report(
                            FindingCode.MISSING_KEY,
                            scope.name() + " lacks the key " + field.key() + ": "
                                    + field.form().expected() + ", " + field.meaning(),
                            "Add " + field.key() + ".");
                }
                continue;
            }
            Object value = field.form().read(entry.value(), inner.entry(entry));
            complete &= value != null;
            if (value != null) {
                values.put(field, value);
                if (field.presence() == Field.Presence.SUBJECT) {
                    inner = inner.about((Signal) value);
                }
            }
        }
        return complete && scope.findings().errors() == errorsBefore ? make(values, mapping, scope) : null;
    }

    /** Reports keys that mean nothing, and returns those that were probably meant by them. */
    private Set<String> reportUnknown(YamlNode.Mapping mapping, ReadScope scope) {
        List<String> known = fields.stream().map(Field::key).toList();
        Set<String> meant = new HashSet<>();
        for (YamlNode.Entry entry : mapping.entries().values()) {
            if (!known.contains(entry.key())) {
                String nearest = Nearest.to(entry.key(), known);
                if (nearest != null) {
                    meant.add(nearest);
                }
                scope.findings()
                        .add(
                                FindingCode.UNKNOWN_KEY,
                                entry.keyPosition(),
                                NodePath.key(scope.path(), entry.key()),
                                "the key " + Quoted.of(entry.key()) + " means nothing in "
                                        + (scope.path().isEmpty() ? "a " + name : scope.path())
                                        + (nearest == null
                                                ? "; there is " + String.join(", ", known)
                                                : "; did you mean " + nearest + "?"),
                                nearest == null ? "Remove it." : "Write " + nearest + ".");
            }
        }
        return meant;
    }

    private @Nullable T make(Values values, YamlNode.Mapping mapping, ReadScope scope) {
        try {
            return construct.apply(values, scope);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage() == null ? "the values do not fit together" : e.getMessage();
            YamlNode.Entry culprit = mentioned(message, mapping);
            Position place = culprit == null ? scope.place() : culprit.place();
            String path = culprit == null ? scope.path() : NodePath.key(scope.path(), culprit.key());
            scope.findings().add(FindingCode.INVALID_VALUE, place, path, message, "");
            return null;
        }
    }

    /** Returns the entry whose key the message names first, or null. */
    private static YamlNode.@Nullable Entry mentioned(String message, YamlNode.Mapping mapping) {
        YamlNode.Entry first = null;
        int at = Integer.MAX_VALUE;
        for (YamlNode.Entry entry : mapping.entries().values()) {
            // Shorter words, such as "in", are in every sentence.
            if (entry.key().length() >= 3) {
                var matcher = Pattern.compile("\\b" + Pattern.quote(entry.key()) + "\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(message);
                if (matcher.find() && matcher.start() < at) {
                    at = matcher.start();
                    first = entry;
                }
            }
        }
        return first;
    }

    @Override
    public Object write(T value, WriteScope scope) {
        Map<String, Object> map = new LinkedHashMap<>();
        WriteScope inner = scope;
        for (Field<T, ?> field : fields) {
            inner = writeField(field, value, inner, map);
        }
        return map;
    }

    private static <T, V> WriteScope writeField(Field<T, V> field, T owner, WriteScope scope, Map<String, Object> map) {
        V value = field.getter().apply(owner);
        if (value == null || (!field.isRequired() && value.equals(field.absent()))) {
            return scope;
        }
        map.put(field.key(), field.form().write(value, scope));
        return field.presence() == Field.Presence.SUBJECT ? new WriteScope((Signal) value) : scope;
    }

    @Override
    public List<Form<?>> parts() {
        return List.copyOf(fields.stream().map(Field::form).toList());
    }

    @Override
    public String expected() {
        List<String> keys = new ArrayList<>();
        for (Field<T, ?> field : fields) {
            if (field.isRequired()) {
                keys.add(field.key());
            }
        }
        return "a mapping"
                + (keys.isEmpty()
                        ? " of "
                                + String.join(
                                        ", ", fields.stream().map(Field::key).toList())
                        : " with " + String.join(", ", keys));
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        Map<String, Object> reference = Schemas.of("$ref", "#/$defs/" + name);
        if (definitions.containsKey(name)) {
            return reference;
        }
        // Holds the place in the order, and ends the recursion of a form that contains itself.
        definitions.put(name, Map.of());
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field<T, ?> field : fields) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", field.meaning());
            property.putAll(field.form().schema(definitions));
            properties.put(field.key(), property);
            if (field.isRequired()) {
                required.add(field.key());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", meaning);
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        definitions.put(name, schema);
        return reference;
    }
}
