package io.selfscale.engine.decide;

import io.selfscale.engine.operation.Activation;
import io.selfscale.engine.operation.Damping;
import io.selfscale.engine.operation.Effect;
import io.selfscale.engine.operation.Overrides;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.EffectSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.History;
import io.selfscale.engine.state.LastChange;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Combination;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Direction;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fourth stage, in this order: what damps measurements (stabilization, cooldowns, the hold after reversals, the credit
 * of the ledger, the check that growth helps), what people planned (floors and caps of schedules, forecasts, pre-warms),
 * how fast it may go, what people decide now (overrides), what can be had (quota, instance cap, budgets), and the bounds.
 * None of the damping ones reverses a direction, and the clamp to the bounds is last on every path (semantics 0.6).
 */
final class Constraints {

    private final ScalingSpec spec;
    private final Estimate estimate;
    private final State state;
    private final Standing standing;
    private final AskedBounds asked;
    private final int requested;
    private final long now;
    private final List<ConstraintEffect> effects = new ArrayList<>(0);
    private int result;
    private History history;
    private LastChange change;
    private Damping damping;
    private Effect effect;

    private Constraints(
            ScalingSpec spec, Estimate estimate, State state, Standing standing, AskedBounds asked, int wanted) {
        this.spec = spec;
        this.estimate = estimate;
        this.state = state;
        this.standing = standing;
        this.asked = asked;
        this.requested = estimate.requested();
        this.now = estimate.nanos();
        this.result = wanted;
        this.history = state.history();
        this.change = estimate.change();
        this.damping = state.operation().damping();
        this.effect = state.operation().effect();
    }

    static Constraints apply(
            ScalingSpec spec,
            Estimate estimate,
            State state,
            Standing standing,
            AskedBounds asked,
            Combination combination,
            boolean anyEvaluated) {
        Constraints constraints = new Constraints(spec, estimate, state, standing, asked, combination.replicas());
        Limits limits = spec.limits();
        constraints.stabilize(limits, combination, anyEvaluated);
        constraints.coolDown(limits);
        constraints.damp(limits);
        constraints.creditLedger(spec.demand());
        constraints.checkEffect(spec.effect());
        constraints.plan();
        constraints.limitRate(limits);
        constraints.wake();
        constraints.override();
        constraints.outside();
        // What can be had of what will be asked for in the end: with weights and shares the next smaller count may be
        // harder to
        // reach, so that room for a count above the maximum says nothing about the maximum.
        new SupplyCaps(spec, estimate)
                .apply(
                        Math.min(constraints.result, spec.target().max()),
                        (name, count, reason, detail) -> constraints.limit(name, count, reason, null, detail));
        constraints.inventory();
        constraints.sleep();
        constraints.bound();
        constraints.killSwitch();
        constraints.remember(limits);
        return constraints;
    }

    private void stabilize(Limits limits, Combination combination, boolean anyEvaluated) {
        long out = limits.stabilizationOut().toNanos();
        long in = limits.stabilizationIn().toNanos();
        boolean neverSeen =
                state.requested() == State.UNKNOWN && !estimate.census().isKnown();
        if ((out == 0 && in == 0) || neverSeen) {
            return;
        }
        boolean adopted = estimate.outside() != 0 && spec.outsideChange() != OutsideChange.ALARM;
        if (adopted || history.greatest().isEmpty()) {
            // First sight records the size there is, so that a start cannot scale in at once (semantics section 1.7),
            // and neither can what another hand has done be undone at once.
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
            long left = window - (now - entry.nanos());
            if (left > 0) {
                return Duration.ofNanos(left);
            }
        }
        return null;
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
        return running ? cooldown.toNanos() : cooldown.toNanos() - (now - settled);
    }

