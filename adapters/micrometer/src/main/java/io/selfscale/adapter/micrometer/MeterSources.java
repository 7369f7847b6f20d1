package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.selfscale.policy.spi.Ticker;

/**
 * Sources of signals that read the meters of a registry.
 *
 * <p>Meters are looked up by name and tags at each read, so that they may appear later; until then the signal is
 * absent, with the name as the reason. Tags are keys and values in turn; a meter may have more tags than asked for.
 * Durations are always in seconds: those of timers and time gauges, and those of meters whose base unit is one of time
 * ({@code ms}, {@code nanoseconds} and so on).
 *
 * <p>Of a composite registry, one leaf is read. Rates, ratios and means need one that counts from the start on, such
 * as a simple or a Prometheus registry; counts by the step are absent.
 *
 * <p>Each method throws an {@link IllegalArgumentException} if the name is blank or a tag has no value.
 */
public final class MeterSources {

    private MeterSources() {}

    /**
     * Returns a source that reads the value of a gauge.
     *
     * @param registry where the gauge is
     * @param name its name
     * @param tags its tags, keys and values in turn
     */
    public static GaugeSource gauge(MeterRegistry registry, String name, String... tags) {
        return new GaugeSource(registry, MeterQuery.named(name, tags));
    }

    /**
     * Returns a source that reads how much work is being done: the active tasks of a long task timer, or a gauge.
     *
     * @param registry where the meter is
     * @param name its name
     * @param tags its tags, keys and values in turn
     */
    public static InFlightSource inFlight(MeterRegistry registry, String name, String... tags) {
        return new InFlightSource(registry, MeterQuery.named(name, tags));
    }

    /**
     * Returns a source that reads how fast a counter grows, or how often a timer or summary records, per second.
     *
     * @param registry where the counter is
     * @param ticker elapsed time between reads
     * @param name its name
     * @param tags its tags, keys and values in turn
     */
    public static CounterRateSource counterRate(MeterRegistry registry, Ticker ticker, String name, String... tags) {
        return new CounterRateSource(registry, ticker, MeterQuery.named(name, tags));
    }

    /**
     * Returns a source that reads the ratio of how fast two counters grow, such as cache hits over cache reads.
     *
     * @param registry where both are
     * @param numerator the counter above the line
     * @param denominator the counter below the line
     */
    public static CounterRatioSource counterRatio(
            MeterRegistry registry, MeterQuery numerator, MeterQuery denominator) {
        return new CounterRatioSource(registry, numerator, denominator);
    }

    /**
     * Returns a source that reads the mean of what a timer or summary recorded since the last read.
     *
     * @param registry where the timer is
     * @param name its name
     * @param tags its tags, keys and values in turn
     */
    public static TimerMeanSource timerMean(MeterRegistry registry, String name, String... tags) {
        return new TimerMeanSource(registry, MeterQuery.named(name, tags));
    }

    /**
     * Returns a source that reads the recent maximum of a timer or summary.
     *
     * @param registry where the timer is
     * @param name its name
     * @param tags its tags, keys and values in turn
     */
    public static TimerWindowSource timerMax(MeterRegistry registry, String name, String... tags) {
        return new TimerWindowSource(registry, new RecentStatistic.Max(), MeterQuery.named(name, tags));
    }

    /**
     * Returns a source that reads a recent percentile of a timer or summary, which must publish it.
     *
     * @param registry where the timer is
     * @param percentile in (0, 1], one of those that the timer was registered with, for instance 0.95
     * @param name its name
     * @param tags its tags, keys and values in turn
     * @throws IllegalArgumentException if the percentile is out of range
     */
    public static TimerWindowSource timerPercentile(
            MeterRegistry registry, double percentile, String name, String... tags) {
        return new TimerWindowSource(
                registry, new RecentStatistic.Percentile(percentile), MeterQuery.named(name, tags));
    }
}
