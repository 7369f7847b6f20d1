package io.selfscale.engine.queueing;

/**
 * Square-root staffing by Halfin and Whitt: {@code c = a + beta sqrt(a)} (semantics section 9.5). The spare servers that
 * keep a wait grow with the root of the load only, so a fixed utilization is wasteful for large systems and not enough for
 * small ones.
 */
public final class SquareRootStaffing {

    private SquareRootStaffing() {}

    /**
     * Returns the servers for a load, before rounding up.
     *
     * @param load offered load {@code a = lambda * S}, at least 0
     * @param beta quality of service, positive
     * @return servers, NaN if an argument is out of range
     */
    public static double servers(double load, double beta) {
        return load >= 0 && beta > 0 ? load + beta * Math.sqrt(load) : Double.NaN;
    }

    /**
     * Returns the share of arrivals that wait, for a large load: {@code 1 / (1 + beta Phi(beta) / phi(beta))}.
     *
     * @param beta quality of service
     * @return share in [0, 1]; 1 if {@code beta} is not positive, NaN if it is NaN
     */
    public static double waitProbability(double beta) {
        if (!(beta > 0)) {
            return Double.isNaN(beta) ? Double.NaN : 1;
        }
        double density = NormalDistribution.density(beta);
        return density / (density + beta * NormalDistribution.below(beta));
    }

    /**
     * Returns the quality of service at which a number of servers carries a load: {@code (c - a) / sqrt(a)}.
     *
     * @param servers at least 0
     * @param load offered load, positive
     * @return beta, NaN if an argument is out of range
     */
    public static double beta(double servers, double load) {
        return servers >= 0 && load > 0 ? (servers - load) / Math.sqrt(load) : Double.NaN;
    }
}
