package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several policies against one demand.
 *
 * @param index its place in the report
 * @param facts what is to be said of the demand
 * @param entries the policies; at least one
 */
record Comparison(int index, TraceFacts facts, List<Entry> entries) {

    /** Puts together what has the same demand; two demands may have the same name and are two all the same. */
    static List<Comparison> of(List<Outcome> outcomes, Map<Demand, TraceFacts> known) {
        Map<Demand, Integer> places = new HashMap<>();
        List<Comparison> comparisons = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Setting setting = outcome.setting();
            Demand demand = setting.demand();
            Integer place = places.putIfAbsent(demand, comparisons.size());
            if (place == null) {
                TraceFacts facts = known.get(demand);
                comparisons.add(new Comparison(
                        comparisons.size(),
                        facts == null
                                ? new TraceFacts(demand.name(), LatencyObjective.of(setting.world()), Double.NaN)
                                : facts,
                        new ArrayList<>()));
            }
            Comparison comparison = comparisons.get(place == null ? comparisons.size() - 1 : place);
            comparison.entries.add(Entry.of(outcome, comparison.facts.objective()));
        }
        return comparisons;
    }

    String trace() {
        return facts.name();
    }

    Setting setting() {
        return entries.get(0).outcome().setting();
    }

    double goal() {
        return setting().goal();
    }
}
