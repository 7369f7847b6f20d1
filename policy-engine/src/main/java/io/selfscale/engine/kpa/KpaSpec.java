package io.selfscale.engine.kpa;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings of a Knative pod autoscaler (semantics sections 2.1 and 2.4). Immutable; each {@code with} method returns a
 * changed copy.
 *
 * @param target load of one replica
 * @param targetBurstCapacity burst that the present replicas are to absorb, in the unit of the load; 0 for none asked,
 *     negative for an unlimited one
 * @param panicThreshold wanted by ready replicas, in the panic window, from which on it panics; positive
 * @param rates largest change of one decision
 * @param stableWindow how long a panic lasts after the threshold was last reached, not negative
 * @param scaleDownDelay how long a larger count is kept; zero for not at all
 * @param reachable false where no traffic is routed to, so that it may shrink at any rate
 * @param activationScale least count that is not zero; 0 and 1 say nothing
 */
public record KpaSpec(
        KpaTarget target,
        double targetBurstCapacity,
        double panicThreshold,
        Rates rates,
        Duration stableWindow,
        Duration scaleDownDelay,
        boolean reachable,
        int activationScale) {

    /**
     * Largest factors of change of one decision.
     *
     * @param up at least 1
     * @param down at least 1
     */
    public record Rates(double up, double down) {

        /** Times 1000, and by half. */
        public static final Rates KNATIVE = new Rates(1000, 2);

        public Rates {
            if (!(up >= 1) || !Double.isFinite(up)) {
                throw new IllegalArgumentException("the rate up must be at least 1 but was " + up);
            }
            if (!(down >= 1) || !Double.isFinite(down)) {
                throw new IllegalArgumentException("the rate down must be at least 1 but was " + down);
            }
        }
    }

    /** Target burst capacity by default, in requests. */
    public static final double DEFAULT_BURST_CAPACITY = 211;

    /** Panic threshold by default. */
    public static final double DEFAULT_PANIC_THRESHOLD = 2;

    /** Stable window by default. */
    public static final Duration DEFAULT_STABLE_WINDOW = Duration.ofMinutes(1);

    public KpaSpec {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(rates, "rates");
        if (!Double.isFinite(targetBurstCapacity)) {
            throw new IllegalArgumentException("targetBurstCapacity must be finite but was " + targetBurstCapacity);
        }
        if (!(panicThreshold > 0) || !Double.isFinite(panicThreshold)) {
            throw new IllegalArgumentException("panicThreshold must be positive but was " + panicThreshold);
        }
        if (stableWindow.isNegative()) {
            throw new IllegalArgumentException("stableWindow must not be negative but was " + stableWindow);
        }
        if (scaleDownDelay.isNegative()) {
            throw new IllegalArgumentException("scaleDownDelay must not be negative but was " + scaleDownDelay);
        }
        if (activationScale < 0) {
            throw new IllegalArgumentException("activationScale must be at least 0 but was " + activationScale);
        }
    }

    /** Returns the settings of Knative by default, for a load per replica. */
    public static KpaSpec of(KpaTarget target) {
        return new KpaSpec(
                target,
                DEFAULT_BURST_CAPACITY,
                DEFAULT_PANIC_THRESHOLD,
                Rates.KNATIVE,
                DEFAULT_STABLE_WINDOW,
                Duration.ZERO,
                /* reachable= */ true,
                /* activationScale= */ 1);
    }

    /**
     * Returns by how much the present replicas exceed the load and the burst that they are to absorb:
     * {@code floor(ready * total - targetBurstCapacity - load)}; 0 if no burst capacity is asked for, -1 if an unlimited
     * one is. Negative means that a buffer belongs in front of them. Clamped to the range of {@code int}.
     *
     * @param ready replicas ready now
     * @param load load of the panic window
     */
    public int excessBurstCapacity(int ready, double load) {
        if (targetBurstCapacity < 0) {
            return -1;
        }
        return targetBurstCapacity > 0 ? (int) Math.floor(ready * target.total() - targetBurstCapacity - load) : 0;
    }

    /** Returns this with another target burst capacity. */
    public KpaSpec withTargetBurstCapacity(double capacity) {
        return new KpaSpec(
                target, capacity, panicThreshold, rates, stableWindow, scaleDownDelay, reachable, activationScale);
    }

    /** Returns this with another panic threshold. */
    public KpaSpec withPanicThreshold(double threshold) {
        return new KpaSpec(
                target,
                targetBurstCapacity,
                threshold,
                rates,
                stableWindow,
                scaleDownDelay,
                reachable,
                activationScale);
    }

    /** Returns this with other rates. */
    public KpaSpec withRates(double up, double down) {
        return new KpaSpec(
                target,
                targetBurstCapacity,
                panicThreshold,
                new Rates(up, down),
                stableWindow,
                scaleDownDelay,
                reachable,
                activationScale);
    }

    /** Returns this with another stable window. */
    public KpaSpec withStableWindow(Duration window) {
        return new KpaSpec(
                target, targetBurstCapacity, panicThreshold, rates, window, scaleDownDelay, reachable, activationScale);
    }

    /** Returns this with another scale-down delay. */
    public KpaSpec withScaleDownDelay(Duration delay) {
        return new KpaSpec(
                target, targetBurstCapacity, panicThreshold, rates, stableWindow, delay, reachable, activationScale);
    }

    /** Returns this with another activation scale. */
    public KpaSpec withActivationScale(int scale) {
        return new KpaSpec(
                target, targetBurstCapacity, panicThreshold, rates, stableWindow, scaleDownDelay, reachable, scale);
    }
}
