package io.selfscale.engine.policy;

import io.selfscale.policy.MemoryCodec;

/**
 * What {@link CalibratedSizing} has learned. Immutable.
 *
 * @param headroom the factor; 0 before the first evaluation
 * @param evaluatedNanos control time of the last evaluation that saw arrivals
 * @param watchedNanos time over which arrivals have been averaged, at most {@link #MEAN_OVER}
 * @param meanArrivals requests per second, over that time
 * @param serviceSeconds last service time that was measured; 0 for none yet
 * @param trend how far rises go on
 */
public record CalibratedMemory(
        double headroom,
        long evaluatedNanos,
        long watchedNanos,
        double meanArrivals,
        double serviceSeconds,
        ArrivalTrend trend) {

    static final CalibratedMemory NOTHING = new CalibratedMemory(0, 0, 0, 0, 0, ArrivalTrend.NOTHING);

    static final MemoryCodec<CalibratedMemory> CODEC = new CalibratedMemoryCodec();

    /** Time that a mean looks back on, in nanoseconds: a day, so that day and night are both in it. */
    static final long MEAN_OVER = 24 * 3600 * 1_000_000_000L;

    public CalibratedMemory {
        requireAtLeastZero("headroom", headroom);
        requireAtLeastZero("watchedNanos", (double) watchedNanos);
        requireAtLeastZero("meanArrivals", meanArrivals);
        requireAtLeastZero("serviceSeconds", serviceSeconds);
    }

    private static void requireAtLeastZero(String what, double value) {
        if (!(value >= 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be finite and at least 0 but was " + value);
        }
    }

    /** Returns the minutes since the last evaluation; 0 at the first. */
    double minutesTo(long nanos) {
        return headroom > 0 ? Math.max(0, nanos - evaluatedNanos) / 60e9 : 0;
    }

    /**
     * Returns how much the requests of one evaluation count, in [0, 1]: less while fewer arrive than on average, for an
     * objective is about requests and not about minutes.
     */
    double weight(double arrivals) {
        return meanArrivals > 0 ? Math.min(1, arrivals / meanArrivals) : 1;
    }

    /** Returns this after arrivals at a rate since the last evaluation. */
    CalibratedMemory seeing(long nanos, double arrivals, double nextHeadroom, ArrivalTrend nextTrend) {
        long passed = headroom > 0 ? Math.max(0, nanos - evaluatedNanos) : 0;
        long watched = Math.min(MEAN_OVER, watchedNanos + Math.min(passed, MEAN_OVER));
        double share = watched > 0 ? Math.min(1, (double) passed / watched) : 1;
        double mean = meanArrivals + share * (arrivals - meanArrivals);
        return new CalibratedMemory(nextHeadroom, nanos, watched, mean, serviceSeconds, nextTrend);
    }

    /** Returns this with a service time that was measured. */
    CalibratedMemory serving(double seconds) {
        return new CalibratedMemory(headroom, evaluatedNanos, watchedNanos, meanArrivals, seconds, trend);
    }
}
