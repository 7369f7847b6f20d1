package io.selfscale.adapter.simulation.figure;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.world.Fate;
import io.selfscale.adapter.simulation.world.RequestRecords;
import io.selfscale.adapter.simulation.world.RunRecord;
import java.util.Arrays;

/**
 * The figures of a run. Shares are in [0, 1], of all requests that were offered; those of nothing are NaN.
 *
 * @param offered requests
 * @param cost money
 * @param costPerThousandGood money per 1,000 requests that were served in time; NaN without any
 * @param replicaHours replica hours that are paid for
 * @param attainment share of the requests that were served and had waited no longer than is in time
 * @param waitSeconds waits of the requests that took a slot, in seconds
 * @param rejectedShare share of the requests that were rejected or gave up
 * @param unservedShare share of the requests that were never served, though they waited to the end
 * @param degradedShare share of the requests that were served below full service
 * @param elasticity supply against demand over time
 * @param overshootPct by how much the greatest supply exceeds the greatest demand, in percent of that
 * @param changes how the requested count changed
 * @param days length of the run
 * @param timeToReady seconds from order to ready of the replicas that became ready; NaN without any
 * @param needToReady seconds from when more were needed until they were ready, of each such spell; NaN without any
 * @param wastedReplicaMinutes minutes paid for replicas that never served anything
 */
public record Figures(
        int offered,
        double cost,
        double costPerThousandGood,
        double replicaHours,
        double attainment,
        Percentiles waitSeconds,
        double rejectedShare,
        double unservedShare,
        double degradedShare,
        Elasticity elasticity,
        double overshootPct,
        Changes changes,
        double days,
        Percentiles timeToReady,
        Percentiles needToReady,
        double wastedReplicaMinutes) {

    /** Returns the changes of the requested count. */
    public int actions() {
        return changes.actions();
    }

    /** Returns the changes in the opposite direction of the one before, within an hour of it. */
    public int reversals() {
        return changes.reversals();
    }

    /** Returns reversals per hour. */
    public double reversalsPerHour() {
        return reversals() / days / 24;
    }

    /** Returns reversals per day. */
    public double reversalsPerDay() {
        return reversals() / days;
    }

    /** Returns actions per day. */
    public double actionsPerDay() {
        return actions() / days;
    }

    /**
     * Returns the figures of a run.
     *
     * @param goal share of the requests that is to be served in time, in (0, 1)
     * @param min smallest replica count of the setting
     * @param max largest replica count of the setting
     */
    public static Figures of(RunRecord run, double goal, int min, int max) {
        Demand demand = run.demand();
        RequestRecords requests = run.requests();
        LatencyObjective inTime = LatencyObjective.of(run.settings());
        int size = requests.size();
        double[] waits = new double[size];
        int started = 0;
        int good = 0;
        int degraded = 0;
        for (int i = 0; i < size; i++) {
            double wait = requests.startSeconds(i) - demand.arrivalSeconds(i);
            if (Double.isNaN(wait)) {
                continue;
            }
            waits[started++] = wait;
            if (inTime.isMet(run, i)) {
                good++;
            }
            if (requests.serviceLevel(i) > 0) {
                degraded++;
            }
        }
        StepFunction supply = Supply.of(run);
        StepFunction needed = DemandCurve.of(
                demand, run.settings().replica(), new DemandCurve.Objective(inTime.longestSeconds(), goal, min, max));
        double[] toReady = run.replicas().stream()
                .filter(replica -> replica.readySeconds() > replica.orderedSeconds())
                .mapToDouble(replica -> replica.readySeconds() - replica.orderedSeconds())
                .toArray();
        double wasted = run.replicas().stream()
                .filter(replica -> !replica.used())
                .mapToDouble(replica -> replica.billedHours(demand.seconds()) * 60)
                .sum();
        return new Figures(
                size,
                run.cost(),
                good == 0 ? Double.NaN : run.cost() / good * 1000,
                run.replicaHours(),
                good / (double) size,
                Percentiles.of(Arrays.copyOf(waits, started)),
                (requests.count(Fate.REJECTED) + requests.count(Fate.TIMED_OUT)) / (double) size,
                requests.count(Fate.UNSERVED) / (double) size,
                degraded / (double) size,
                Elasticity.of(supply, needed, DemandCurve.STEP_SECONDS),
                Shortfalls.overshootPct(supply, needed),
                Changes.of(run),
                demand.seconds() / 86_400,
                Percentiles.of(toReady),
                Percentiles.of(Shortfalls.seconds(supply, needed)),
                wasted);
    }
}
