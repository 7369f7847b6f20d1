package io.selfscale.engine.hpa;

import io.selfscale.engine.spec.Limits;

/**
 * A count after rate limits and bounds, and what changed it.
 *
 * @param replicas the count
 * @param reason what changed it, or {@link HpaReason#DESIRED_WITHIN_RANGE}
 */
public record HpaLimit(int replicas, HpaReason reason) {

    /**
     * Growth without behavior settings: up to so many times the present count.
     *
     * @param upFactor at least 1; 2 in the product
     * @param upMinimum count that is always allowed, at least 0; 4 in the product
     */
    public record Growth(double upFactor, double upMinimum) {

        /** What the product uses. */
        public static final Growth DEFAULT = new Growth(2, 4);

        public Growth {
            if (!(upFactor >= 1) || !(upMinimum >= 0)) {
                throw new IllegalArgumentException("the growth factor must be at least 1 and the minimum at least 0 but"
                        + " were " + upFactor + " and " + upMinimum);
            }
        }

        int limit(int current) {
            return (int) Math.max(upFactor * current, upMinimum);
        }
    }

    /** Returns a count within the bounds and the growth allowed: the form without behavior settings. */
    public static HpaLimit withoutBehavior(Growth growth, int current, int desired, int min, int max) {
        if (desired < min) {
            return new HpaLimit(min, HpaReason.TOO_FEW_REPLICAS);
        }
        int limit = growth.limit(current);
        return max > limit ? atMost(desired, limit, HpaReason.SCALE_UP_LIMIT) : atMost(desired, max);
    }

    /**
     * Returns a count within the bounds and the rates allowed: the form with behavior settings. A rate never reverses a
     * direction, and a count that is not to change is not looked at.
     *
     * @param behavior rates of both directions
     * @param ups changes outward so far
     * @param downs changes inward so far
     */
    public static HpaLimit withBehavior(
            Limits behavior,
            int current,
            int desired,
            int min,
            int max,
            ScaleEvents ups,
            ScaleEvents downs,
            long nowNanos) {
        if (desired > current) {
            int limit = Math.max(HpaRate.out(behavior.rateOut(), current, ups, downs, nowNanos), current);
            return max > limit ? atMost(desired, limit, HpaReason.SCALE_UP_LIMIT) : atMost(desired, max);
        }
        if (desired < current) {
            int limit = Math.min(HpaRate.in(behavior.rateIn(), current, ups, downs, nowNanos), current);
            if (min < limit) {
                return desired < limit ? new HpaLimit(limit, HpaReason.SCALE_DOWN_LIMIT) : within(desired);
            }
            return desired < min ? new HpaLimit(min, HpaReason.TOO_FEW_REPLICAS) : within(desired);
        }
        return within(desired);
    }

    private static HpaLimit atMost(int desired, int max) {
        return atMost(desired, max, HpaReason.TOO_MANY_REPLICAS);
    }

    private static HpaLimit atMost(int desired, int limit, HpaReason reason) {
        return desired > limit ? new HpaLimit(limit, reason) : within(desired);
    }

    private static HpaLimit within(int desired) {
        return new HpaLimit(desired, HpaReason.DESIRED_WITHIN_RANGE);
    }
}
