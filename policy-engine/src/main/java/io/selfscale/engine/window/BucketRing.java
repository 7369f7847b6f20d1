package io.selfscale.engine.window;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable ring of time buckets. Bucket {@code k} covers the half-open interval {@code (k*length, (k+1)*length]} of
 * control time, so that at a multiple of the length a window of whole buckets is exactly {@code (now - span, now]}.
 *
 * <p>The open bucket lies beside the arrays, which successive rings share: adding to it allocates one small object, and
 * arrays are copied only when a bucket closes or a late sample arrives.
 */
public final class BucketRing {

    /** The time of the first sample of a ring that has none. */
    public static final long NEVER = Long.MAX_VALUE;

    private final long lengthNanos;
    private final long firstNanos;
    private final long open;
    private final double openSum;
    private final int openCount;
    private final boolean openPartial;
    private final double[] sums;
    private final int[] counts;
    private final boolean[] partial;
    private final int openSlot;

    private BucketRing(
            long lengthNanos,
            long firstNanos,
            long open,
            double openSum,
            int openCount,
            boolean openPartial,
            double[] sums,
            int[] counts,
            boolean[] partial) {
        this.lengthNanos = lengthNanos;
        this.firstNanos = firstNanos;
        this.open = open;
        this.openSum = openSum;
        this.openCount = openCount;
        this.openPartial = openPartial;
        this.sums = sums;
        this.counts = counts;
        this.partial = partial;
        this.openSlot = slot(open);
    }

    /** Returns a ring without samples. */
    public static BucketRing empty(long lengthNanos, int buckets) {
        return new BucketRing(
                lengthNanos, NEVER, -1, 0, 0, false, new double[buckets], new int[buckets], new boolean[buckets]);
    }

    /** Returns a ring as it was written; the arrays are copied, and hold closed buckets at index modulo length. */
    public static BucketRing restored(
            long lengthNanos, long firstNanos, Open open, double[] sums, int[] counts, boolean[] partial) {
        if (lengthNanos <= 0 || sums.length == 0 || sums.length != counts.length || sums.length != partial.length) {
            throw new IllegalArgumentException("the bucket arrays of a window must have one length, at least 1");
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || !Double.isFinite(sums[i])) {
                throw new IllegalArgumentException("bucket " + i + " of a window is not usable");
            }
        }
        return new BucketRing(
                lengthNanos,
                firstNanos,
                open.index(),
                open.sum(),
                open.count(),
                open.partial(),
                sums.clone(),
                counts.clone(),
                partial.clone());
    }

    /**
     * The bucket that is still being filled.
     *
     * @param index its number
     * @param sum of its samples
     * @param count of its samples
     * @param partial whether a ready replica was missing in one of them
     */
    public record Open(long index, double sum, int count, boolean partial) {
        public Open {
            if (count < 0 || !Double.isFinite(sum)) {
                throw new IllegalArgumentException("the open bucket of a window is not usable");
            }
        }
    }

    /**
     * Returns this ring and one more sample. A sample older than the ring is dropped.
     *
     * @param nanos control time of the measurement
     * @param value finite
     * @param complete whether every ready replica is in it
     */
    public BucketRing with(long nanos, double value, boolean complete) {
        long index = Math.floorDiv(nanos - 1, lengthNanos);
        long first = Math.min(firstNanos, nanos);
        if (index == open) {
            return new BucketRing(
                    lengthNanos,
                    first,
                    open,
                    openSum + value,
                    openCount + 1,
                    openPartial || !complete,
                    sums,
                    counts,
                    partial);
        }
        if (index > open) {
            double[] nextSums = sums.clone();
            int[] nextCounts = counts.clone();
            boolean[] nextPartial = partial.clone();
            close(nextSums, nextCounts, nextPartial, index);
            return new BucketRing(lengthNanos, first, index, value, 1, !complete, nextSums, nextCounts, nextPartial);
        }
        if (index <= open - sums.length) {
            return this;
        }
        int at = slot(index);
        double[] nextSums = sums.clone();
        int[] nextCounts = counts.clone();
        boolean[] nextPartial = partial.clone();
        nextSums[at] += value;
        nextCounts[at]++;
        nextPartial[at] |= !complete;
        return new BucketRing(
                lengthNanos, first, open, openSum, openCount, openPartial, nextSums, nextCounts, nextPartial);
    }

    /** Puts the open bucket into the arrays and empties those that the ring skips on its way to {@code next}. */
    private void close(double[] nextSums, int[] nextCounts, boolean[] nextPartial, long next) {
        int at = slot(open);
        nextSums[at] = openSum;
        nextCounts[at] = openCount;
        nextPartial[at] = openPartial;
        long skipped = Math.min(next - open, sums.length);
        for (long k = 0; k < skipped; k++) {
            int empty = slot(next - k);
            nextSums[empty] = 0;
            nextCounts[empty] = 0;
            nextPartial[empty] = false;
        }
    }

    private int slot(long index) {
        return (int) Math.floorMod(index, (long) sums.length);
    }

    /** Returns the slot of a bucket that is kept and not the open one; cheaper than the remainder for these. */
    private int slotBefore(long index) {
        int slot = openSlot - (int) (open - index);
        return slot < 0 ? slot + sums.length : slot;
    }

    /** Returns the number of the oldest bucket that is kept. */
    public long oldestKept() {
        return open - sums.length + 1;
    }

    /** Returns the number of the newest bucket that is kept: the open one. */
    public long newestKept() {
        return open;
    }

    /** Returns the length of one bucket in nanoseconds. */
    public long lengthNanos() {
        return lengthNanos;
    }

    /** Returns the control time of the first sample, or {@link #NEVER}. */
    public long firstNanos() {
        return firstNanos;
    }

    /** Returns the number of buckets kept. */
    public int size() {
        return sums.length;
    }

    /** Returns the bucket that is still being filled. */
    public Open open() {
        return new Open(open, openSum, openCount, openPartial);
    }

    /** Returns the number of samples in bucket {@code index}, 0 for one that is not kept. */
    public int count(long index) {
        if (index == open) {
            return openCount;
        }
        return index > open || index <= open - sums.length ? 0 : counts[slotBefore(index)];
    }

    /** Returns the sum of the samples in bucket {@code index}. */
    public double sum(long index) {
        if (index == open) {
            return openSum;
        }
        return count(index) == 0 ? 0 : sums[slotBefore(index)];
    }

    /** Tells whether a ready replica was missing in one of the samples of bucket {@code index}. */
    public boolean isPartial(long index) {
        if (index == open) {
            return openPartial;
        }
        return count(index) != 0 && partial[slotBefore(index)];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BucketRing that
                && lengthNanos == that.lengthNanos
                && firstNanos == that.firstNanos
                && open().equals(that.open())
                && Arrays.equals(sums, that.sums)
                && Arrays.equals(counts, that.counts)
                && Arrays.equals(partial, that.partial);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lengthNanos, firstNanos, open, openCount, Arrays.hashCode(counts));
    }
}
