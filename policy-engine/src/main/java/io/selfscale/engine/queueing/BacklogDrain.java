package io.selfscale.engine.queueing;

/** How much capacity works a backlog off in time (semantics section 9.8). */
public final class BacklogDrain {

    private BacklogDrain() {}

    /**
     * Returns the work per second that keeps up with arrivals and works the backlog off: {@code lambda + Q / T}.
     *
     * @param arrivalsPerSecond at least 0
     * @param backlog work that waits, at least 0
     * @param drainSeconds time to work it off in, positive
     * @return work per second, NaN if an argument is out of range
     */
    public static double perSecond(double arrivalsPerSecond, double backlog, double drainSeconds) {
        return arrivalsPerSecond >= 0 && backlog >= 0 && drainSeconds > 0
                ? arrivalsPerSecond + backlog / drainSeconds
                : Double.NaN;
    }

    /**
     * Returns the replicas for an amount of work, before rounding up: {@code perSecond / (capacity * utilization)}.
     *
     * @param perSecond work per second, at least 0
     * @param capacityPerReplica work per second that a replica does when it is never idle, such as {@code slots / S};
     *     positive, or at least 0 where there is no work
     * @param utilization share of it to count on, in (0, 1]
     * @return replicas, NaN if an argument is out of range
     */
    public static double replicas(double perSecond, double capacityPerReplica, double utilization) {
        if (!(perSecond >= 0) || !(capacityPerReplica >= 0) || !(utilization > 0 && utilization <= 1)) {
            return Double.NaN;
        }
        if (!(perSecond > 0)) {
            return 0;
        }
        return capacityPerReplica > 0 ? perSecond / (capacityPerReplica * utilization) : Double.NaN;
    }
}
