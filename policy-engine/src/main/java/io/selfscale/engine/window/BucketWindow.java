package io.selfscale.engine.window;

import io.selfscale.policy.Window;
import java.time.Duration;
import java.util.Arrays;

/**
 * The part of a ring that overlaps {@code (now - span, now]}. What it holds is counted and summed up once, in one pass over
 * the buckets, when it is first asked for. Confined to one thread.
 */
public final class BucketWindow implements Window {

    /** Not restricted to what came after a moment. */
    private static final long ALWAYS = Long.MIN_VALUE;

    private final BucketRing ring;
    private final Duration span;
    private final long interval;
    private final long now;
    private final long since;
    private final long oldest;
    private final long newest;
    private boolean summed;
    private int filled;
    private int complete;
    private double sum;
    private double min = Double.NaN;
    private double max = Double.NaN;

    private BucketWindow(BucketRing ring, Duration span, long interval, long now, long since) {
        this.ring = ring;
        this.span = span;
        this.interval = interval;
        this.now = now;
        this.since = since;
        this.newest = Math.floorDiv(now - 1, ring.lengthNanos());
        this.oldest = Math.floorDiv(now - span.toNanos(), ring.lengthNanos());
    }

    /** Returns the window that ends at {@code now}, of a signal that is measured once per bucket. */
    public static BucketWindow of(BucketRing ring, Duration span, long now) {
        return of(ring, span, ring.lengthNanos(), now);
    }

    /**
     * Returns the window that ends at {@code now}.
     *
     * @param intervalNanos time between two measurements, at most the length of a bucket
     */
    public static BucketWindow of(BucketRing ring, Duration span, long intervalNanos, long now) {
        return new BucketWindow(ring, span, intervalNanos, now, ALWAYS);
    }

    private void sumUp() {
        if (summed) {
            return;
        }
        summed = true;
        long last = lastHeld();
        for (long k = firstHeld(oldest); k <= last; k++) {
            int count = ring.count(k);
            if (count == 0) {
                continue;
            }
            double value = ring.sum(k) / count;
            filled++;
            complete += ring.isPartial(k) ? 0 : 1;
            sum += value;
            min = min <= value ? min : value;
            max = max >= value ? max : value;
        }
    }

    /** Returns the first bucket from {@code from} on that the ring keeps and that began after the moment, if there is one. */
    private long firstHeld(long from) {
        return Math.max(Math.max(from, ring.oldestKept()), firstSince());
    }

    /** Returns the first bucket that began at the moment or after it. */
    private long firstSince() {
        if (since == ALWAYS) {
            return Long.MIN_VALUE;
        }
        return since == Long.MAX_VALUE ? since : -Math.floorDiv(-since, ring.lengthNanos());
    }

    private long lastHeld() {
        return Math.min(newest, ring.newestKept());
    }

    @Override
    public Duration span() {
        return span;
    }

    @Override
    public int buckets() {
        return (int) (newest - oldest + 1);
    }

    @Override
    public int filled() {
        sumUp();
        return filled;
    }

    @Override
    public int complete() {
        sumUp();
        return complete;
    }

    @Override
    public boolean isSpanned() {
        // A bucket from before the moment is never left out of a window that counts as spanned: that would hide what it
        // holds.
        return ring.firstNanos() <= now - span.toNanos() + interval && firstSince() <= oldest;
    }

    @Override
    public double mean() {
        sumUp();
        return filled == 0 ? Double.NaN : sum / filled;
    }

    @Override
    public double min() {
        sumUp();
        return min;
    }

    @Override
    public double max() {
        sumUp();
        return max;
    }

    @Override
    public double percentile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a percentile must be in (0, 1] but was " + share);
        }
        double[] values = sorted(buckets());
        return values.length == 0 ? Double.NaN : values[Math.max(0, (int) Math.ceil(share * values.length - 1e-9) - 1)];
    }

    @Override
    public double greatest(int rank, int last) {
        double[] values = sorted(last);
        return values.length < rank ? Double.NaN : values[values.length - rank];
    }

    @Override
    public double least(int rank, int last) {
        double[] values = sorted(last);
        return values.length < rank ? Double.NaN : values[rank - 1];
    }

    /** Returns the values of the last {@code last} buckets, least first. */
    private double[] sorted(int last) {
        double[] values = new double[buckets()];
        int count = 0;
        long end = lastHeld();
        for (long k = firstHeld(Math.max(oldest, newest - last + 1)); k <= end; k++) {
            if (ring.count(k) > 0) {
                values[count++] = ring.sum(k) / ring.count(k);
            }
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public Window since(long nanos) {
        return new BucketWindow(ring, span, interval, now, Math.max(since, nanos));
    }
}
