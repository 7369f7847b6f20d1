package io.selfscale.engine.window;

import io.selfscale.policy.Window;
import java.time.Duration;
import java.util.Arrays;

/** The part of a ring that overlaps {@code (now - span, now]}. */
public final class BucketWindow implements Window {

    private final BucketRing ring;
    private final Duration span;
    private final long interval;
    private final long now;
    private final long since;
    private final long oldest;
    private final long newest;

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
        return new BucketWindow(ring, span, intervalNanos, now, Long.MIN_VALUE);
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
        int filled = 0;
        for (long k = oldest; k <= newest; k++) {
            if (holds(k)) {
                filled++;
            }
        }
        return filled;
    }

    @Override
    public int complete() {
        int complete = 0;
        for (long k = oldest; k <= newest; k++) {
            if (holds(k) && !ring.isPartial(k)) {
                complete++;
            }
        }
        return complete;
    }

    @Override
    public boolean isSpanned() {
        long latestStart = now - span.toNanos() + interval;
        return ring.firstNanos() <= latestStart && since <= latestStart;
    }

    @Override
    public double mean() {
        double sum = 0;
        int filled = 0;
        for (long k = oldest; k <= newest; k++) {
            if (holds(k)) {
                sum += value(k);
                filled++;
            }
        }
        return filled == 0 ? Double.NaN : sum / filled;
    }

    @Override
    public double min() {
        double min = Double.NaN;
        for (long k = oldest; k <= newest; k++) {
            if (holds(k) && !(min <= value(k))) {
                min = value(k);
            }
        }
        return min;
    }

    @Override
    public double max() {
        double max = Double.NaN;
        for (long k = oldest; k <= newest; k++) {
            if (holds(k) && !(max >= value(k))) {
                max = value(k);
            }
        }
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
        int filled = 0;
        for (long k = Math.max(oldest, newest - last + 1); k <= newest; k++) {
            if (holds(k)) {
                values[filled++] = value(k);
            }
        }
        double[] sorted = Arrays.copyOf(values, filled);
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public Window since(long nanos) {
        return new BucketWindow(ring, span, interval, now, Math.max(since, nanos));
    }

    private boolean holds(long k) {
        return ring.count(k) > 0 && (since == Long.MIN_VALUE || startsAtOrAfterSince(k));
    }

    private boolean startsAtOrAfterSince(long k) {
        return since != Long.MAX_VALUE && k * ring.lengthNanos() >= since;
    }

    private double value(long k) {
        return ring.sum(k) / ring.count(k);
    }
}
