package io.selfscale.engine.decide;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.state.History;

/**
 * How far the count may move now (semantics section 1.8). Each policy counts from the size at the start of its own
 * sliding period, changes of both directions undone; a limit never reverses a direction. Pure.
 */
public final class RateLimits {

    private RateLimits() {}

    /** Returns the largest count allowed, at least {@code requested}. */
    public static int out(RateLimit limit, int requested, History history, long nanos) {
        if (limit.select() == RateLimit.Select.DISABLED) {
            return requested;
        }
        if (limit.policies().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        boolean most = limit.select() == RateLimit.Select.MAX;
        int selected = most ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (RatePolicy policy : limit.policies()) {
            int start = start(policy, requested, history, nanos);
            int allowed = policy.unit() == RatePolicy.Unit.REPLICAS
                    ? (int) Math.min(Integer.MAX_VALUE, (long) start + policy.value())
                    : plusPercent(limit.arithmetic(), start, policy.value());
            selected = most ? Math.max(selected, allowed) : Math.min(selected, allowed);
        }
        return Math.max(selected, requested);
    }

    /** Returns the smallest count allowed, at most {@code requested} and at least 0. */
    public static int in(RateLimit limit, int requested, History history, long nanos) {
        if (limit.select() == RateLimit.Select.DISABLED) {
            return requested;
        }
        if (limit.policies().isEmpty()) {
            return 0;
        }
        boolean most = limit.select() == RateLimit.Select.MAX;
        int selected = most ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        for (RatePolicy policy : limit.policies()) {
            int start = start(policy, requested, history, nanos);
            int allowed = policy.unit() == RatePolicy.Unit.REPLICAS
                    ? start - policy.value()
                    : minusPercent(limit.arithmetic(), start, policy.value());
            selected = most ? Math.min(selected, allowed) : Math.max(selected, allowed);
        }
        return Math.max(0, Math.min(selected, requested));
    }

    private static int start(RatePolicy policy, int requested, History history, long nanos) {
        return Math.max(
                0, requested - history.changeWithin(nanos, policy.period().toNanos()));
    }

    private static int plusPercent(RateLimit.Arithmetic arithmetic, int start, int percent) {
        return arithmetic == RateLimit.Arithmetic.HPA
                ? (int) Math.ceil(start * (1 + (double) percent / 100))
                : Rounding.plusPercent(start, percent);
    }

    private static int minusPercent(RateLimit.Arithmetic arithmetic, int start, int percent) {
        return arithmetic == RateLimit.Arithmetic.HPA
                ? (int) (start * (1 - (double) percent / 100))
                : Rounding.minusPercent(start, percent);
    }
}
