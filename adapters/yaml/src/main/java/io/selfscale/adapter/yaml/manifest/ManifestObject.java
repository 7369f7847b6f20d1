package io.selfscale.adapter.yaml.manifest;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.tree.Quoted;
import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping in a manifest, which knows what of it was asked for: the rest is reported as not carried over, so that
 * nothing is dropped silently. Not safe for concurrent use.
 */
final class ManifestObject {

    private final YamlNode.Mapping mapping;
    private final ReadScope scope;
    private final Set<String> asked = new HashSet<>();
    private final List<ManifestObject> children = new ArrayList<>();

    ManifestObject(YamlNode.Mapping mapping, ReadScope scope) {
        this.mapping = mapping;
        this.scope = scope;
    }

    /** Returns its path in the manifest. */
    String path() {
        return scope.path();
    }

    /** Returns the path of a key. */
    String path(String key) {
        return scope.path().isEmpty() ? key : scope.path() + "." + key;
    }

    /** Tells whether a key is there with a value. */
    boolean has(String key) {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry != null && !(entry.value() instanceof YamlNode.Scalar scalar && scalar.isEmpty());
    }

    /** Returns all keys, in order. */
    List<String> keys() {
        return List.copyOf(mapping.entries().keySet());
    }

    private YamlNode.@Nullable Entry take(String key) {
        asked.add(key);
        return has(key) ? mapping.entries().get(key) : null;
    }

    /** Returns the text of a key, or null. */
    @Nullable
    String text(String key) {
        YamlNode.Entry entry = take(key);
        return entry == null ? null : Forms.TEXT.read(entry.value(), scope.entry(entry));
    }

    /** Returns the text of a key, which must be there; null after reporting that it is not. */
    @Nullable
    String requiredText(String key) {
        String text = text(key);
        if (text == null && !has(key)) {
            missing(key);
        }
        return text;
    }

    /** Returns the integer of a key, or another where it is not there or wrong. */
    int integer(String key, int absent, int least, int greatest) {
        YamlNode.Entry entry = take(key);
        if (entry == null) {
            return absent;
        }
        Integer value = Forms.integer(least, greatest).read(entry.value(), scope.entry(entry));
        return value == null ? absent : value;
    }

    /** Returns the quantity of a key, such as {@code 500m}, or null where it is not there or wrong. */
    @Nullable
    Double quantity(String key) {
        YamlNode.Entry entry = take(key);
        return entry == null ? null : Quantities.FORM.read(entry.value(), scope.entry(entry));
    }

    /** Returns the mapping of a key, or null where it is not there or something else. */
    @Nullable
    ManifestObject object(String key) {
        YamlNode.Entry entry = take(key);
        return entry == null ? null : child(entry.value(), scope.entry(entry));
    }

    /** Returns the mapping of a key, which must be there; null after reporting that it is not. */
    @Nullable
    ManifestObject requiredObject(String key) {
        if (!has(key)) {
            missing(key);
        }
        return object(key);
    }

    /** Returns the mappings in the list of a key; none where it is not there. */
    List<ManifestObject> list(String key) {
        YamlNode.Entry entry = take(key);
        if (entry == null) {
            return List.of();
        }
        ReadScope inner = scope.entry(entry);
        if (!(entry.value() instanceof YamlNode.Sequence sequence)) {
            inner.wrongType("a list", entry.value());
            return List.of();
        }
        List<ManifestObject> objects = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            YamlNode item = sequence.items().get(i);
            ManifestObject child = child(item, inner.item(i, item));
            if (child != null) {
                objects.add(child);
            }
        }
        return objects;
    }

    private @Nullable ManifestObject child(YamlNode node, ReadScope inner) {
        if (!(node instanceof YamlNode.Mapping child)) {
            inner.wrongType("a mapping", node);
            return null;
        }
        ManifestObject object = new ManifestObject(child, inner);
        children.add(object);
        return object;
    }

    /** Marks keys that say nothing about scaling. */
    void ignore(String... keys) {
        asked.addAll(List.of(keys));
    }

    private void missing(String key) {
        scope.report(FindingCode.MISSING_KEY, scope.name() + " lacks the key " + key, "Add " + key + ".");
    }

    /** Reports that the value of a key is wrong. */
    void invalid(String key, String message) {
        scope.reportAt(path(key), FindingCode.INVALID_VALUE, message, "");
    }

    /** Reports that a key which is there cannot be carried over, and why. */
    void notCarriedOver(String key, String why, String remedy) {
        asked.add(key);
        if (has(key)) {
            scope.reportAt(path(key), FindingCode.NOT_CARRIED_OVER, path(key) + " is not carried over: " + why, remedy);
        }
    }

    /** Reports that the whole of it cannot be carried over, and why; the rest of it is then not looked at. */
    void notCarriedOver(String why, String remedy) {
        asked.addAll(keys());
        children.clear();
        scope.report(FindingCode.NOT_CARRIED_OVER, scope.name() + " is not carried over: " + why, remedy);
    }

    /** Reports that a key with a name of its own, such as an annotation, cannot be carried over. */
    void report(String key) {
        YamlNode.Entry entry = mapping.entries().get(key);
        if (entry != null) {
            asked.add(key);
            scope.entry(entry)
                    .report(
                            FindingCode.NOT_CARRIED_OVER,
                            Quoted.of(key) + " is not carried over: it is an order to the other autoscaler",
                            "Use an override.");
        }
    }

    /** Reports every key that nobody asked for, here and below. */
    void finish() {
        for (YamlNode.Entry entry : mapping.entries().values()) {
            if (!asked.contains(entry.key())) {
                ReadScope inner = scope.entry(entry);
                scope.findings()
                        .add(
                                FindingCode.NOT_CARRIED_OVER,
                                entry.keyPosition(),
                                inner.path(),
                                "the key " + Quoted.of(entry.key()) + " is not known here and is not carried over",
                                "");
            }
        }
        children.forEach(ManifestObject::finish);
    }

    /** Returns the scope. */
    ReadScope scope() {
        return scope;
    }
}
