package io.selfscale.engine.operation;

import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.policy.Sample;

/**
 * The rung of the brownout ladder in force, and for how long the tail has spoken for another one (semantics section 15).
 * It depends on the tail alone, and nothing that sizes the target depends on it, so the replica target is the same with
 * brownout on or off.
 *
 * @param rung 0 is full service
 * @param aboveSinceNanos control time since when the tail is above the objective, or -1
 * @param belowSinceNanos control time since when the predicted tail one rung up is well below it, or -1
 */
public record Brownout(int rung, long aboveSinceNanos, long belowSinceNanos) {

    /** A tail of more than this many objectives may skip rungs. */
    static final double PANIC = 3;

    public Brownout {
        if (rung < 0) {
            throw new IllegalArgumentException("rung must be at least 0 but was " + rung);
        }
    }

    /** Returns full service. */
    public static Brownout none() {
        return new Brownout(0, -1, -1);
    }

    /**
     * Returns the rung after a moment.
     *
     * @param tail the tail at the present rung; while it cannot be seen the rung stays
     * @param headroom whether capacity that serves at once can still be ordered: then nothing is given up
     */
    public Brownout next(BrownoutSpec spec, Sample tail, boolean headroom, long nanos) {
        int present = Math.min(rung, spec.rungs().size());
        if (!(tail instanceof Sample.Fresh fresh)) {
            return new Brownout(present, -1, -1);
        }
        double objective = spec.objective().toNanos() / 1e9;
        double seconds = fresh.value();
        if (seconds > objective) {
            return above(spec, present, seconds, objective, headroom, nanos);
        }
        boolean leaves = present > 0
                && seconds * spec.gain(present) / spec.gain(present - 1) < objective * (1 - spec.hysteresis());
        if (!leaves) {
            return new Brownout(present, -1, -1);
        }
        long since = belowSinceNanos < 0 ? nanos : belowSinceNanos;
        return nanos - since >= spec.leaveAfter().toNanos()
                ? new Brownout(present - 1, -1, -1)
                : new Brownout(present, -1, since);
    }

    private Brownout above(
            BrownoutSpec spec, int present, double seconds, double objective, boolean headroom, long nanos) {
        long since = aboveSinceNanos < 0 ? nanos : aboveSinceNanos;
        int last = spec.rungs().size();
        if (present == last || headroom || nanos - since < spec.enterAfter().toNanos()) {
            return new Brownout(present, since, -1);
        }
        int next = present + 1;
        if (seconds > PANIC * objective) {
            while (next < last && seconds * spec.gain(present) / spec.gain(next) > objective) {
                next++;
            }
        }
        return new Brownout(next, -1, -1);
    }
}
