package io.selfscale.engine.kpa;

import java.time.Duration;
import java.util.Objects;

/**
 * The maximum over a stretch of time, in buckets. Immutable.
 *
 * @param granularityNanos length of a bucket in nanoseconds, positive
 * @param buckets the maximum over the buckets
 */
public record TimedMaximum(long granularityNanos, SlidingMaximum buckets) {

    public TimedMaximum {
        Objects.requireNonNull(buckets, "buckets");
        if (granularityNanos <= 0) {
            throw new IllegalArgumentException("granularityNanos must be positive but was " + granularityNanos);
        }
    }

    /**
     * Returns a maximum over {@code ceil(window / granularity)} buckets, the present one included.
     *
     * @param window positive
     * @param granularity length of a bucket, positive
     */
    public static TimedMaximum of(Duration window, Duration granularity) {
        long size = ceilDiv(requirePositive(window), requirePositive(granularity));
        return new TimedMaximum(granularity.toNanos(), SlidingMaximum.of(Math.toIntExact(size)));
    }

    /**
     * Returns a maximum that forgets nothing within the window, and holds few values however long that is: over
     * {@code buckets} buckets and the present one.
     *
     * @param window positive
     * @param buckets at least 1
     */
    public static TimedMaximum covering(Duration window, int buckets) {
        return new TimedMaximum(ceilDiv(requirePositive(window), buckets), SlidingMaximum.of(buckets + 1));
    }

    private static long requirePositive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("window and granularity must be positive but one was " + duration);
        }
        return duration.toNanos();
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    /** Returns this with one more value; time does not go back. */
    public TimedMaximum with(long nanos, int value) {
        return new TimedMaximum(granularityNanos, buckets.with(Math.floorDiv(nanos, granularityNanos), value));
    }

    /** Returns the maximum up to the newest value; 0 if there is none. */
    public int maximum() {
        return buckets.maximum();
    }

    /** Tells whether the other one has buckets of the same length and number. */
    public boolean isLike(TimedMaximum other) {
        return granularityNanos == other.granularityNanos && buckets.size() == other.buckets.size();
    }
}
