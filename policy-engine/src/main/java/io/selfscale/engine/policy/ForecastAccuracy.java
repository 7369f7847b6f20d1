package io.selfscale.engine.policy;

import io.selfscale.engine.forecast.FloatSeries;
import java.util.Locale;

/**
 * How good the forecasts of a {@link Forecast} have been lately.
 *
 * @param error mean absolute error of the forecasts
 * @param seasonal mean absolute error of the value a season before, for the same steps
 * @param last mean absolute error of the value known when the forecast was made, for the same steps
 * @param level mean value
 * @param coverage share of values below the upper quantile that was forecast, in [0, 1]
 * @param residuals value less forecast of the last steps, as a ring
 */
record ForecastAccuracy(
        RunningMean error,
        RunningMean seasonal,
        RunningMean last,
        RunningMean level,
        RunningMean coverage,
        FloatSeries residuals) {

    /** Residuals that the upper quantile is taken from. */
    static final int RESIDUALS = 64;

    /** Residuals without which there is no upper quantile. */
    private static final int FEWEST_RESIDUALS = 10;

    /** An error below a hundredth of the mean value is none, whatever the baseline. */
    private static final double NEGLIGIBLE = 0.01;

    static final ForecastAccuracy NONE = new ForecastAccuracy(
            RunningMean.NONE,
            RunningMean.NONE,
            RunningMean.NONE,
            RunningMean.NONE,
            RunningMean.NONE,
            FloatSeries.missing(RESIDUALS));

    /** Returns the distance of the upper quantile from a forecast, NaN while there are too few residuals. */
    double margin(double quantile) {
        return residuals.present() < FEWEST_RESIDUALS ? Double.NaN : residuals.quantile(quantile);
    }

    /** Returns this after a value that had been forecast. */
    ForecastAccuracy plus(double value, PendingForecast forecast, Forecast.Gate gate) {
        int window = gate.window();
        RunningMean nextLevel = level.plus(value, window);
        double close = NEGLIGIBLE * Math.abs(nextLevel.value());
        RunningMean nextCoverage = coverage;
        if (!Double.isNaN(forecast.upper())) {
            double above = value - forecast.upper();
            // A value on the bound is neither below nor above it: it says nothing against the quantile.
            double score = Math.abs(above) <= close ? gate.quantile() : above < 0 ? 1 : 0;
            nextCoverage = coverage.plus(score, window);
        }
        int slot = (int) Math.floorMod(error.count(), (long) RESIDUALS);
        return new ForecastAccuracy(
                error.plus(Math.abs(value - forecast.predicted()), window),
                Double.isNaN(forecast.seasonal())
                        ? seasonal
                        : seasonal.plus(Math.abs(value - forecast.seasonal()), window),
                last.plus(Math.abs(value - forecast.last()), window),
                nextLevel,
                nextCoverage,
                residuals.with(slot, value - forecast.predicted()));
    }

    /**
     * Returns the error relative to that of the better of two baselines: the value a season before (unless that is the
     * method itself) and the last value. A walk at random is beaten by no method, and a season by few.
     */
    double scaledError(boolean isSeasonalNaive) {
        double baseline = last.value();
        if (!isSeasonalNaive && seasonal.count() > 0) {
            baseline = Math.min(baseline, seasonal.value());
        }
        baseline = Math.max(baseline, NEGLIGIBLE * Math.abs(level.value()));
        return error.value() > 0 ? error.value() / baseline : 0;
    }

    /** Tells whether enough forecasts have come true or not to judge them. */
    boolean isJudged(Forecast.Gate gate) {
        return coverage.count() >= gate.fewest();
    }

    /** Tells whether they are good enough to be followed. */
    boolean isGood(Forecast.Gate gate, boolean isSeasonalNaive) {
        return scaledError(isSeasonalNaive) < 1
                && Math.abs(coverage.value() - gate.quantile()) <= Forecast.Gate.COVERAGE_TOLERANCE;
    }

    String describe(Forecast.Gate gate, boolean isSeasonalNaive) {
        return String.format(
                Locale.ROOT,
                "error %.2f of the baseline's, %.0f %% of values below a bound for %.0f %%",
                scaledError(isSeasonalNaive),
                100 * coverage.value(),
                100 * gate.quantile());
    }
}
