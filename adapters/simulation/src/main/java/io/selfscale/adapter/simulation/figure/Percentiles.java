package io.selfscale.adapter.simulation.figure;

import java.util.Arrays;

/**
 * Nearest-rank percentiles; NaN of nothing.
 *
 * @param p50 half of the values are at most this
 * @param p95 95 of 100 are
 * @param p99 99 of 100 are
 */
public record Percentiles(double p50, double p95, double p99) {

    /** Returns the percentiles of values, which this sorts. */
    public static Percentiles of(double[] values) {
        Arrays.sort(values);
        return new Percentiles(rank(values, 0.5), rank(values, 0.95), rank(values, 0.99));
    }

    private static double rank(double[] sorted, double share) {
        // 0.95 * 20 is a little more than 19, which must not make it the 20th.
        int rank = (int) Math.ceil(share * sorted.length - 1e-9 * sorted.length);
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(1, rank) - 1];
    }
}
