package io.selfscale.engine.spec;

import java.time.Duration;

/**
 * How long a replica of a pool takes from its order to serving, as quantiles.
 *
 * @param p50 half of the starts take at most this, not negative
 * @param p95 19 of 20 starts take at most this, at least {@code p50}
 * @param p99 99 of 100 starts take at most this, at least {@code p95}
 */
public record StartupTime(Duration p50, Duration p95, Duration p99) {

    public StartupTime {
        if (p50.isNegative() || p95.compareTo(p50) < 0 || p99.compareTo(p95) < 0) {
            throw new IllegalArgumentException(
                    "0 <= p50 <= p95 <= p99 must hold for a start-up time but was " + p50 + ", " + p95 + ", " + p99);
        }
    }

    /** Returns a start-up time that is always the same. */
    public static StartupTime of(Duration always) {
        return new StartupTime(always, always, always);
    }

    /**
     * Returns the quantile for a probability: the next one known that is not smaller.
     *
     * @param share in (0, 1]
     */
    public Duration quantile(double share) {
        return share <= 0.5 ? p50 : share <= 0.95 ? p95 : p99;
    }
}
