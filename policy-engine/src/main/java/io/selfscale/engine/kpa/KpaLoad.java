package io.selfscale.engine.kpa;

import org.jspecify.annotations.Nullable;

/**
 * The load over all replicas, a total.
 *
 * @param stable average of the stable window, finite and at least 0
 * @param panic average of the panic window, finite and at least 0
 */
public record KpaLoad(double stable, double panic) {

    public KpaLoad {
        if (!isUsable(stable) || !isUsable(panic)) {
            throw new IllegalArgumentException(
                    "a load must be finite and at least 0 but was stable " + stable + ", panic " + panic);
        }
    }

    /** Returns the load, or null if one of the numbers is not one to act on. */
    public static @Nullable KpaLoad measured(double stable, double panic) {
        return isUsable(stable) && isUsable(panic) ? new KpaLoad(stable, panic) : null;
    }

    private static boolean isUsable(double load) {
        return Double.isFinite(load) && load >= 0;
    }

    /** Returns the load if both averages are known, or else null. */
    public static @Nullable KpaLoad ofNullable(@Nullable Double stable, @Nullable Double panic) {
        return stable == null || panic == null ? null : measured(stable, panic);
    }
}
