package io.selfscale.engine.kpa;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stable/panic decision (semantics section 2.4): sized by the long window, unless the short one calls for a multiple of
 * the ready replicas; then by the larger of the two, and never down until a whole long window has passed without that.
 *
 * <p>Both windows hold totals over the replicas, so that the replicas there are do not enter the size, only its limits.
 * Pure; safe for concurrent use.
 *
 * @param spec the settings
 * @param precision how whole numbers are met
 */
public record KpaScaler(KpaSpec spec, Precision precision) {

    public KpaScaler {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(precision, "precision");
    }

    /**
     * Decides.
     *
     * @param state what the last decision left
     * @param ready replicas ready now, at least 0; null if they could not be counted
     * @param load load over all replicas; null if it is not known
     * @param nanos time now
     */
    public KpaDecision decide(KpaState state, @Nullable Integer ready, @Nullable KpaLoad load, long nanos) {
        return ready == null || load == null
                ? KpaDecision.invalid(state)
                : decide(state, ready, load, nanos, KpaLimits.of(spec, Math.max(1, ready), precision));
    }

    /**
     * Decides within other limits.
     *
     * @param state what the last decision left
     * @param ready replicas ready now, at least 0
     * @param load load over all replicas
     * @param nanos time now
     * @param limits how far it may go, in place of those that the rates give
     */
    public KpaDecision decide(KpaState state, int ready, KpaLoad load, long nanos, KpaLimits limits) {
        double stable = precision.ceil(load.stable() / spec.target().target());
        double panic = precision.ceil(load.panic() / spec.target().target());

        // By the wanted count before limits and the ready count: the ratio of the windows says nothing about capacity.
        boolean over = panic / Math.max(1, ready) >= spec.panicThreshold();
        KpaState next = panicking(state, over, nanos);

        int replicas = sized(stable, limits);
        if (next.inPanic()) {
            // The long window may still hold a larger load than the short one.
            replicas = Math.max(replicas, sized(panic, limits));
            replicas = Math.max(replicas, next.maxPanicReplicas());
            next = next.withMaxPanicReplicas(replicas);
        }
        TimedMaximum delayed = next.delayed();
        if (spec.reachable() && delayed != null) {
            delayed = delayed.with(nanos, replicas);
            replicas = delayed.maximum();
            next = next.withDelayed(delayed);
        }
        return new KpaDecision(true, replicas, spec.excessBurstCapacity(ready, load.panic()), next);
    }

    private KpaState panicking(KpaState state, boolean over, long nanos) {
        if (over) {
            return state.panickingSince(nanos);
        }
        boolean passed = state.inPanic()
                && nanos - state.panicSinceNanos() > spec.stableWindow().toNanos();
        return passed ? state.calm() : state;
    }

    private int sized(double wanted, KpaLimits limits) {
        int replicas = limits.clamp(wanted);
        return spec.activationScale() > 1 && wanted > 0 ? Math.max(replicas, spec.activationScale()) : replicas;
    }
}
