package io.selfscale.engine.window;

import java.util.ArrayList;
import java.util.List;

/** What a ring stands for, the naive way: every sample is kept, and every question answered by going through them all. */
final class SampleLog {

    private final long lengthNanos;
    private final int size;
    private final List<Entry> entries = new ArrayList<>();
    private long newest = -1;
    private long first = Long.MAX_VALUE;

    record Entry(long bucket, double value, boolean complete) {}

    /** A bucket that holds samples: the mean of them, in the order of their arrival. */
    record Bucket(long index, double value, boolean complete) {}

    SampleLog(long lengthNanos, int size) {
        this.lengthNanos = lengthNanos;
        this.size = size;
    }

    void add(long nanos, double value, boolean complete) {
        long bucket = bucketOf(nanos);
        if (bucket <= newest - size) {
            return;
        }
        entries.add(new Entry(bucket, value, complete));
        newest = Math.max(newest, bucket);
        first = Math.min(first, nanos);
    }

    /** Returns {@code k} with {@code k * length < nanos <= (k + 1) * length}. */
    private long bucketOf(long nanos) {
        long k = Math.floorDiv(nanos, lengthNanos);
        return k * lengthNanos == nanos ? k - 1 : k;
    }

    long firstNanos() {
        return first;
    }

    /** Returns the indexes of the buckets that share a nanosecond with {@code (now - span, now]}, oldest first. */
    List<Long> overlapping(long span, long now) {
        List<Long> indexes = new ArrayList<>();
        for (long k = Math.floorDiv(now - span, lengthNanos) - 2; k <= Math.floorDiv(now, lengthNanos) + 2; k++) {
            if (Math.max(k * lengthNanos, now - span) < Math.min((k + 1) * lengthNanos, now)) {
                indexes.add(k);
            }
        }
        return indexes;
    }

    /** Returns the filled ones of these buckets, without those that hold anything from before {@code since}. */
    List<Bucket> filled(List<Long> indexes, long since) {
        List<Bucket> buckets = new ArrayList<>();
        for (long index : indexes) {
            double sum = 0;
            int count = 0;
            boolean complete = true;
            for (Entry entry : entries) {
                if (entry.bucket() == index && index > newest - size) {
                    sum += entry.value();
                    count++;
                    complete &= entry.complete();
                }
            }
            if (count > 0 && (since == Long.MIN_VALUE || index * lengthNanos >= since)) {
                buckets.add(new Bucket(index, sum / count, complete));
            }
        }
        return buckets;
    }
}
