package io.selfscale.engine.queueing;

/**
 * The formulas of Erlang by recursion, without factorials (semantics section 9.2). Safe for a hundred thousand servers and
 * more: the cost is of the order of the servers up to {@value #EXACT_BELOW}, and of their square root, plus the servers
 * beyond the load, above.
 */
public final class Erlang {

    /** Servers or load up to which the recursion starts at zero servers. */
    private static final int EXACT_BELOW = 10_000;

    private Erlang() {}

    /**
     * Returns the share of arrivals that find every server busy, if those are turned away:
     * {@code B(0) = 1; B(j) = a B(j-1) / (j + a B(j-1))}.
     *
     * @param servers at least 0
     * @param load offered load {@code a = lambda * S} in servers, at least 0
     * @return share in [0, 1], NaN if an argument is out of range
     */
    public static double blocking(int servers, double load) {
        if (!(load >= 0) || servers < 0) {
            return Double.NaN;
        }
        if (Double.isInfinite(load)) {
            return 1;
        }
        int start = start(servers, load);
        double blocked = start == 0 ? 1 : 1 - start / load;
        for (int j = start + 1; j <= servers && blocked > 0; j++) {
            blocked = load * blocked / (j + load * blocked);
        }
        return blocked;
    }

    /**
     * Returns the share of arrivals that wait, if those that find every server busy do: {@code C = B / (1 - rho (1 - B))},
     * {@code rho = a / c}.
     *
     * @param servers at least 0
     * @param load offered load in servers, at least 0
     * @return share in [0, 1]; 1 if the servers do not keep up, NaN if an argument is out of range
     */
    public static double waiting(int servers, double load) {
        double utilization = load / servers;
        if (!(load >= 0) || servers < 0) {
            return Double.NaN;
        }
        if (!(utilization < 1)) {
            return servers == 0 && !(load > 0) ? 0 : 1;
        }
        double blocked = blocking(servers, load);
        return blocked / (1 - utilization * (1 - blocked));
    }

    /**
     * Returns where the recursion starts. It forgets its start: near {@code j = a} each step shrinks an error by
     * {@code 1 - 2 / sqrt(a)}, elsewhere by more, so that after 40 square roots nothing is left of the error of
     * {@code 1 - j / a}, the limit for few servers.
     */
    private static int start(int servers, double load) {
        double reach = Math.min(servers, load);
        return reach <= EXACT_BELOW ? 0 : (int) (reach - 40 * Math.sqrt(reach));
    }
}
