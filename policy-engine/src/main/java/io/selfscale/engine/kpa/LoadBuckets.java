package io.selfscale.engine.kpa;

import io.selfscale.engine.arithmetic.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window of sums, one per time bucket, and their averages (semantics section 2.2). A bucket is the stretch of time from
 * a multiple of its length on. Immutable: every change returns a new window.
 *
 * <p>A young history is averaged over its own length, and the time after the newest value is not taken for zero; a bucket
 * between two values that has none is.
 */
public final class LoadBuckets {

    /** Digits of a simple average. */
    private static final int DIGITS = 6;

    private final long windowNanos;
    private final long granularityNanos;
    private final double[] sums;
    private final boolean written;
    private final long first;
    private final long last;

    private LoadBuckets(
            long windowNanos, long granularityNanos, double[] sums, boolean written, long first, long last) {
        this.windowNanos = windowNanos;
        this.granularityNanos = granularityNanos;
        this.sums = sums;
        this.written = written;
        this.first = first;
        this.last = last;
    }

    /**
     * A bucket.
     *
     * @param startNanos time at which it begins
     * @param sum of its values
     */
    public record Bucket(long startNanos, double sum) {}

    /**
     * Returns a window without values, of {@code ceil(window / granularity)} buckets.
     *
     * @param windowNanos length of the window in nanoseconds, positive
     * @param granularityNanos length of a bucket in nanoseconds, positive
     */
    public static LoadBuckets empty(long windowNanos, long granularityNanos) {
        if (windowNanos <= 0 || granularityNanos <= 0) {
            throw new IllegalArgumentException("window and granularity must be positive but were " + windowNanos
                    + " ns and " + granularityNanos + " ns");
        }
        int count = Math.toIntExact(-Math.floorDiv(-windowNanos, granularityNanos));
        return new LoadBuckets(windowNanos, granularityNanos, new double[count], false, 0, 0);
    }

    /**
     * Returns this with a value added to the bucket of its time. One from a full window or more before the newest is
     * dropped; after a pause of a full window history begins anew. What is not a finite number of at least 0 is dropped.
     */
    public LoadBuckets with(long nanos, double value) {
        if (!Double.isFinite(value) || value < 0) {
            return this;
        }
        long index = index(nanos);
        if (!written || index - last >= sums.length) {
            double[] fresh = new double[sums.length];
            fresh[slot(index)] = value;
            return new LoadBuckets(windowNanos, granularityNanos, fresh, true, index, index);
        }
        if (last - index >= sums.length) {
            return this;
        }
        double[] next = sums.clone();
        for (long skipped = last + 1; skipped <= index; skipped++) {
            next[slot(skipped)] = 0;
        }
        next[slot(index)] += value;
        return new LoadBuckets(
                windowNanos, granularityNanos, next, true, Math.min(first, index), Math.max(last, index));
    }

    /**
     * Returns this with another length of the window and the newest buckets that fit. History then counts from the oldest
     * bucket of the old window on, so that a full window is not diluted by growing. Without a value in the old window
     * nothing is kept.
     *
     * @param newWindowNanos positive
     * @param nanos time now
     */
    public LoadBuckets resized(long newWindowNanos, long nanos) {
        if (newWindowNanos == windowNanos) {
            return this;
        }
        LoadBuckets empty = empty(newWindowNanos, granularityNanos);
        if (isEmpty(nanos)) {
            return empty;
        }
        for (int i = 0; i < Math.min(sums.length, empty.sums.length); i++) {
            empty.sums[empty.slot(last - i)] = sums[slot(last - i)];
        }
        return new LoadBuckets(newWindowNanos, granularityNanos, empty.sums, true, last - (sums.length - 1), last);
    }

    /** Tells whether nothing was recorded for longer than the window, or ever. */
    public boolean isEmpty(long nanos) {
        return !written || (index(nanos) - last) * granularityNanos > windowNanos;
    }

    /** Returns the number of buckets. */
    public int count() {
        return sums.length;
    }

    /** Returns the sum of the buckets of the window that ends at {@code nanos}. */
    public double sum(long nanos) {
        double sum = 0;
        for (int i = inside(nanos) - 1; i >= 0; i--) {
            sum += sums[slot(last - i)];
        }
        return sum;
    }

    /** Returns the buckets above zero of the window that ends at {@code nanos}, oldest first. */
    public List<Bucket> nonZero(long nanos) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = inside(nanos) - 1; i >= 0; i--) {
            double sum = sums[slot(last - i)];
            if (sum > 0) {
                buckets.add(new Bucket((last - i) * granularityNanos, sum));
            }
        }
        return buckets;
    }

    /**
     * Returns the mean of the buckets from the first value to the newest, of those inside the window that ends at
     * {@code nanos}, to six digits; 0 if there are none.
     */
    public double average(long nanos) {
        int inside = inside(nanos);
        if (inside == 0) {
            return 0;
        }
        return Rounding.toDigits(sum(nanos) / Math.min(last - first + 1, inside), DIGITS);
    }

    /**
     * Returns the sum of {@code bucket * c * (1 - c)^k}, k = 0 for the bucket of {@code nanos}, with the coefficient
     * {@link Smoothing#coefficient(int)} of this window. Here time after the newest value does count as zero.
     */
    public double weightedAverage(long nanos) {
        int inside = inside(nanos);
        double decay = 1 - Smoothing.coefficient(sums.length);
        double weight = (1 - decay) * Math.pow(decay, sums.length - inside);
        double average = 0;
        for (int i = 0; i < inside; i++) {
            average += sums[slot(last - i)] * weight;
            weight *= decay;
        }
        return average;
    }

    /** Returns the number of buckets that are still inside the window that ends at {@code nanos}, the newest first. */
    private int inside(long nanos) {
        if (!written) {
            return 0;
        }
        // A time before the newest value counts as that of the newest.
        long gap = Math.max(0, index(nanos) - last);
        return (int) Math.max(0, sums.length - gap);
    }

    private long index(long nanos) {
        return Math.floorDiv(nanos, granularityNanos);
    }

    private int slot(long index) {
        return (int) Math.floorMod(index, (long) sums.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LoadBuckets that
                && windowNanos == that.windowNanos
                && granularityNanos == that.granularityNanos
                && written == that.written
                && first == that.first
                && last == that.last
                && Arrays.equals(sums, that.sums);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(windowNanos) + Long.hashCode(last)) + Arrays.hashCode(sums);
    }
}
