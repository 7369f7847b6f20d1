package io.selfscale.adapter.simulation.backtest;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.DemandCurve;
import io.selfscale.adapter.simulation.figure.StepFunction;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.WorldSettings;
import java.time.Duration;

/**
 * The standard world, in which figures of different simulators are comparable: one queue without end, one pool in which
 * nothing goes wrong, a decision every 15 s on what is seen 15 s late, and as many replicas at the start as the busiest
 * minute of the first five needs.
 */
public final class StandardWorld {

    private static final double FIRST_SECONDS = 300;

    private StandardWorld() {}

    /**
     * Returns the standard setting.
     *
     * @param demand what arrives
     * @param replica how replicas serve
     * @param startup start-up time of every replica
     * @param pricePerHour price of a replica
     * @param seed decides what is left to chance
     * @param min smallest replica count
     * @param max largest replica count
     */
    public static Setting setting(
            Demand demand, ReplicaModel replica, Duration startup, double pricePerHour, long seed, int min, int max) {
        int initial = Math.max(min, firstReplicas(demand, replica, max));
        return new Setting(demand, WorldSettings.standard(replica, startup, pricePerHour, initial, seed), min, max);
    }

    /**
     * Returns how many replicas the busiest minute of the first five needs to serve 99 of 100 requests in time: the greatest
     * value of the {@linkplain DemandCurve demand curve} there.
     */
    public static int firstReplicas(Demand demand, ReplicaModel replica, int max) {
        double longestWait = WorldSettings.STANDARD_LONGEST_WAIT.toNanos() / 1e9;
        StepFunction needed = DemandCurve.of(
                demand, replica, new DemandCurve.Objective(longestWait, Setting.STANDARD_GOAL, 1, max), FIRST_SECONDS);
        return Math.max(1, needed.greatest());
    }
}
