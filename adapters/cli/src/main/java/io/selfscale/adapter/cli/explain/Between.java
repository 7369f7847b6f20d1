package io.selfscale.adapter.cli.explain;

import io.selfscale.adapter.cli.journal.ToldDecision;
import io.selfscale.policy.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums up the decisions between two changes in one line: how many there were, and what kept the count. */
final class Between {

    private Between() {}

    /**
     * Returns such as {@code 41 decisions in 205 s kept 3: no policy wants a change (30), cooldown-in (11)}, or null if there
     * was none.
     *
     * @param from position of the first, inclusive
     * @param until position after the last
     */
    static @Nullable String of(List<ToldDecision> decisions, int from, int until) {
        if (from >= until) {
            return null;
        }
        Map<String, Integer> reasons = new LinkedHashMap<>();
        int to = -1;
        @Nullable String reason = null;
        for (int i = from; i < until; i++) {
            Decision decision = decisions.get(i).decision();
            if (decision != null) {
                to = decision.to();
                reason = decision.binding() == null
                        ? decision.combination().reason().phrase()
                        : decision.binding().constraint();
            }
            if (reason != null) {
                reasons.merge(reason, 1, Integer::sum);
            }
        }
        double seconds = (decisions.get(until - 1).observation().nanos()
                        - decisions.get(from).observation().nanos())
                / 1e9;
        List<String> parts = new ArrayList<>();
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> parts.add(entry.getKey() + " (" + entry.getValue() + ")"));
        return "... " + (until - from) + " decisions in " + Math.round(10 * seconds) / 10.0 + " s kept "
                + (to < 0 ? "the count" : String.valueOf(to)) + ": " + String.join(", ", parts);
    }
}
