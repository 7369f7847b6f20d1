package io.selfscale.inference.runtime;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one run is made.
 *
 * @param tag a name that ONNX Runtime's log lines of this run carry; may be empty
 * @param cancellation what can end the run from another thread; null: the run cannot be cancelled
 * @param config entries of ONNX Runtime's run configuration, by their documented keys ({@code gpu_graph_id}, …)
 */
public record RunSettings(String tag, @Nullable Cancellation cancellation, Map<String, String> config) {
    /** A run that cannot be cancelled. */
    public static final RunSettings DEFAULT = new RunSettings("", null, Map.of());

    /** Copies the map. */
    public RunSettings {
        config = Collections.unmodifiableMap(new TreeMap<>(config));
    }

    /** A run that can be cancelled. */
    public static RunSettings cancelledBy(Cancellation cancellation) {
        return new RunSettings("", cancellation, Map.of());
    }

    /** These settings with another tag. */
    public RunSettings withTag(String name) {
        return new RunSettings(name, cancellation, config);
    }

    /** These settings with one more configuration entry. */
    public RunSettings withConfig(String key, String value) {
        Map<String, String> copy = new TreeMap<>(config);
        copy.put(key, value);
        return new RunSettings(tag, cancellation, copy);
    }
}