    private void damp(Limits limits) {
        if (result < requested) {
            long hold = damping.holdLeft(limits.reversal(), now);
            if (hold > 0) {
                limit("reversal-hold", requested, ReasonCode.REVERSAL_HOLD, Duration.ofNanos(hold));
            }
        }
        if (result < requested) {
            long left = damping.actionsLeft(limits, now);
            if (left > 0) {
                limit(
                        "actions-per-day",
                        requested,
                        ReasonCode.ACTION_BUDGET,
                        Duration.ofNanos(left),
                        limits.actionsPerDay() + " changes in the last 24 hours");
            }
        }
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

    /** Growth that has not helped several times stops, and an alarm says where to look (pain 25). */
    private void checkEffect(@Nullable EffectSpec check) {
        if (check == null || result <= requested) {
            return;
        }
        long blocked = effect.blockedFor(now);
        long settle = check.settle().toNanos();
        boolean settled = !change.pending() && now - change.settledNanos() >= settle;
        // Growth that never pauses is judged too, once the replicas of the baseline's order have had time to start.
        boolean overdue = now - effect.sinceNanos()
                >= settle + 2 * estimate.startupTime(0.95).toNanos();
        if (blocked == 0 && (settled || overdue)) {
            effect = effect.judged(
                    check,
                    estimate.current(spec, check.throughput()),
                    estimate.census().readyUnits(),
                    now);
            blocked = effect.blockedFor(now);
        }
        if (blocked > 0) {
            limit(
                    "effect",
                    requested,
                    ReasonCode.BOTTLENECK_ELSEWHERE,
                    Duration.ofNanos(blocked),
                    check.throughput().name() + " did not rise in " + check.actions() + " scale-outs");
        }
    }

    /** What people planned is no measurement: neither tolerance nor damping applies to it (semantics section 13). */
    private void plan() {
        if (asked.isFrozenOut() && result > requested) {
            limit("schedule", requested, ReasonCode.SCHEDULE_FREEZE, null);
        }
        if (asked.isFrozenIn() && result < requested) {
            limit("schedule", requested, ReasonCode.SCHEDULE_FREEZE, null);
        }
        // A freeze forbids to move to a bound, not to stay as near to it as the present size is.
        int floor = asked.isFrozenOut() ? Math.min(asked.floor(), requested) : asked.floor();
        int cap = asked.isFrozenIn() ? Math.max(asked.cap(), requested) : asked.cap();
        if (result < floor) {
            limit("floor", floor, ReasonCode.FLOOR, null, asked.floorPolicy());
        }
        if (result > cap) {
            limit("cap", cap, ReasonCode.CAP, null, asked.capPolicy());
        }
    }

    private void limitRate(Limits limits) {
        if (result > requested) {
            int limit = Math.max(
                    RateLimits.out(limits.rateOut(), requested, history, now), Math.min(result, asked.urgentFloor()));
            limit("rate-out", Math.min(result, limit), ReasonCode.RATE_LIMITED, null);
        } else if (result < requested) {
            int limit = RateLimits.in(limits.rateIn(), requested, history, now);
            limit("rate-in", Math.max(result, limit), ReasonCode.RATE_LIMITED, null);
        }
    }

    private void override() {
        Overrides overrides = standing.overrides();
        if (overrides.active().isEmpty()) {
            return;
        }
        Overrides.Active exact = overrides.newest(ManualOverride.Kind.EXACT);
        if (exact != null) {
            override(exact, exact.override().replicas());
        }
        Overrides.Active pauseOut = overrides.newest(ManualOverride.Kind.PAUSE_OUT);
        if (pauseOut != null && result > requested) {
            override(pauseOut, requested);
        }
        Overrides.Active pauseIn = overrides.newest(ManualOverride.Kind.PAUSE_IN);
        if (pauseIn != null && result < requested) {
            override(pauseIn, requested);
        }
        Overrides.Active hold = overrides.newest(ManualOverride.Kind.HOLD);
        if (hold != null) {
            override(hold, requested);
        }
    }

    private void override(Overrides.Active active, int count) {
        ManualOverride override = active.override();
        limit(
                "override",
                count,
                ReasonCode.OVERRIDDEN,
                active.left(now),
                override.kind() + " by " + override.author() + ": " + override.reason());
    }

    private void outside() {
        if (standing.outsideHold()) {
            limit("outside-change", requested, ReasonCode.OUTSIDE_CHANGE, null);
        }
    }

    /** Without a listing of what is there, more would be a guess (semantics section 18, item 25). */
    private void inventory() {
        if (!estimate.census().isKnown()) {
            limit("inventory", requested, ReasonCode.INVENTORY_UNKNOWN, null);
        }
    }

    /** Enough for what waits, at once, as far as plans allow it; people and supply limit it like any other growth. */
    private void wake() {
        ActivationSpec activating = spec.activation();
        if (standing.activation().phase() == Decision.Phase.WAKING && activating != null) {
            int size = Activation.wakeSize(activating, estimate.current(spec, activating.activity()));
            int allowed = asked.isFrozenOut() ? Math.min(asked.cap(), requested) : asked.cap();
            limit("activation", Math.max(result, Math.min(size, allowed)), ReasonCode.WAKING, null);
        }
    }

    private void sleep() {
        Activation activation = standing.activation();
        if (activation.phase() == Decision.Phase.DISABLED) {
            limit("activation", 0, ReasonCode.DISABLED, null);
        } else if (!activation.wantsReplicas()) {
            limit("activation", 0, ReasonCode.IDLE, null);
        }
    }

    private void bound() {
        boolean wanted = standing.activation().wantsReplicas();
        int min = wanted ? Math.max(1, spec.target().min()) : 0;
        int max = wanted ? spec.target().max() : 0;
        if (result < min) {
            limit("min", min, ReasonCode.BELOW_MIN, null);
        } else {
            limit("max", Math.min(result, max), ReasonCode.ABOVE_MAX, null);
        }
    }

    /** Fail-static: whatever the bounds say, what is there stays. */
    private void killSwitch() {
        Overrides.Active off = standing.overrides().newest(ManualOverride.Kind.KILL_SWITCH);
        if (off != null) {
            limit(
                    "kill-switch",
                    requested,
                    ReasonCode.KILL_SWITCH,
                    off.left(now),
                    off.override().author() + ": " + off.override().reason());
        }
    }

    private void remember(Limits limits) {
        if (result == requested) {
            return;
        }
        Direction direction = Direction.of(requested, result);
        Duration out = limits.rateOut().longestPeriod();
        Duration in = limits.rateIn().longestPeriod();
        long keep = (out.compareTo(in) > 0 ? out : in).toNanos();
        history = history.changed(now, result - requested, keep);
        change = change.decided(direction, now);
        damping = damping.changed(limits, direction, now);
        EffectSpec check = spec.effect();
        if (check != null) {
            effect = direction == Direction.OUT
                    ? effect.begun(
                            estimate.current(spec, check.throughput()),
                            estimate.census().readyUnits(),
                            now)
                    : Effect.unknown();
        }
    }

    private void limit(String constraint, int after, ReasonCode reason, @Nullable Duration remaining) {
        limit(constraint, after, reason, remaining, "");
    }

    private void limit(String constraint, int after, ReasonCode reason, @Nullable Duration remaining, String detail) {
        if (after != result) {
            effects.add(new ConstraintEffect(constraint, result, after, reason, remaining, detail));
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

    Damping damping() {
        return damping;
    }

    Effect effect() {
        return effect;
    }
}
