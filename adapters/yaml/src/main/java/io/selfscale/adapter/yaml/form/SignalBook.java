package io.selfscale.adapter.yaml.form;

import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one document: those listed under {@code signals}, those described where they are used, and those whose
 * kind follows from their use. Not safe for concurrent use.
 */
public final class SignalBook {

    /** The unit of a total or a value per replica where none is told. */
    public static final String DEFAULT_UNIT = "units";

    private final Map<String, Signal> signals = new LinkedHashMap<>();

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
