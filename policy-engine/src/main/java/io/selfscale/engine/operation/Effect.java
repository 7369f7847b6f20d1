package io.selfscale.engine.operation;

import io.selfscale.engine.spec.EffectSpec;
import io.selfscale.policy.Sample;

/**
 * Whether scale-outs help. The baseline is taken when growth begins; once it has taken effect and more is wanted still,
 * the gain in throughput is held against the gain in capacity.
 *
 * @param ready replicas that served at the baseline, 0 without one
 * @param throughput work per second at the baseline
 * @param sinceNanos control time of the baseline
 * @param ineffective scale-outs in a row that did not help
 * @param blockedUntilNanos control time until which growth is stopped, 0 for not
 */
public record Effect(int ready, double throughput, long sinceNanos, int ineffective, long blockedUntilNanos) {

    /** Returns the effect before any scale-out. */
    public static Effect unknown() {
        return new Effect(0, 0, 0, 0, 0);
    }

    /**
     * Returns this after a moment at which more is wanted and the last change took effect a while ago.
     *
     * @param ready replicas that serve now
     */
    public Effect judged(EffectSpec spec, Sample throughput, int ready, long nanos) {
        if (this.ready == 0 || ready <= this.ready || !(throughput instanceof Sample.Fresh fresh)) {
            return this;
        }
        double expected = (double) ready / this.ready - 1;
        double gained = this.throughput > 0 ? fresh.value() / this.throughput - 1 : fresh.value() > 0 ? expected : 0;
        if (gained >= spec.leastGain() * expected) {
            return unknown();
        }
        int failed = ineffective + 1;
        long until = failed >= spec.actions() ? nanos + spec.retryAfter().toNanos() : 0;
        // After the pause one more scale-out is tried; if it helps no more than the others, growth stops again.
        return new Effect(0, 0, 0, Math.min(failed, spec.actions() - 1), until);
    }

    /** Returns this with a baseline, unless there is one. */
    public Effect begun(Sample throughput, int ready, long nanos) {
        return this.ready > 0 || ready == 0 || !(throughput instanceof Sample.Fresh fresh)
                ? this
                : new Effect(ready, fresh.value(), nanos, ineffective, blockedUntilNanos);
    }

    /** Returns the nanoseconds for which growth is stopped, 0 for not. */
    public long blockedFor(long nanos) {
        return Math.max(0, blockedUntilNanos - nanos);
    }
}
