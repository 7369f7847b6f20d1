package io.selfscale.adapter.simulation.trace;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.Duration;
import java.util.Objects;

/**
 * What a load is like, in a few figures. Peaks and dispersion are those of bins that lie side by side from time zero on;
 * what was only counted per interval is taken as evenly spread over it, so that nothing finer than a step is seen.
 *
 * @param name what the load is called
 * @param unit what was counted
 * @param duration how long it is
 * @param total how much it is in all, in {@code unit}
 * @param meanPerSecond {@code total} over {@code duration}
 * @param minutePeakPerSecond the mean rate of the busiest minute
 * @param fiveMinutePeakPerSecond the mean rate of the busiest five minutes
 * @param dispersion variance over mean of the amounts in bins of {@code dispersionBin}: 1 for a Poisson process, and 0
 *     for one without requests; trend and season are included
 * @param dispersionBin a minute, or the step where that is longer
 * @param idleShare share of intervals (of minutes, where each request is known) without any request, in [0, 1]
 */
public record TraceSummary(
        String name,
        Trace.Unit unit,
        Duration duration,
        double total,
        double meanPerSecond,
        double minutePeakPerSecond,
        double fiveMinutePeakPerSecond,
        double dispersion,
        Duration dispersionBin,
        double idleShare) {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    public TraceSummary {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(dispersionBin, "dispersionBin");
    }

    /** Returns the figures of a recording. */
    public static TraceSummary of(Trace trace) {
        Duration step = trace instanceof RateTrace rates ? seconds(rates.stepSeconds()) : MINUTE;
        return of(trace.name(), trace.unit(), Amounts.of(trace), step);
    }

    /** Returns the figures of the requests of a run. */
    public static TraceSummary of(Demand demand) {
        return of(demand.name(), Trace.Unit.REQUESTS, Amounts.of(demand), MINUTE);
    }

    /**
     * Returns the rate of the busiest bin over the mean rate, or 0 if there are no requests.
     *
     * @param bin positive; a longer one than the load counts as the whole load
     */
    public static double peakToMean(Demand demand, Duration bin) {
        return peakToMean(Amounts.of(demand), bin);
    }

    /** Returns the same of a recording. */
    public static double peakToMean(Trace trace, Duration bin) {
        return peakToMean(Amounts.of(trace), bin);
    }

    /** Returns variance over mean of the numbers of requests in bins of a width, of whole bins only. */
    public static double dispersion(Demand demand, Duration bin) {
        return Amounts.of(demand).dispersion(bin);
    }

    /** Returns the same of a recording, in its unit. */
    public static double dispersion(Trace trace, Duration bin) {
        return Amounts.of(trace).dispersion(bin);
    }

    /** Returns the busiest minute over the mean, or 0 if there are no requests. */
    public double minutePeakToMean() {
        return meanPerSecond == 0 ? 0 : minutePeakPerSecond / meanPerSecond;
    }

    /** Returns the busiest five minutes over the mean, or 0 if there are no requests. */
    public double fiveMinutePeakToMean() {
        return meanPerSecond == 0 ? 0 : fiveMinutePeakPerSecond / meanPerSecond;
    }

    private static TraceSummary of(String name, Trace.Unit unit, Amounts amounts, Duration step) {
        Duration dispersionBin = step.compareTo(MINUTE) > 0 ? step : MINUTE;
        return new TraceSummary(
                name,
                unit,
                seconds(amounts.seconds()),
                amounts.total(),
                amounts.total() / amounts.seconds(),
                amounts.peakPerSecond(MINUTE),
                amounts.peakPerSecond(FIVE_MINUTES),
                amounts.dispersion(dispersionBin),
                dispersionBin,
                amounts.idleShare(step));
    }

    private static double peakToMean(Amounts amounts, Duration bin) {
        double peak = amounts.peakPerSecond(bin);
        return peak == 0 ? 0 : peak * amounts.seconds() / amounts.total();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
