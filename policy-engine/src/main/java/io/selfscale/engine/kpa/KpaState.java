package io.selfscale.engine.kpa;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one decision leaves for the next.
 *
 * @param inPanic whether it panics
 * @param panicSinceNanos time at which the panic threshold was last reached, or the panic began; 0 if it does not panic.
 *     May lie ahead: then the panic counts as renewed until that time
 * @param maxPanicReplicas largest count of this panic, at least 0; it does not go below in this panic
 * @param delayed the counts of the scale-down delay; null without one. It keeps the length it was made with
 */
public record KpaState(
        boolean inPanic,
        long panicSinceNanos,
        int maxPanicReplicas,
        @Nullable TimedMaximum delayed) {

    /** Length of the buckets of the scale-down delay: one tick of Knative. */
    public static final Duration DELAY_GRANULARITY = Duration.ofSeconds(2);

    public KpaState {
        if (maxPanicReplicas < 0) {
            throw new IllegalArgumentException("maxPanicReplicas must be at least 0 but was " + maxPanicReplicas);
        }
        if (!inPanic) {
            panicSinceNanos = 0;
        }
    }

    /**
     * Returns the state of an autoscaler that has just started. With more than one replica it begins in panic, so that it
     * keeps them until it has seen a whole stable window.
     *
     * @param ready replicas ready now; null if they could not be counted
     * @param nanos time now
     */
    public static KpaState initial(KpaSpec spec, @Nullable Integer ready, long nanos) {
        int present = ready == null ? 0 : ready;
        Duration delay = spec.scaleDownDelay();
        return new KpaState(
                present > 1, nanos, present, delay.isZero() ? null : TimedMaximum.of(delay, DELAY_GRANULARITY));
    }

    KpaState panickingSince(long nanos) {
        return new KpaState(true, Math.max(panicSinceNanos, nanos), maxPanicReplicas, delayed);
    }

    KpaState calm() {
        return new KpaState(false, 0, 0, delayed);
    }

    KpaState withMaxPanicReplicas(int replicas) {
        return new KpaState(inPanic, panicSinceNanos, replicas, delayed);
    }

    /** Returns this with other counts of the scale-down delay. */
    public KpaState withDelayed(@Nullable TimedMaximum counts) {
        return new KpaState(inPanic, panicSinceNanos, maxPanicReplicas, counts);
    }
}
