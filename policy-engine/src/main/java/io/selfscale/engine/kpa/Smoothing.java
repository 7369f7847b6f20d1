package io.selfscale.engine.kpa;

/** The weight of the newest bucket in an exponentially weighted average (semantics section 2.2). */
public final class Smoothing {

    /** Share of all weights that falls on the buckets of the window. */
    public static final double WEIGHT_PRECISION = 0.9999;

    /** Least weight of the newest bucket. */
    public static final double MINIMUM_COEFFICIENT = 0.2;

    private Smoothing() {}

    /**
     * Returns the coefficient for a window of so many buckets.
     *
     * @param buckets at least 1
     */
    public static double coefficient(int buckets) {
        return coefficient(buckets, WEIGHT_PRECISION, MINIMUM_COEFFICIENT);
    }

    /**
     * Returns {@code max(1 - (1 - precision)^(1 / buckets), minimum)}.
     *
     * @param buckets at least 1
     * @param precision share of all weights that falls on the buckets of the window, in (0, 1)
     * @param minimum least result, in [0, 1]
     */
    public static double coefficient(int buckets, double precision, double minimum) {
        if (buckets < 1) {
            throw new IllegalArgumentException("buckets must be at least 1 but was " + buckets);
        }
        if (!(precision > 0 && precision < 1)) {
            throw new IllegalArgumentException("precision must be in (0, 1) but was " + precision);
        }
        if (!(minimum >= 0 && minimum <= 1)) {
            throw new IllegalArgumentException("minimum must be in [0, 1] but was " + minimum);
        }
        return Math.max(1 - Math.pow(1 - precision, 1.0 / buckets), minimum);
    }
}
