package io.selfscale.engine.kpa;

/**
 * The load of one replica (semantics section 2.3).
 *
 * @param target load to aim for, positive; sizes
 * @param total load that it can take, at least 0; feeds the excess burst capacity
 */
public record KpaTarget(double target, double total) {

    public KpaTarget {
        if (!(target > 0) || !Double.isFinite(target)) {
            throw new IllegalArgumentException("target must be positive but was " + target);
        }
        if (!(total >= 0) || !Double.isFinite(total)) {
            throw new IllegalArgumentException("total must be at least 0 but was " + total);
        }
    }

    /**
     * Returns the target that follows from settings and defaults: {@code total} is the explicit one or the default, for
     * concurrency never above a limit; {@code target = max(minimum, total * utilization)}.
     */
    public static KpaTarget resolve(TargetSettings settings, TargetDefaults defaults) {
        boolean concurrency = settings.metric() == ScalingMetric.CONCURRENCY;
        boolean limited = concurrency && settings.concurrencyLimit() > 0;
        double total = concurrency ? defaults.concurrency() : defaults.rps();
        if (limited) {
            total = settings.concurrencyLimit();
        }
        Double explicit = settings.total();
        if (explicit != null) {
            total = limited ? Math.min(explicit, settings.concurrencyLimit()) : explicit;
        }
        Double utilization = settings.utilization();
        double share = concurrency ? defaults.concurrencyUtilization() : defaults.rpsUtilization();
        if (utilization != null) {
            share = utilization;
        }
        return new KpaTarget(Math.max(defaults.minimumTarget(), total * share), total);
    }
}
