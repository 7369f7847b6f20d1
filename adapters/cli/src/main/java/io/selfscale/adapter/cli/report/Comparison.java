package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several policies against one demand.
 *
 * @param index its place in the report
 * @param trace name of the demand
 * @param outcomes what came of each policy; at least one
 */
record Comparison(int index, String trace, List<Outcome> outcomes) {

    static List<Comparison> of(List<Outcome> outcomes) {
        Map<String, List<Outcome>> byTrace = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            byTrace.computeIfAbsent(outcome.setting().demand().name(), name -> new ArrayList<>())
                    .add(outcome);
        }
        List<Comparison> comparisons = new ArrayList<>();
        byTrace.forEach((trace, all) -> comparisons.add(new Comparison(comparisons.size(), trace, List.copyOf(all))));
        return comparisons;
    }

    Setting setting() {
        return outcomes.get(0).setting();
    }
}
