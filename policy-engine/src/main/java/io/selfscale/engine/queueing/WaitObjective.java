package io.selfscale.engine.queueing;

import java.time.Duration;

/**
 * A service level objective: a share of requests waits at most so long, and no replica is busier than so.
 *
 * @param longestWait longest wait for a slot, at least 0
 * @param share share of requests that wait no longer, in (0, 1)
 * @param maxUtilization largest utilization, in (0, 1)
 */
public record WaitObjective(Duration longestWait, double share, double maxUtilization) {

    /** Largest utilization unless set otherwise. */
    public static final double DEFAULT_MAX_UTILIZATION = 0.95;

    public WaitObjective {
        if (longestWait.isNegative()) {
            throw new IllegalArgumentException("longestWait must not be negative but was " + longestWait);
        }
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share of requests must be in (0, 1) but was " + share);
        }
        if (!(maxUtilization > 0 && maxUtilization < 1)) {
            throw new IllegalArgumentException("maxUtilization must be in (0, 1) but was " + maxUtilization);
        }
    }

    /** Returns the objective that a share of requests, such as 0.95, waits at most so long. */
    public static WaitObjective of(Duration longestWait, double share) {
        return new WaitObjective(longestWait, share, DEFAULT_MAX_UTILIZATION);
    }

    /** Returns this with another largest utilization. */
    public WaitObjective withMaxUtilization(double maxUtilization) {
        return new WaitObjective(longestWait, share, maxUtilization);
    }

    /**
     * Tells whether a size keeps the objective; false if it cannot be told.
     *
     * @param model how replicas serve
     * @param arrivalsPerSecond of all replicas together
     * @param replicas the size
     */
    public boolean isMet(ServiceModel model, double arrivalsPerSecond, int replicas) {
        double utilization = model.utilization(arrivalsPerSecond, replicas);
        if (!(utilization <= maxUtilization)) {
            return false;
        }
        // Nothing to do needs no replica.
        return !(arrivalsPerSecond > 0)
                || model.waitTail(arrivalsPerSecond, replicas, longestWait.toNanos() / 1e9) <= 1 - share;
    }

    /**
     * Returns the smallest size that keeps the objective, or the largest there is (semantics section 9.9).
     *
     * @param model how replicas serve
     * @param arrivalsPerSecond of all replicas together; NaN is feasible at no size
     * @param min smallest size allowed
     * @param max largest size allowed
     */
    public Sizing size(ServiceModel model, double arrivalsPerSecond, int min, int max) {
        return Sizing.smallest(min, max, replicas -> isMet(model, arrivalsPerSecond, replicas));
    }
}
