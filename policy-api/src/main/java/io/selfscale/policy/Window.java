package io.selfscale.policy;

import java.time.Duration;

/**
 * The recent past of a signal over the half-open interval {@code (end - span, end]}, as time buckets of equal length. It ends
 * when the newest sample was measured, if that is fresh, and now otherwise: a source that is always a little late has no gap
 * there, one that fell silent has.
 *
 * <p>The value of a bucket is the mean of the samples measured in it; buckets without a sample are empty, not zero.
 *
 * <p>Every statistic is over bucket values, so that it is weighted by time and does not depend on how often a source
 * was read. Statistics of a window without a filled bucket are NaN; ask {@link #filled()} first.
 */
public interface Window {

    /** Returns the length of the window. */
    Duration span();

    /** Returns the number of buckets that overlap the window. */
    int buckets();

    /** Returns the number of those that hold a sample. */
    int filled();

    /** Returns the number of those that hold a sample, and in which at no tick a ready replica's sample was missing. */
    int complete();

    /** Tells whether measuring began at or before the start of the window, give or take one measuring interval. */
    boolean isSpanned();

    /** Returns the arithmetic mean. */
    double mean();

    /** Returns the least value. */
    double min();

    /** Returns the greatest value. */
    double max();

    /**
     * Returns the nearest-rank percentile: the least value that at least the given share of values does not exceed.
     *
     * @param share in (0, 1], for instance 0.95
     */
    double percentile(double share);

    /**
     * Returns the {@code rank}-th greatest value of the last {@code last} buckets, NaN if fewer are filled.
     *
     * @param rank at least 1
     * @param last at least {@code rank}
     */
    double greatest(int rank, int last);

    /**
     * Returns the {@code rank}-th least value of the last {@code last} buckets, NaN if fewer are filled.
     *
     * @param rank at least 1
     * @param last at least {@code rank}
     */
    double least(int rank, int last);

    /**
     * Returns the same window without what was measured before a moment, given as control time in nanoseconds (see
     * {@link Observation#nanos()}): after a change of size, older measurements say nothing about the present one. It is
     * spanned once every bucket of it began at that moment or after it.
     */
    Window since(long nanos);

    /** Returns the share of buckets that hold a sample, in [0, 1]. */
    default double coverage() {
        return buckets() == 0 ? 0 : (double) filled() / buckets();
    }

    /** Returns the share of buckets that are {@link #complete()}, in [0, 1]. */
    default double completeCoverage() {
        return buckets() == 0 ? 0 : (double) complete() / buckets();
    }
}
