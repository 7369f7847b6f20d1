package io.selfscale.engine.queueing;

/**
 * One replica that serves requests in batches, each step slower the more requests share it (semantics section 9.7): a
 * birth-death chain with death rate {@code mu(n) = b / S(b)}, {@code b = min(n, slots)}. Any arrival rate is accepted; NaN
 * or a negative one gives NaN, one that the replica does not keep up with an infinite time.
 *
 * <p>The wait is exact for this chain: who finds {@code n >= slots} requests waits for {@code n - slots + 1} departures at
 * the full rate. The chain itself approximates: service without memory, and Poisson arrivals at each replica, which is
 * what a random split of them gives; routing to the least loaded replica waits less.
 *
 * @param arrivalsPerSecond of this replica
 * @param server how it serves
 */
public record BatchingQueue(double arrivalsPerSecond, ServiceModel.BatchingServer server) {

    /** Returns arrivals over the most that the replica serves, rho. */
    public double utilization() {
        return arrivalsPerSecond >= 0 ? arrivalsPerSecond / server.capacityPerReplica() : Double.NaN;
    }

    /** Returns the mean time in seconds from arrival to end. */
    public double meanResponseSeconds() {
        double rho = utilization();
        if (Double.isNaN(rho)) {
            return Double.NaN;
        }
        if (rho >= 1) {
            return Double.POSITIVE_INFINITY;
        }
        // Little; without arrivals the time of one request alone.
        return arrivalsPerSecond > 0 ? sum().meanInSystem() / arrivalsPerSecond : server.serviceSeconds(1);
    }

    /** Returns the share of arrivals that find every slot taken. */
    public double waitProbability() {
        double rho = utilization();
        if (Double.isNaN(rho)) {
            return Double.NaN;
        }
        return rho < 1 ? sum().lastShare() : 1;
    }

    /** Returns the mean wait for a slot, in seconds. */
    public double meanWaitSeconds() {
        double waits = waitProbability();
        if (Double.isNaN(waits)) {
            return Double.NaN;
        }
        return utilization() < 1 ? waits / spareRate() : Double.POSITIVE_INFINITY;
    }

    /**
     * Returns the share of arrivals that wait for a slot for longer than {@code seconds}: {@code P(n >= slots)
     * exp(-(mu(slots) - lambda) t)}.
     *
     * @param seconds at least 0
     */
    public double waitTail(double seconds) {
        double waits = waitProbability();
        if (!(seconds >= 0) || Double.isNaN(waits)) {
            return Double.NaN;
        }
        return utilization() < 1 ? waits * Math.exp(-seconds * spareRate()) : 1;
    }

    /**
     * Returns the wait for a slot in seconds that a share of arrivals does not exceed.
     *
     * @param share in [0, 1)
     */
    public double waitQuantile(double share) {
        double waits = waitProbability();
        if (!(share >= 0 && share < 1) || Double.isNaN(waits)) {
            return Double.NaN;
        }
        if (!(utilization() < 1)) {
            return Double.POSITIVE_INFINITY;
        }
        return waits > 1 - share ? Math.log(waits / (1 - share)) / spareRate() : 0;
    }

    private double spareRate() {
        return server.capacityPerReplica() - arrivalsPerSecond;
    }

    private BirthDeathSum sum() {
        BirthDeathSum sum = new BirthDeathSum(server.slots());
        for (int n = 1; n <= server.slots(); n++) {
            sum.up(arrivalsPerSecond * server.serviceSeconds(n) / n);
        }
        sum.upForEver(utilization());
        return sum;
    }
}
