package io.selfscale.engine.queueing;

/** Little's law, {@code L = lambda * W}, which holds for any stable system (semantics section 9.1). */
public final class LittlesLaw {

    private LittlesLaw() {}

    /**
     * Returns the mean number of requests in a system.
     *
     * @param arrivalsPerSecond at least 0
     * @param secondsInSystem mean time from arrival to departure, at least 0
     * @return requests, NaN if an argument is NaN or negative
     */
    public static double inSystem(double arrivalsPerSecond, double secondsInSystem) {
        return arrivalsPerSecond >= 0 && secondsInSystem >= 0 ? arrivalsPerSecond * secondsInSystem : Double.NaN;
    }

    /**
     * Returns the mean time that requests spend in a system.
     *
     * @param inSystem mean number of requests in it, at least 0
     * @param arrivalsPerSecond positive
     * @return seconds, NaN if an argument is out of range
     */
    public static double secondsInSystem(double inSystem, double arrivalsPerSecond) {
        return inSystem >= 0 && arrivalsPerSecond > 0 ? inSystem / arrivalsPerSecond : Double.NaN;
    }

    /**
     * Returns the requests that one replica should have under way: {@code slots * utilization}.
     *
     * @param slots requests that it serves at the same time
     * @param utilization wanted busy share of the slots, in [0, 1]
     * @return requests, NaN if an argument is out of range
     */
    public static double concurrencyTarget(int slots, double utilization) {
        return slots >= 0 && utilization >= 0 && utilization <= 1 ? slots * utilization : Double.NaN;
    }
}
