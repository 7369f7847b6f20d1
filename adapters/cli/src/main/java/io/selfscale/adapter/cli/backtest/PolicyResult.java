package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.figure.Figures;
import io.selfscale.adapter.simulation.service.PoolModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one policy against one load.
 *
 * @param policy as it was given
 * @param figures what it comes to
 * @param attainment share of all requests that were served within the SLO
 * @param costPerThousandGood money per 1,000 of those; NaN without any
 * @param pools where its replicas came from; copied
 * @param wallSeconds how long the run took, without the search of a policy that searches
 * @param note what is to be known beside the figures; empty for nothing
 * @param outcome all of it, or null if nothing needs it any more
 */
record PolicyResult(
        String policy,
        Figures figures,
        double attainment,
        double costPerThousandGood,
        List<PoolModel> pools,
        double wallSeconds,
        String note,
        @Nullable Outcome outcome) {

    PolicyResult {
        pools = List.copyOf(pools);
    }

    /** Tells whether they came from pools of the policy, and not from the one of the service. */
    boolean statesPools() {
        return pools.size() > 1 || !pools.get(0).name().equals(WorldPlan.POOL);
    }

    static PolicyResult of(Outcome outcome, Slo slo, double wallSeconds, boolean keep) {
        Figures figures = outcome.figures();
        double attainment =
                slo.isAboutWaits() ? figures.attainment() : slo.objective().attainment(outcome.run());
        double good = attainment * figures.offered();
        return new PolicyResult(
                outcome.policy(),
                figures,
                attainment,
                good > 0 ? figures.cost() / good * 1000 : Double.NaN,
                outcome.setting().world().pools(),
                wallSeconds,
                outcome.note(),
                keep ? outcome : null);
    }
}
