package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one document: those listed under {@code signals}, those described where they are used, and those whose
 * kind follows from their use. Not safe for concurrent use.
 */
public final class SignalBook {

    /** The unit of a total or a value per replica where none is told. */
    public static final String DEFAULT_UNIT = "units";

    private final Map<String, Signal> signals = new LinkedHashMap<>();
    private final Set<String> unclear = new HashSet<>();

    /**
     * Returns the signals that a document describes: those listed under {@code signals} first, then those with a kind
     * beside their name where they are used. What is wrong with a description is reported when that place is read.
     */
    public static SignalBook collect(YamlNode root) {
        SignalBook book = new SignalBook();
        if (root instanceof YamlNode.Mapping mapping) {
            for (YamlNode item : mapping.items("signals")) {
                if (item instanceof YamlNode.Mapping signal) {
                    book.describe(signal, "name");
                }
            }
        }
        book.walk(root);
        return book;
    }

    private void walk(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            describe(mapping, "signal");
            mapping.entries().values().forEach(entry -> walk(entry.value()));
        } else if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(this::walk);
        }
    }

    private void describe(YamlNode.Mapping mapping, String nameKey) {
        String name = mapping.text(nameKey);
        if (name.isEmpty() || !mapping.entries().containsKey("kind")) {
            return;
        }
        SignalKind known = Forms.constant(SignalKind.class, mapping.text("kind"));
        if (known == null) {
            unclear.add(name);
            return;
        }
        String unit = mapping.text("unit");
        try {
            add(new Signal(name, known, unit.isBlank() ? defaultUnit(known) : unit));
        } catch (IllegalArgumentException e) {
            unclear.add(name);
        }
    }

    /** Tells whether a description of the signal is there, but wrong; that is reported where it stands. */
    public boolean isUnclear(String name) {
        return unclear.contains(name);
    }

    /** Returns the signal of a name, or null. */
    public @Nullable Signal get(String name) {
        return signals.get(name);
    }

    /** Returns the names so far. */
    public List<String> names() {
        return List.copyOf(signals.keySet());
    }

    /** Returns the signals so far, in the order they were added. */
    public List<Signal> all() {
        return List.copyOf(signals.values());
    }

    /** Adds a signal unless its name is known, and returns the one that is known then. */
    public Signal add(Signal signal) {
        Signal before = signals.putIfAbsent(signal.name(), signal);
        return before == null ? signal : before;
    }

    /** Returns the unit of a kind where none is told. */
    public static String defaultUnit(SignalKind kind) {
        return switch (kind) {
            case RATIO -> "1";
            case DURATION -> "s";
            case TOTAL, PER_REPLICA -> DEFAULT_UNIT;
        };
    }
}
