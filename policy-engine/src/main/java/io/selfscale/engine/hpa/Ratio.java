package io.selfscale.engine.hpa;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the values of pods become a ratio to a target. */
sealed interface Ratio permits UtilizationRatio, ValueRatio {

    /**
     * A ratio.
     *
     * @param ratio observed value over target
     * @param observed the value
     */
    record Result(double ratio, long observed) {}

    /** Returns the ratio, or null if no value can be used. */
    @Nullable
    Result of(Map<String, Long> valuesMilli);

    /** Returns what a pod without a sample is assumed to use on the way in, in thousandths. */
    long fullUse(String pod);
}
