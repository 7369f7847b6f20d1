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
 * @param costPerThousandGood money per 1,000 requests that were served in time
 * @param replicaHours replica hours that are paid for
 * @param attainment share of the requests that were served and had waited no longer than is in time
 * @param waitSeconds waits of the requests that took a slot, in seconds
 * @param rejectedShare share of the requests that were rejected or gave up
 * @param unservedShare share of the requests that were never served, though they waited to the end
 * @param degradedShare share of the requests that were served below full service
 * @param elasticity supply against demand over time
 * @param actions changes of the requested count
 * @param reversals changes whose direction is the opposite of the one before, within an hour of it
 * @param days length of the run
 * @param timeToReady seconds from order to ready of the replicas that became ready; NaN without any
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
        int actions,
        int reversals,
        double days,
        Percentiles timeToReady,
        double wastedReplicaMinutes) {

    /** Nearest-rank percentiles; NaN of nothing. */
    public record Percentiles(double p50, double p95, double p99) {

        /** Returns the percentiles of values, which are sorted by this. */
        public static Percentiles of(double[] values) {
            Arrays.sort(values);
            return new Percentiles(rank(values, 0.5), rank(values, 0.95), rank(values, 0.99));
        }

        private static double rank(double[] sorted, double share) {
            return sorted.length == 0 ? Double.NaN : sorted[Math.max(1, (int) Math.ceil(share * sorted.length)) - 1];
        }
    }

    /** Returns reversals per day. */
    public double reversalsPerDay() {
        return reversals / days;
    }

    /** Returns actions per day. */
    public double actionsPerDay() {
        return actions / days;
    }

    /**
     * Returns the figures of a run.
     *
     * @param min smallest replica count of the setting
     * @param max largest replica count of the setting
     */
    public static Figures of(RunRecord run, int min, int max) {
        Demand demand = run.demand();
        RequestRecords requests = run.requests();
        double longestWait = run.settings().longestWait().toNanos() / 1e9;
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
            Fate fate = requests.fate(i);
            if (wait <= longestWait && (fate == Fate.COMPLETED || fate == Fate.CACHED)) {
                good++;
            }
            if (requests.serviceLevel(i) > 0) {
                degraded++;
            }
        }
        Changes changes = Changes.of(run.ticks());
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
                run.cost() / good * 1000,
                run.replicaHours(),
                good / (double) size,
                Percentiles.of(Arrays.copyOf(waits, started)),
                (requests.count(Fate.REJECTED) + requests.count(Fate.TIMED_OUT)) / (double) size,
                requests.count(Fate.UNSERVED) / (double) size,
                degraded / (double) size,
                Elasticity.of(Supply.of(run), DemandCurve.of(run, min, max)),
                changes.actions(),
                changes.reversals(),
                demand.seconds() / 86_400,
                Percentiles.of(toReady),
                wasted);
    }
}
