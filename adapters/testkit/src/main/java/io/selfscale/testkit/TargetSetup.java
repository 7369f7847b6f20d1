package io.selfscale.testkit;

import java.time.Duration;

/**
 * The scaling target that a property drew: the limits and times that the decision function under test is to be built
 * with.
 *
 * @param min smallest replica count, at least 1
 * @param max largest replica count, at least {@code min}
 * @param tick time between two decisions, positive
 * @param outWindow how long a scale-out condition should have to hold, a multiple of {@code tick}, at least two
 * @param inWindow how long a scale-in condition should have to hold, a multiple of {@code tick}, at least {@code
 *     outWindow}
 * @param startUp time from an order until its replicas are ready, a multiple of {@code tick}; may be zero
 * @param startDeadline deadline for start orders, longer than anything takes in the generated worlds
 */
public record TargetSetup(
        int min,
        int max,
        Duration tick,
        Duration outWindow,
        Duration inWindow,
        Duration startUp,
        Duration startDeadline) {

    /** Name of the scaling target. */
    public static final String TARGET = "target";

    /** Name of its only pool. */
    public static final String POOL = "main";

    public TargetSetup {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("1 <= min <= max must hold but was " + min + ", " + max);
        }
        if (tick.isNegative() || tick.isZero()) {
            throw new IllegalArgumentException("tick must be positive but was " + tick);
        }
        if (outWindow.compareTo(tick) < 0 || inWindow.compareTo(outWindow) < 0) {
            throw new IllegalArgumentException(
                    "tick <= outWindow <= inWindow must hold but was " + tick + ", " + outWindow + ", " + inWindow);
        }
        if (startUp.isNegative() || startDeadline.compareTo(startUp) <= 0) {
            throw new IllegalArgumentException(
                    "0 <= startUp < startDeadline must hold but was " + startUp + ", " + startDeadline);
        }
    }

    /** Returns this with other bounds. */
    public TargetSetup withBounds(int min, int max) {
        return new TargetSetup(min, max, tick, outWindow, inWindow, startUp, startDeadline);
    }

    /** Returns the nearest count within the bounds. */
    public int clamp(int replicas) {
        return Math.max(min, Math.min(max, replicas));
    }

    /** Returns the number of ticks that a time takes, rounded up. */
    public int ticks(Duration time) {
        return Math.toIntExact(-Math.floorDiv(-time.toNanos(), tick.toNanos()));
    }
}
