package io.selfscale.engine.queueing;

/**
 * A queue in front of several equal servers, with Poisson arrivals and exponential service times: M/M/c (semantics section
 * 9.3). Any numbers are accepted; what follows from unusable ones (NaN, negative, infinite service) is NaN. A queue that
 * does not keep up ({@code rho >= 1}) waits for an infinite time.
 *
 * @param arrivalsPerSecond lambda
 * @param serviceSeconds mean service time S of one server
 * @param servers c
 */
public record MultiServerQueue(double arrivalsPerSecond, double serviceSeconds, int servers) {

    /** Steps of a bisection of doubles, after which the interval cannot shrink any more. */
    private static final int BISECTIONS = 100;

    /** Returns the offered load {@code a = lambda * S} in servers. */
    public double load() {
        return isUsable() ? arrivalsPerSecond * serviceSeconds : Double.NaN;
    }

    /** Returns {@code rho = a / c}, infinite for a load without a server. */
    public double utilization() {
        double load = load();
        return servers == 0 && !(load > 0) ? load : load / servers;
    }

    /** Tells whether the queue keeps up, {@code rho < 1}. */
    public boolean isStable() {
        return utilization() < 1;
    }

    /** Returns the share of arrivals that wait, C. */
    public double waitProbability() {
        return Erlang.waiting(Math.max(servers, 0), load());
    }

    /** Returns the mean wait {@code Wq = C / (c mu - lambda)} in seconds. */
    public double meanWaitSeconds() {
        double waits = waitProbability();
        if (Double.isNaN(waits)) {
            return Double.NaN;
        }
        if (!isStable()) {
            return Double.POSITIVE_INFINITY;
        }
        return waits > 0 ? waits / spareRate() : 0;
    }

    /** Returns the mean number of requests that wait. */
    public double meanWaiting() {
        double wait = meanWaitSeconds();
        return Double.isInfinite(wait) ? wait : LittlesLaw.inSystem(arrivalsPerSecond, wait);
    }

    /**
     * Returns the share of arrivals that wait for longer than {@code seconds}: {@code C exp(-(c mu - lambda) t)}.
     *
     * @param seconds at least 0
     */
    public double waitTail(double seconds) {
        return waitTail(waitProbability(), seconds, 1);
    }

    /**
     * Returns the wait in seconds that a share of arrivals does not exceed: {@code max(0, ln(C / (1 - p)) / (c mu -
     * lambda))}.
     *
     * @param share p in [0, 1)
     */
    public double waitQuantile(double share) {
        return waitQuantile(waitProbability(), share, 1);
    }

    /**
     * Returns the share of requests that take longer than {@code seconds} from arrival to end: {@code exp(-mu t) (1 + C (1
     * - exp(-mu t x)) / x)} with {@code x = c - 1 - a}.
     *
     * @param seconds at least 0
     */
    public double responseTail(double seconds) {
        return responseTail(waitProbability(), seconds);
    }

    /**
     * Returns the time in seconds from arrival to end that a share of requests does not exceed.
     *
     * @param share p in [0, 1)
     */
    public double responseQuantile(double share) {
        double waits = waitProbability();
        if (!(share >= 0 && share < 1) || Double.isNaN(waits)) {
            return Double.NaN;
        }
        if (!isStable()) {
            return Double.POSITIVE_INFINITY;
        }
        double high = serviceSeconds;
        while (responseTail(waits, high) > 1 - share && high < Double.MAX_VALUE / 4) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (responseTail(waits, middle) > 1 - share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double responseTail(double waits, double seconds) {
        if (!(seconds >= 0) || Double.isNaN(waits)) {
            return Double.NaN;
        }
        if (!isStable()) {
            return 1;
        }
        double x = servers - 1 - load();
        double services = serviceSeconds > 0 ? seconds / serviceSeconds : Double.POSITIVE_INFINITY;
        if (Double.isInfinite(services)) {
            return 0;
        }
        double none = Math.exp(-services);
        double exponent = services * x;
        if (Math.abs(exponent) < 1) {
            // (1 - exp(-y x)) / x, which tends to y as x tends to 0, without cancellation.
            double limit = exponent == 0 ? services : -Math.expm1(-exponent) / x;
            return none * (1 + waits * limit);
        }
        // exp(-y) and exp(-y (1 + x)) apart: x may be as low as -1, where exp(-y x) alone would overflow.
        return none + waits * (none - Math.exp(-services * (servers - load()))) / x;
    }

    /** Returns {@code C exp(-t (c mu - lambda) factor)}. */
    double waitTail(double waits, double seconds, double factor) {
        if (!(seconds >= 0) || Double.isNaN(waits)) {
            return Double.NaN;
        }
        if (!isStable()) {
            return 1;
        }
        return seconds > 0 ? waits * Math.exp(-seconds * spareRate() * factor) : waits;
    }

    /** Returns {@code max(0, ln(C / (1 - p)) / ((c mu - lambda) factor))}. */
    double waitQuantile(double waits, double share, double factor) {
        if (!(share >= 0 && share < 1) || Double.isNaN(waits)) {
            return Double.NaN;
        }
        if (!isStable()) {
            return Double.POSITIVE_INFINITY;
        }
        return waits > 1 - share ? Math.log(waits / (1 - share)) / (spareRate() * factor) : 0;
    }

    /** Returns {@code c mu - lambda} per second; infinite for a service that takes no time. */
    private double spareRate() {
        return serviceSeconds > 0 ? servers / serviceSeconds - arrivalsPerSecond : Double.POSITIVE_INFINITY;
    }

    private boolean isUsable() {
        return arrivalsPerSecond >= 0 && serviceSeconds >= 0 && Double.isFinite(serviceSeconds) && servers >= 0;
    }
}
