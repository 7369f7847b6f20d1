package io.selfscale.engine.queueing;

/**
 * A queue in front of several equal servers whose arrivals and service times vary by other than an exponential law, by the
 * usual approximations (semantics section 9.4). Estimate the variability of service from the histogram of service times,
 * that of arrivals from counts per interval (index of dispersion): bursts make it much greater than 1, and taking it for 1
 * gives too few servers.
 *
 * @param queue the same queue with exponential laws
 * @param arrivalVariability squared coefficient of variation of the time between arrivals, {@code ca^2}, at least 0
 * @param serviceVariability squared coefficient of variation of the service time, {@code cs^2}, at least 0
 */
public record GeneralQueue(MultiServerQueue queue, double arrivalVariability, double serviceVariability) {

    /** Returns the mean wait in seconds by Allen and Cunneen: {@code (ca^2 + cs^2) / 2} times that of M/M/c. */
    public double meanWaitSeconds() {
        return scaled(queue.meanWaitSeconds());
    }

    /**
     * Returns the mean wait in seconds by Sakasegawa, {@code (ca^2 + cs^2) / 2 * rho^(sqrt(2 (c + 1)) - 1) / (c (1 - rho)) *
     * S}: a closed form without Erlang's C, up to 15 % above it.
     */
    public double meanWaitSecondsBySakasegawa() {
        double rho = queue.utilization();
        int servers = queue.servers();
        if (Double.isNaN(rho)) {
            return Double.NaN;
        }
        if (rho >= 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = Math.pow(rho, Math.sqrt(2 * (servers + 1.0)) - 1);
        return scaled(rho > 0 ? power / (servers * (1 - rho)) * queue.serviceSeconds() : 0);
    }

    /**
     * Returns the mean wait in seconds for one server by Kingman: {@code (ca^2 + cs^2) / 2 * rho / (1 - rho) * S}.
     *
     * @param utilization rho, at least 0; infinite wait from 1 on
     * @param serviceSeconds mean service time, at least 0
     * @param arrivalVariability see the record
     * @param serviceVariability see the record
     */
    public static double kingman(
            double utilization, double serviceSeconds, double arrivalVariability, double serviceVariability) {
        double scale = scale(arrivalVariability, serviceVariability);
        if (!(utilization >= 0) || !(serviceSeconds >= 0) || Double.isNaN(scale)) {
            return Double.NaN;
        }
        return utilization < 1 ? scale * utilization / (1 - utilization) * serviceSeconds : Double.POSITIVE_INFINITY;
    }

    /**
     * Returns the share of arrivals that wait for longer than {@code seconds}, by an exponential approximation: {@code C
     * exp(-t (c mu - lambda) * 2 / (ca^2 + cs^2))}; exact for M/M/c.
     *
     * @param seconds at least 0
     */
    public double waitTail(double seconds) {
        return isUsable() ? queue.waitTail(queue.waitProbability(), seconds, 1 / scale()) : Double.NaN;
    }

    /**
     * Returns the wait in seconds that a share of arrivals does not exceed, of the same approximation.
     *
     * @param share in [0, 1)
     */
    public double waitQuantile(double share) {
        return isUsable() ? queue.waitQuantile(queue.waitProbability(), share, 1 / scale()) : Double.NaN;
    }

    private double scaled(double wait) {
        return Double.isInfinite(wait) && isUsable() ? wait : scale() * wait;
    }

    private double scale() {
        return scale(arrivalVariability, serviceVariability);
    }

    private boolean isUsable() {
        return scale() >= 0;
    }

    /** Returns {@code (ca^2 + cs^2) / 2}, NaN if either is unusable. */
    private static double scale(double arrivalVariability, double serviceVariability) {
        double sum = arrivalVariability >= 0 && serviceVariability >= 0 ? arrivalVariability + serviceVariability : -1;
        return sum >= 0 && Double.isFinite(sum) ? sum / 2 : Double.NaN;
    }
}
