package io.selfscale.policy;

import java.util.Objects;

/**
 * A named, typed measurement that policies can ask for.
 *
 * @param name unique within a scaling target; lower-case words joined by underscores or dots
 * @param kind how the value relates to capacity
 * @param unit the unit of every value of this signal: {@code s} for durations, {@code 1} for ratios, otherwise a
 *     plural noun such as {@code requests}
 */
public record Signal(String name, SignalKind kind, String unit) {

    public Signal {
        Objects.requireNonNull(kind, "kind");
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "signal name must be lower-case words joined by '_' or '.', such as gpu_utilization, but was '"
                            + name + "'");
        }
        if (unit.isBlank()) {
            throw new IllegalArgumentException("unit of signal " + name + " must not be blank");
        }
    }

    /** Tells whether it is {@code [a-z][a-z0-9]*([_.][a-z0-9]+)*}; by hand, as a snapshot names many signals. */
    private static boolean isName(String name) {
        boolean inWord = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean separates = inWord && (c == '_' || c == '.');
            if (!separates && !(c >= 'a' && c <= 'z') && !(i > 0 && c >= '0' && c <= '9')) {
                return false;
            }
            inWord = !separates;
        }
        return inWord;
    }

    /** Returns a signal summed over the whole target, for instance {@code total("queue_length", "requests")}. */
    public static Signal total(String name, String unit) {
        return new Signal(name, SignalKind.TOTAL, unit);
    }

    /** Returns a signal averaged per replica, for instance {@code perReplica("connections", "connections")}. */
    public static Signal perReplica(String name, String unit) {
        return new Signal(name, SignalKind.PER_REPLICA, unit);
    }

    /** Returns a utilization signal with values in [0, 1]. */
    public static Signal ratio(String name) {
        return new Signal(name, SignalKind.RATIO, "1");
    }

    /** Returns a latency signal with values in seconds. */
    public static Signal duration(String name) {
        return new Signal(name, SignalKind.DURATION, "s");
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
