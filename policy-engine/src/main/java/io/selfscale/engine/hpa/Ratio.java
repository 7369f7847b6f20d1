package io.selfscale.engine.hpa;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the values of pods become a ratio to a target. */
sealed interface Ratio permits UtilizationRatio, ValueRatio {

    /**
     * A ratio.
     *
     * @param ratio observed value over target
     * @param observed the value: whole percent for utilization, else thousandths of the unit
     * @param average mean value of the pods that count, in thousandths, by integer division
     */
    record Result(double ratio, long observed, long average) {}

    /** Returns the ratio, or null if no value can be used. */
    @Nullable
    Result of(Map<String, Long> valuesMilli);

    /** Returns what a pod without a sample is assumed to use on the way in, in thousandths. */
    long fullUse(String pod);

    /** Returns the sum, or the largest number there is if the sum is beyond it; both arguments at least 0. */
    static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
