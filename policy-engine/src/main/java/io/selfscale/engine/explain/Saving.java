package io.selfscale.engine.explain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A change that would have made a scale-out come sooner.
 *
 * @param kind whether it is a setting alone, or capacity that costs money
 * @param setting which, such as {@code window of gpu_utilization}
 * @param change from what to what, such as {@code 300 s -> 60 s}
 * @param saved how much sooner, positive; an estimate from this one record, everything else being as it was
 */
public record Saving(Kind kind, String setting, String change, Duration saved) {

    /** What kind of change it is. */
    public enum Kind {
        /** A number in the specification. */
        SETTING,
        /** Capacity that is paid for before it is needed. */
        CAPACITY
    }

    public Saving {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(change, "change");
        if (saved.isNegative() || saved.isZero()) {
            throw new IllegalArgumentException("a saving must be positive but was " + saved);
        }
    }

    /** Returns a sentence, such as {@code window of gpu_utilization 300 s -> 60 s would have saved 240 s}. */
    public String text() {
        return setting + " " + change + " would have saved " + Quantity.seconds(saved);
    }

    /** Returns this as a JSON object. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", kind.name());
        json.put("setting", setting);
        json.put("change", change);
        json.put("seconds", saved.toNanos() / 1e9);
        return json;
    }
}
