package io.selfscale.policy;

/**
 * The work that arrives, and the replicas it takes.
 *
 * @param perSecond arrivals, the backlog spread over its drain time, and what was shed; units of work per second
 * @param capacityPerReplica units of work per second that one ready replica serves, positive
 * @param need {@code ceil(perSecond / capacityPerReplica)}, at least 0
 */
public record Demand(double perSecond, double capacityPerReplica, int need) {
    public Demand {
        if (!(perSecond >= 0) || !(capacityPerReplica > 0) || need < 0) {
            throw new IllegalArgumentException("demand must be at least 0 and capacity positive but were " + perSecond
                    + " and " + capacityPerReplica + ", need " + need);
        }
    }
}
