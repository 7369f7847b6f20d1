package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Slo;
import io.selfscale.adapter.simulation.backtest.Backtest;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import java.util.List;

/**
 * What a policy came to on one part of one load, or on that part of all of them together.
 *
 * @param costPerHour money per hour
 * @param attainment share of all requests that were served in time
 * @param p95WaitSeconds 95th percentile of the waits
 * @param reversalsPerDay changes back within an hour, per day
 */
record PartScore(double costPerHour, double attainment, double p95WaitSeconds, double reversalsPerDay) {

    static PartScore of(Contender contender, Setting setting, Slo slo) {
        Outcome outcome = Backtest.run(contender, setting);
        return new PartScore(
                outcome.figures().cost() / (setting.demand().seconds() / 3600),
                slo.objective().attainment(outcome.run()),
                outcome.figures().waitSeconds().p95(),
                outcome.figures().reversalsPerDay());
    }

    /** Returns the mean cost and reversals and the worst attainment and wait. */
    static PartScore overall(List<PartScore> scores) {
        double cost = 0;
        double attainment = 1;
        double wait = 0;
        double reversals = 0;
        for (PartScore score : scores) {
            cost += score.costPerHour / scores.size();
            attainment = Math.min(attainment, score.attainment);
            wait = Math.max(wait, score.p95WaitSeconds);
            reversals += score.reversalsPerDay / scores.size();
        }
        return new PartScore(cost, attainment, wait, reversals);
    }
}
