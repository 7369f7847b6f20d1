package io.selfscale.engine.kpa;

/**
 * How far one decision may go.
 *
 * @param in least count, at least 0
 * @param out greatest count, at least {@code in}
 */
public record KpaLimits(double in, double out) {

    public KpaLimits {
        if (!(in >= 0) || !(out >= in)) {
            throw new IllegalArgumentException("0 <= in <= out must hold but was in " + in + ", out " + out);
        }
    }

    /**
     * Returns {@code [floor(ready / down), ceil(up * ready)]}, from 0 on if the target is not reachable.
     *
     * @param ready replicas ready now, at least 1
     */
    public static KpaLimits of(KpaSpec spec, int ready, Precision precision) {
        double out = precision.ceil(spec.rates().up() * ready);
        double in = spec.reachable() ? precision.floor(ready / spec.rates().down()) : 0;
        return new KpaLimits(in, out);
    }

    /**
     * Returns limits that do not turn a change around: growing never ends below the count requested now, shrinking never
     * above it, however many of those are ready (semantics section 17, invariant 6).
     */
    public KpaLimits around(int requested) {
        return new KpaLimits(Math.min(in, requested), Math.max(out, requested));
    }

    /** Returns {@code replicas} within the limits, in the range of {@code int}. */
    int clamp(double replicas) {
        return (int) Math.min(Math.max(replicas, in), out);
    }
}
