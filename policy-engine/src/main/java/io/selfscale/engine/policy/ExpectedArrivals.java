package io.selfscale.engine.policy;

import io.selfscale.policy.Signal;
import io.selfscale.policy.View;
import java.time.Duration;

/**
 * Arrivals when replicas that are ordered now will be ready.
 *
 * @param perSecond requests per second: the larger of the means over a window and over twice that, or the first of them with
 *     the rise that is likely to come, if that is more; NaN if a window holds nothing
 * @param trend what is known about rises after this
 */
record ExpectedArrivals(double perSecond, ArrivalTrend trend) {

    /** Share of the start-ups that are done by the time looked ahead to. */
    private static final double TYPICAL_STARTUP = 0.5;

    /**
     * Reads the arrivals off a view.
     *
     * @param view where they are not absent now
     * @param arrivals requests per second
     * @param window how far back they are averaged
     * @param period how often this is done; zero for at every tick
     * @param trend what is known about rises before
     */
    static ExpectedArrivals of(View view, Signal arrivals, Duration window, Duration period, ArrivalTrend trend) {
        double recent = view.window(arrivals, window).mean();
        double both = view.window(arrivals, window.multipliedBy(2)).mean();
        if (Double.isNaN(recent) || Double.isNaN(both)) {
            return new ExpectedArrivals(Double.NaN, trend);
        }
        // A mean stands for the middle of its window; a quarter of one is for the age of what was measured.
        long horizon = view.startupTime(TYPICAL_STARTUP).toNanos() + window.toNanos() * 3 / 4 + period.toNanos();
        double before = Math.max(0, 2 * both - recent);
        double rise = OfferedWork.finite(Math.max(0, recent - before) * ((double) horizon / window.toNanos()));
        ArrivalTrend next = trend.plus(view.nanos(), recent, rise, horizon, window.toNanos());
        double expected = recent + next.persistence() * rise;
        return new ExpectedArrivals(Math.max(Math.max(recent, both), OfferedWork.finite(expected)), next);
    }
}
