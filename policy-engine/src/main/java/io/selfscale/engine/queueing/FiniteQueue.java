package io.selfscale.engine.queueing;

/**
 * Several equal servers with room for a bounded number of requests, waiting ones included; what finds no room is turned
 * away: M/M/c/K (semantics section 9.6). The buffer bounds the wait; only more servers end the blocking. Stable under any
 * load. Any numbers are accepted; what follows from unusable ones is NaN.
 *
 * @param arrivalsPerSecond lambda, those that are turned away included
 * @param serviceSeconds mean service time S of one server
 * @param servers c, at least 1
 * @param capacity K, requests in service and waiting, at least {@code servers}
 */
public record FiniteQueue(double arrivalsPerSecond, double serviceSeconds, int servers, int capacity) {

    /** Returns the share of arrivals that is turned away, {@code p_K}. */
    public double blocking() {
        return isUsable() ? sum().lastShare() : Double.NaN;
    }

    /** Returns the mean wait in seconds of those that are not turned away: {@code Lq / (lambda (1 - p_K))}. */
    public double meanWaitSeconds() {
        if (!isUsable()) {
            return Double.NaN;
        }
        BirthDeathSum sum = sum();
        double entering = arrivalsPerSecond * (1 - sum.lastShare());
        return entering > 0 ? sum.meanWaiting() / entering : 0;
    }

    /** Returns the mean number of requests in service and waiting. */
    public double meanInSystem() {
        return isUsable() ? sum().meanInSystem() : Double.NaN;
    }

    private BirthDeathSum sum() {
        double load = arrivalsPerSecond * serviceSeconds;
        BirthDeathSum sum = new BirthDeathSum(servers);
        for (int n = 1; n <= capacity; n++) {
            sum.up(load / Math.min(n, servers));
        }
        return sum;
    }

    private boolean isUsable() {
        // Beyond 1e100 a ratio of neighbouring states could overflow in a single step.
        return arrivalsPerSecond >= 0
                && serviceSeconds >= 0
                && arrivalsPerSecond * serviceSeconds <= 1e100
                && servers >= 1
                && capacity >= servers;
    }
}
