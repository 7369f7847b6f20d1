package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.adapter.yaml.tree.NodePath;
import io.selfscale.adapter.yaml.tree.Quoted;
import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of several types, told by a key: {@code {threshold: {...}}}. An alternative that needs no further key may stand
 * as a word alone: {@code largest}.
 *
 * @param <T> the common type
 */
public final class OneOfForm<T> implements Form<T> {

    /**
     * One of the types.
     *
     * @param key that tells it
     * @param type its class, exactly
     * @param form of what is below the key
     * @param isWord whether the key may stand alone
     * @param <S> the type
     */
    public record Alternative<S>(String key, Class<S> type, ObjectForm<S> form, boolean isWord) {}

    private final String noun;
    private final List<Alternative<? extends T>> alternatives;

    /** Creates a form of something called {@code noun}. */
    public OneOfForm(String noun, List<Alternative<? extends T>> alternatives) {
        this.noun = noun;
        this.alternatives = List.copyOf(alternatives);
    }

    /** Returns the alternatives, in order. */
    public List<Alternative<? extends T>> alternatives() {
        return alternatives;
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        alternatives.forEach(alternative -> keys.add(alternative.key()));
        return keys;
    }

    @Override
    public @Nullable T read(YamlNode node, ReadScope scope) {
        if (node instanceof YamlNode.Scalar word && !word.isEmpty()) {
            Alternative<? extends T> alternative = find(word.text());
            if (alternative == null) {
                unknown(word.text(), word.position(), scope.path(), scope);
                return null;
            }
            YamlNode empty = new YamlNode.Mapping(Map.of(), word.position(), 1);
            return alternative.isWord() ? alternative.form().read(empty, scope) : missing(alternative, scope);
        }
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            scope.wrongType(expected(), node);
            return null;
        }
        YamlNode.Entry entry = mapping.entries().values().iterator().next();
        if (mapping.entries().size() > 1) {
            String others = String.join(
                    ", ",
                    mapping.entries().keySet().stream().limit(5).map(Quoted::of).toList());
            scope.report(
                    FindingCode.INVALID_VALUE,
                    scope.name() + " must have one key, the kind of " + noun + ", but has " + others,
                    "Make each of them an item of its own, and indent what belongs to it.");
            return null;
        }
        Alternative<? extends T> alternative = find(entry.key());
        if (alternative == null) {
            unknown(entry.key(), entry.keyPosition(), NodePath.key(scope.path(), entry.key()), scope);
            return null;
        }
        return alternative.form().read(entry.value(), scope.entry(entry));
    }

    private @Nullable T missing(Alternative<? extends T> alternative, ReadScope scope) {
        scope.report(
                FindingCode.WRONG_TYPE,
                scope.name() + " must say more than " + alternative.key() + ": "
                        + alternative.form().expected(),
                "Write " + alternative.key() + ": and below it "
                        + alternative.form().expected() + ".");
        return null;
    }

    private void unknown(String word, Position place, String path, ReadScope scope) {
        String nearest = Nearest.to(word, keys());
        scope.findings()
                .add(
                        FindingCode.UNKNOWN_KEY,
                        place,
                        path,
                        Quoted.of(word) + " is no kind of " + noun
                                + (nearest == null
                                        ? "; there is " + String.join(", ", keys())
                                        : "; did you mean " + nearest + "?"),
                        nearest == null ? "" : "Write " + nearest + ".");
    }

    private @Nullable Alternative<? extends T> find(String key) {
        for (Alternative<? extends T> alternative : alternatives) {
            if (alternative.key().equals(key)) {
                return alternative;
            }
        }
        return null;
    }

    @Override
    public Object write(T value, WriteScope scope) {
        for (Alternative<? extends T> alternative : alternatives) {
            if (value.getClass() == alternative.type()) {
                return write(alternative, value, scope);
            }
        }
        throw new IllegalArgumentException(
                "a policy file cannot express the " + noun + " of " + value.getClass() + "; there is " + keys());
    }

    private static <S> Object write(Alternative<S> alternative, Object value, WriteScope scope) {
        Object inner = alternative.form().write(alternative.type().cast(value), scope);
        return alternative.isWord() && inner instanceof Map<?, ?> map && map.isEmpty()
                ? alternative.key()
                : Map.of(alternative.key(), inner);
    }

    @Override
    public List<Form<?>> parts() {
        return List.copyOf(alternatives.stream().map(Alternative::form).toList());
    }

    @Override
    public String expected() {
        return "a " + noun + ": one of " + String.join(", ", keys());
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        List<Map<String, Object>> schemas = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Alternative<? extends T> alternative : alternatives) {
            if (alternative.isWord()) {
                words.add(alternative.key());
            }
            schemas.add(Schemas.of(
                    "type",
                    "object",
                    "properties",
                    Schemas.of(alternative.key(), alternative.form().schema(definitions)),
                    "required",
                    List.of(alternative.key()),
                    "additionalProperties",
                    false));
        }
        if (!words.isEmpty()) {
            schemas.add(0, Schemas.of("enum", words));
        }
        return Schemas.anyOf(schemas);
    }
}
