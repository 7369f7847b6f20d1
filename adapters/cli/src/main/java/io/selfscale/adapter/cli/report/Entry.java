package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.Action;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.figure.Figures;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import java.util.List;

/**
 * A policy among those that are compared.
 *
 * @param outcome what came out
 * @param attainment share of all requests that were served in time, by the objective of the report
 * @param actions its actions, in order
 */
record Entry(Outcome outcome, double attainment, List<Action> actions) {

    static Entry of(Outcome outcome, LatencyObjective objective) {
        Figures figures = outcome.figures();
        double attainment =
                objective.equals(LatencyObjective.of(outcome.setting().world()))
                        ? figures.attainment()
                        : objective.attainment(outcome.run());
        return new Entry(outcome, attainment, Action.of(outcome.run()));
    }

    String policy() {
        return outcome.policy();
    }

    Figures figures() {
        return outcome.figures();
    }

    /** Returns the money for 1,000 requests that were served in time; NaN without any. */
    double costPerThousandGood() {
        double good = attainment * figures().offered();
        return good > 0 ? figures().cost() / good * 1_000 : Double.NaN;
    }
}
