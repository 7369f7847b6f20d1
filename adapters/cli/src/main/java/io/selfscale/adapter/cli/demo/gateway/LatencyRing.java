package io.selfscale.adapter.cli.demo.gateway;

import java.time.Duration;
import java.util.Arrays;

/** Sums of the latencies of the last seconds, in buckets of 50 ms. Not safe for concurrent use; never allocates. */
final class LatencyRing {

    private static final long BUCKET_NANOS = 50_000_000;
    private static final int BUCKETS = 256;

    /** The longest stretch that can be asked for. */
    static final Duration MAX_TRAILING = Duration.ofNanos(BUCKET_NANOS * (BUCKETS - 1));

    private final long originNanos;
    private final long[] bucketNumbers = new long[BUCKETS];
    private final long[] sumsNanos = new long[BUCKETS];
    private final long[] counts = new long[BUCKETS];

    LatencyRing(long originNanos) {
        this.originNanos = originNanos;
        Arrays.fill(bucketNumbers, -1);
    }

    void record(long nowNanos, long latencyNanos) {
        long number = bucketNumber(nowNanos);
        int at = (int) (number % BUCKETS);
        if (bucketNumbers[at] != number) {
            bucketNumbers[at] = number;
            sumsNanos[at] = 0;
            counts[at] = 0;
        }
        sumsNanos[at] += latencyNanos;
        counts[at]++;
    }

    /** Returns the number of answers in the buckets that the trailing time reaches into. */
    long count(long nowNanos, Duration trailing) {
        return sum(counts, nowNanos, trailing);
    }

    /** Returns the sum of the latencies of those answers, in nanoseconds. */
    long sumNanos(long nowNanos, Duration trailing) {
        return sum(sumsNanos, nowNanos, trailing);
    }

    private long sum(long[] values, long nowNanos, Duration trailing) {
        long last = bucketNumber(nowNanos);
        long first = bucketNumber(nowNanos - trailing.toNanos());
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            if (bucketNumbers[i] >= Math.max(0, first) && bucketNumbers[i] <= last) {
                sum += values[i];
            }
        }
        return sum;
    }

    private long bucketNumber(long nanos) {
        return Math.floorDiv(nanos - originNanos, BUCKET_NANOS);
    }
}
