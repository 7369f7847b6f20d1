package io.selfscale.engine.operation;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Sample;
import java.util.Objects;

/**
 * Where a target is between zero and serving. Who went to zero is remembered: zero by the autoscaler wakes with work,
 * zero by somebody else ({@link Decision.Phase#DISABLED}) only when somebody else starts a replica.
 *
 * @param phase the phase
 * @param activeNanos control time when there was last something to do, or when it could last not be told
 */
public record Activation(Decision.Phase phase, long activeNanos) {

    public Activation {
        Objects.requireNonNull(phase, "phase");
    }

    /** Returns the phase before the first decision. */
    public static Activation initial() {
        return new Activation(Decision.Phase.ACTIVE, 0);
    }

    /**
     * What a transition depends on.
     *
     * @param nanos control time
     * @param activity the activity signal
     * @param blind whether any required signal cannot be seen
     * @param floor what policies ask for at least
     * @param ready replicas that serve
     * @param live replicas that serve or start
     * @param isEmpty whether nothing serves, starts or drains
     * @param mayShrink whether going to zero is allowed, or a person or a schedule holds it back
     * @param mayGrow whether waking is allowed, or a person holds it back
     */
    public record Situation(
            long nanos,
            Sample activity,
            boolean blind,
            int floor,
            int ready,
            int live,
            boolean isEmpty,
            boolean mayShrink,
            boolean mayGrow) {}

    /** Returns the activation after a moment: one transition at most. */
    public Activation next(ActivationSpec spec, Situation now) {
        if (phase == Decision.Phase.DISABLED) {
            return now.live() > 0 ? new Activation(Decision.Phase.ACTIVE, now.nanos()) : this;
        }
        boolean seen = now.activity() instanceof Sample.Fresh;
        boolean busy = now.activity() instanceof Sample.Fresh fresh && fresh.value() > spec.threshold();
        boolean wanted = busy || now.floor() > 0;
        // What cannot be seen is not idle: the idle time begins anew.
        long active = wanted || !seen || now.blind() || !now.mayShrink() ? now.nanos() : activeNanos;
        boolean wakes = wanted && now.mayGrow();
        return switch (phase) {
            case ACTIVE ->
                new Activation(
                        now.nanos() - active >= spec.idleAfter().toNanos() ? Decision.Phase.DRAINING : phase, active);
            case DRAINING -> new Activation(wakes ? woken(now) : now.isEmpty() ? Decision.Phase.ZERO : phase, active);
            case ZERO -> new Activation(wakes ? woken(now) : phase, active);
            case WAKING -> new Activation(now.ready() > 0 ? Decision.Phase.ACTIVE : phase, now.nanos());
            case DISABLED -> throw new AssertionError(phase);
        };
    }

    private static Decision.Phase woken(Situation now) {
        return now.ready() > 0 ? Decision.Phase.ACTIVE : Decision.Phase.WAKING;
    }

    /** Returns this after somebody else went to zero. */
    public Activation disabled(long nanos) {
        return new Activation(Decision.Phase.DISABLED, nanos);
    }

    /** Returns this as it is after a restart: nobody saw whether there was something to do. */
    public Activation resumedAt(long nanos) {
        return new Activation(phase, nanos);
    }

    /** Tells whether replicas are wanted at all. */
    public boolean wantsReplicas() {
        return phase == Decision.Phase.ACTIVE || phase == Decision.Phase.WAKING;
    }

    /** Returns the replicas to wake with: enough for what waits, at least one. */
    public static int wakeSize(ActivationSpec spec, Sample activity) {
        return activity instanceof Sample.Fresh fresh
                ? Math.max(1, Rounding.ceil(fresh.value() / spec.workPerReplica()))
                : 1;
    }
}
