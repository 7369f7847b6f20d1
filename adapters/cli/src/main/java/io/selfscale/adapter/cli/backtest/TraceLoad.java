package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.trace.Expansion;
import io.selfscale.adapter.simulation.trace.LoadScale;
import io.selfscale.adapter.simulation.trace.Trace;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.spec.PoolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
    public ReplicaModel replica() {
        return plan.service().replica();
    }

    @Override
    public WorldSettings.Monitoring monitoring() {
        return plan.monitoring();
    }

    @Override
    public Map<String, String> described() {
        return plan.described();
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
        Servable.requireEnd(name, length(), plan.monitoring().tick());
        boolean mayDegrade =
                !plan.isStandard() && !plan.service().door().rungs().isEmpty();
        double cached = plan.isStandard() ? 0 : plan.service().door().cacheHitShare();
        if (!mayDegrade) {
            Servable.requireRoom(
                    name,
                    offered * (1 - cached),
                    plan,
                    plan.service().name(),
                    plan.service().replica().slots(),
                    "a smaller --offered-load");
        }
        if (!plan.slo().isAboutWaits()) {
            Servable.requireQuickEnough(
                    name,
                    expansion.expand(trace),
                    plan.service().replica(),
                    plan.service().name(),
                    plan.slo());
        }
    }

    private Duration length() {
        Duration left = trace.duration().minus(plan.window().from());
        return left.compareTo(plan.window().most()) < 0 ? left : plan.window().most();
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
}
