package io.selfscale.adapter.yaml.tree;

import io.selfscale.adapter.yaml.finding.Position;
import java.util.List;
import java.util.Map;

/** A node of a YAML document. Nodes that were repeated by an alias are shared. Immutable. */
public sealed interface YamlNode {

    /** Returns where its text begins. */
    Position position();

    /** Returns the number of nodes in it, counting what is repeated by aliases each time; at least 1. */
    int weight();

    /** Returns what it is, for messages: {@code a list}, {@code a mapping}, {@code 'the text'}, {@code nothing}. */
    String describe();

    /**
     * A single value.
     *
     * @param text without quotes
     * @param plain whether it stood there without quotes, so that it may be a number or nothing at all
     * @param position where it begins
     */
    record Scalar(String text, boolean plain, Position position) implements YamlNode {
        @Override
        public int weight() {
            return 1;
        }

        /** Tells whether nothing, {@code null} or {@code ~} stands there. */
        public boolean isEmpty() {
            return plain && (text.isEmpty() || text.equals("null") || text.equals("~"));
        }

        @Override
        public String describe() {
            return isEmpty() ? "nothing" : Quoted.of(text);
        }
    }

    /**
     * A list.
     *
     * @param items in order
     * @param position where it begins
     * @param weight see {@link YamlNode#weight()}
     */
    record Sequence(List<YamlNode> items, Position position, int weight) implements YamlNode {
        @Override
        public String describe() {
            return "a list";
        }
    }

    /**
     * A mapping with text as keys.
     *
     * @param entries in order of the text
     * @param position where it begins
     * @param weight see {@link YamlNode#weight()}
     */
    record Mapping(Map<String, Entry> entries, Position position, int weight) implements YamlNode {

        /** Returns the text of a key; empty if it is not there, empty or something else. */
        public String text(String key) {
            Entry entry = entries.get(key);
            return entry != null && entry.value() instanceof Scalar scalar && !scalar.isEmpty() ? scalar.text() : "";
        }

        /** Returns the items of the list of a key; none if it is not there or something else. */
        public List<YamlNode> items(String key) {
            Entry entry = entries.get(key);
            return entry != null && entry.value() instanceof Sequence sequence ? sequence.items() : List.of();
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /**
     * One entry of a mapping.
     *
     * @param key the key
     * @param keyPosition where the key stands
     * @param value the value
     */
    record Entry(String key, Position keyPosition, YamlNode value) {

        /** Returns the place to point at: the value if it is a single one, otherwise the key above it. */
        public Position place() {
            return value instanceof Scalar scalar && !scalar.isEmpty() ? scalar.position() : keyPosition;
        }
    }
}
