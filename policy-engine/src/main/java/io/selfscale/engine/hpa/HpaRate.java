package io.selfscale.engine.hpa;

import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;

/**
 * How far rate policies let the count go, as the bare number that the Horizontal Pod Autoscaler computes (semantics
 * section 1.8): it may lie on the wrong side of the present count, which the caller then takes instead. Percentages are
 * doubles, whatever the limit says about its arithmetic.
 */
final class HpaRate {

    private HpaRate() {}

    /** Returns the largest count. */
    static int out(RateLimit limit, int current, ScaleEvents ups, ScaleEvents downs, long nowNanos) {
        if (limit.select() == RateLimit.Select.DISABLED) {
            return current;
        }
        if (limit.policies().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        boolean most = limit.select() == RateLimit.Select.MAX;
        int selected = most ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (RatePolicy policy : limit.policies()) {
            long start = start(policy, current, ups, downs, nowNanos);
            double allowed = policy.unit() == RatePolicy.Unit.REPLICAS
                    ? start + policy.value()
                    : Math.ceil(start * (1 + (double) policy.value() / 100));
            selected = most ? Math.max(selected, (int) allowed) : Math.min(selected, (int) allowed);
        }
        return selected;
    }

    /** Returns the smallest count; below 0 if there is no limit. */
    static int in(RateLimit limit, int current, ScaleEvents ups, ScaleEvents downs, long nowNanos) {
        if (limit.select() == RateLimit.Select.DISABLED) {
            return current;
        }
        if (limit.policies().isEmpty()) {
            return Integer.MIN_VALUE;
        }
        boolean most = limit.select() == RateLimit.Select.MAX;
        int selected = most ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        for (RatePolicy policy : limit.policies()) {
            long start = start(policy, current, ups, downs, nowNanos);
            double allowed = policy.unit() == RatePolicy.Unit.REPLICAS
                    ? start - policy.value()
                    : start * (1 - (double) policy.value() / 100);
            selected = most ? Math.min(selected, (int) allowed) : Math.max(selected, (int) allowed);
        }
        return selected;
    }

    /** Returns the count at the start of a period: the changes of both directions undone. */
    private static long start(RatePolicy policy, int current, ScaleEvents ups, ScaleEvents downs, long nowNanos) {
        long period = policy.period().toNanos();
        return (long) current - ups.changeWithin(period, nowNanos) + downs.changeWithin(period, nowNanos);
    }
}
