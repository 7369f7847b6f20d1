package io.selfscale.engine.queueing;

import java.util.function.IntPredicate;

/**
 * The smallest size that fits, or the largest there is.
 *
 * @param replicas the size
 * @param feasible whether it fits; false only for the largest
 */
public record Sizing(int replicas, boolean feasible) {

    /**
     * Returns the smallest size in {@code [min, max]} that fits, found by bisection, or {@code max} if none does (semantics
     * section 9.9).
     *
     * @param min smallest size
     * @param max largest size; {@code min} is looked at alone if it is less
     * @param fits tells whether a size fits; must not turn from true to false as the size grows
     */
    public static Sizing smallest(int min, int max, IntPredicate fits) {
        int low = min;
        int high = Math.max(min, max);
        if (!fits.test(high)) {
            return new Sizing(high, false);
        }
        while (low < high) {
            int middle = low + (high - low) / 2;
            if (fits.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return new Sizing(high, true);
    }
}
