package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.trace.Expansion;
import io.selfscale.adapter.simulation.trace.LoadScale;
import io.selfscale.adapter.simulation.trace.Trace;
import io.selfscale.engine.spec.PoolSpec;
import java.util.List;
import java.util.Locale;

/**
 * A recorded load.
 *
 * @param name as it was given
 * @param trace what was recorded
 * @param isForeign whether it is of another service, so that its size says nothing about this one
 * @param plan the world
 */
public record TraceLoad(String name, Trace trace, boolean isForeign, WorldPlan plan) implements Load {

    /** So small that the number of requests stays within what is allowed, whatever was recorded. */
    private static final double TINY_LOAD = 1e-6;

    @Override
    public Demand demand() {
        return plan.expansion(isForeign).expand(trace);
    }

    @Override
    public Setting setting(Demand demand, List<PoolSpec> pools) {
        return plan.setting(demand, pools);
    }

    /**
     * Refuses what no policy could serve, before anything runs.
     *
     * @throws UsageException if it cannot be served, with the numbers
     */
    public void requireServable() {
        Expansion expansion = plan.expansion(isForeign);
        double offered = offered(expansion);
        boolean mayDegrade =
                !plan.isStandard() && !plan.service().door().rungs().isEmpty();
        double cached = plan.isStandard() ? 0 : plan.service().door().cacheHitShare();
        if (!mayDegrade && offered * (1 - cached) > plan.max()) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "%s cannot be served within the SLO by any policy: it keeps %.2f replicas of %s busy on average, all %d"
                            + " slots of each, and there may be %d (--max); give a larger --max, or a smaller"
                            + " --offered-load",
                    name,
                    offered * (1 - cached),
                    plan.service().name(),
                    plan.service().replica().slots(),
                    plan.max()));
        }
        if (!plan.slo().isAboutWaits()) {
            requireQuickEnough(expansion.expand(trace));
        }
    }

    /** Returns how many replicas are busy on average. */
    private double offered(Expansion expansion) {
        try {
            if (expansion.scale() instanceof LoadScale.OfferedLoad scaled) {
                // Tells what is wrong with window and size.
                expansion.factor(trace);
                return scaled.replicas();
            }
            return TINY_LOAD
                    / expansion.withScale(new LoadScale.OfferedLoad(TINY_LOAD)).factor(trace)
                    * ((LoadScale.Factor) expansion.scale()).factor();
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + ": " + e.getMessage(), e);
        }
    }

    private void requireQuickEnough(Demand demand) {
        double bound = plan.slo().objective().longestSeconds();
        int tooLong = 0;
        double sum = 0;
        for (int i = 0; i < demand.size(); i++) {
            double alone = plan.service()
                    .replica()
                    .serviceSeconds(
                            demand.textTokens(i), demand.imageTokens(i), demand.outputTokens(i), /* batch= */ 1);
            sum += alone;
            tooLong += alone > bound ? 1 : 0;
        }
        double share = tooLong / (double) Math.max(1, demand.size());
        if (share > 1 - plan.slo().share()) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "%s cannot meet %s: even alone on a replica, %.2f %% of the requests of %s take longer than %s (the mean"
                            + " one takes %.2f s)",
                    plan.service().name(),
                    plan.slo(),
                    share * 100,
                    name,
                    Text.duration(plan.slo().bound()),
                    sum / Math.max(1, demand.size())));
        }
    }
}
