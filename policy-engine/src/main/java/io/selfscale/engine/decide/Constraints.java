package io.selfscale.engine.decide;

import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.History;
import io.selfscale.engine.state.LastChange;
import io.selfscale.policy.Combination;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Direction;
import io.selfscale.policy.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fourth stage: stabilization, rate limits, cooldowns, ledger and bounds, in this order. None of them reverses a
 * direction, and the clamp to the bounds is last on every path (semantics section 0.6).
 */
final class Constraints {

    private final Estimate estimate;
    private final int requested;
    private final List<ConstraintEffect> effects = new ArrayList<>(0);
    private int result;
    private History history;
    private LastChange change;

    private Constraints(Estimate estimate, History history, int wanted) {
        this.estimate = estimate;
        this.requested = estimate.requested();
        this.result = wanted;
        this.history = history;
        this.change = estimate.change();
    }

    static Constraints apply(
            ScalingSpec spec, Estimate estimate, History history, Combination combination, Proposals proposals) {
        Constraints constraints = new Constraints(estimate, history, combination.replicas());
        Limits limits = spec.limits();
        constraints.inventory();
        constraints.stabilize(limits, combination, proposals.anyEvaluated());
        constraints.limitRate(limits);
        constraints.coolDown(limits);
        constraints.creditLedger(spec.demand());
        constraints.bound(spec);
        constraints.remember(limits);
        return constraints;
    }

    /** Without a listing of what is there, more would be a guess (semantics section 18, item 25). */
    private void inventory() {
        if (!estimate.census().isKnown()) {
            limit("inventory", requested, ReasonCode.INVENTORY_UNKNOWN, null);
        }
    }

    private void stabilize(Limits limits, Combination combination, boolean anyEvaluated) {
        long out = limits.stabilizationOut().toNanos();
        long in = limits.stabilizationIn().toNanos();
        if (out == 0 && in == 0) {
            return;
        }
        long now = estimate.nanos();
        if (history.greatest().isEmpty()) {
            // First sight records the size there is, so that a start cannot scale in at once (semantics section 1.7).
            history = history.recommended(now, requested, Math.max(out, in));
        }
        int least = history.leastSince(now, out, result);
        int greatest = history.greatestSince(now, in, result);
        int stabilized = Math.min(Math.max(requested, least), greatest);
        boolean isRecommendation = combination.reason() != ReasonCode.NO_OPINION
                && combination.reason() != ReasonCode.IN_VETOED
                && combination.reason() != ReasonCode.OUT_VETOED;
        int raw = result;
        limit("stabilization", stabilized, ReasonCode.STABILIZED, remaining(raw, stabilized, out, in));
        if (anyEvaluated && isRecommendation) {
            history = history.recommended(now, raw, Math.max(out, in));
        }
    }

    /** Returns the time until the recommendation that holds the count back leaves its window. */
    private @Nullable Duration remaining(int raw, int stabilized, long out, long in) {
        if (raw == stabilized) {
            return null;
        }
        boolean outward = raw > stabilized;
        long window = outward ? out : in;
        for (History.Entry entry : outward ? history.least() : history.greatest()) {
            long left = window - (estimate.nanos() - entry.nanos());
            if (left > 0) {
                return Duration.ofNanos(left);
            }
        }
        return null;
    }

    private void limitRate(Limits limits) {
        long now = estimate.nanos();
        if (result > requested) {
            int limit = RateLimits.out(limits.rateOut(), requested, history, now);
            limit("rate-out", Math.min(result, limit), ReasonCode.RATE_LIMITED, null);
        } else if (result < requested) {
            int limit = RateLimits.in(limits.rateIn(), requested, history, now);
            limit("rate-in", Math.max(result, limit), ReasonCode.RATE_LIMITED, null);
        }
    }

    private void coolDown(Limits limits) {
        if (result > requested && change.outSettledNanos() >= 0) {
            boolean running = change.pending() && change.direction() == Direction.OUT;
            long left = left(limits.cooldownOut(), running, change.outSettledNanos());
            if (left > 0) {
                limit("cooldown-out", requested, ReasonCode.COOLDOWN_OUT, Duration.ofNanos(left));
            }
        } else if (result < requested && change.direction() != Direction.NONE) {
            long left = left(limits.cooldownIn(), change.pending(), change.settledNanos());
            if (left > 0) {
                limit("cooldown-in", requested, ReasonCode.COOLDOWN_IN, Duration.ofNanos(left));
            }
        }
    }

    private long left(Duration cooldown, boolean running, long settled) {
        return running ? cooldown.toNanos() : cooldown.toNanos() - (estimate.nanos() - settled);
    }

    /**
     * A threshold says that more is needed, the demand says how much. What is ready and on its way is credited, so that
     * a queue that drains while replicas start orders no more of them (semantics section 10).
     */
    private void creditLedger(@Nullable DemandSpec demand) {
        Demand known = estimate.demand();
        if (demand != null && known != null && result > requested) {
            long covered = Math.max(requested, (long) known.need() + demand.spare());
            if (covered < result) {
                limit("ledger", (int) covered, ReasonCode.LEDGER_COVERS_DEMAND, null);
            }
        }
    }

    private void bound(ScalingSpec spec) {
        int min = spec.target().min();
        if (result < min) {
            limit("min", min, ReasonCode.BELOW_MIN, null);
        } else {
            limit("max", spec.target().clamp(result), ReasonCode.ABOVE_MAX, null);
        }
    }

    private void remember(Limits limits) {
        if (result != requested) {
            Duration out = limits.rateOut().longestPeriod();
            Duration in = limits.rateIn().longestPeriod();
            long keep = (out.compareTo(in) > 0 ? out : in).toNanos();
            history = history.changed(estimate.nanos(), result - requested, keep);
            change = change.decided(Direction.of(requested, result), estimate.nanos());
        }
    }

    private void limit(String constraint, int after, ReasonCode reason, @Nullable Duration remaining) {
        if (after != result) {
            effects.add(new ConstraintEffect(constraint, result, after, reason, remaining));
            result = after;
        }
    }

    /** Returns the count that remains. */
    int result() {
        return result;
    }

    /** Returns the constraints that changed the count. */
    List<ConstraintEffect> effects() {
        return effects;
    }

    /** Returns what to look back at next time. */
    History history() {
        return history;
    }

    /** Returns the last change, this one included. */
    LastChange change() {
        return change;
    }
}
