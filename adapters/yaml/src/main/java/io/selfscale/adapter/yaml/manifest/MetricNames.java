package io.selfscale.adapter.yaml.manifest;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names of signals for the metrics of one manifest. Not safe for concurrent use. */
final class MetricNames {

    private static final int LONGEST = 100;

    private final Map<String, Integer> used = new HashMap<>();

    /** Returns a name made of a metric's, unique in the manifest: lower-case words joined by {@code _}. */
    String signal(String metric) {
        String part = metric.length() > LONGEST ? metric.substring(0, LONGEST) : metric;
        String words = part.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        String name = words.isEmpty() || !Character.isLetter(words.charAt(0)) ? ("metric_" + words) : words;
        name = name.replaceAll("_$", "");
        int count = used.getOrDefault(name, 0) + 1;
        used.put(name, count);
        return count == 1 ? name : signal(name + "_" + count);
    }
}
