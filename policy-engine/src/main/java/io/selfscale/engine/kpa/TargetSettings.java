package io.selfscale.engine.kpa;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one scaling target says about the load of a replica.
 *
 * @param metric what is counted
 * @param concurrencyLimit requests under way that a replica accepts at once; 0 for no limit
 * @param total load that a replica can take, positive; null for the default
 * @param utilization share of it to aim for, in (0, 1]; null for the default
 */
public record TargetSettings(
        ScalingMetric metric,
        double concurrencyLimit,
        @Nullable Double total,
        @Nullable Double utilization) {

    public TargetSettings {
        Objects.requireNonNull(metric, "metric");
        if (!(concurrencyLimit >= 0) || !Double.isFinite(concurrencyLimit)) {
            throw new IllegalArgumentException("concurrencyLimit must be at least 0 but was " + concurrencyLimit);
        }
        if (total != null && (!(total > 0) || !Double.isFinite(total))) {
            throw new IllegalArgumentException("total must be positive but was " + total);
        }
        if (utilization != null && !(utilization > 0 && utilization <= 1)) {
            throw new IllegalArgumentException("utilization must be in (0, 1] but was " + utilization);
        }
    }

    /** Returns the settings of a target that has none. */
    public static TargetSettings of(ScalingMetric metric) {
        return new TargetSettings(metric, 0, null, null);
    }
}
