package io.selfscale.adapter.cli.tune;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Why candidates were not tried, or not recommended: codes of findings. Safe for concurrent use. */
final class Refusals {

    private static final int MOST_NAMED = 3;

    private final Map<String, Integer> byCode = new ConcurrentHashMap<>();

    void count(String code) {
        byCode.merge(code, 1, Integer::sum);
    }

    /** Returns the most frequent ones, such as {@code NEVER_BINDS 370, DEAD_BAND 11}; empty without any. */
    String mostFrequent() {
        return byCode.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_NAMED)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
