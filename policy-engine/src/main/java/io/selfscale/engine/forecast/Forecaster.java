package io.selfscale.engine.forecast;

import java.util.OptionalDouble;

/**
 * A way to forecast a series at equal time steps: {@code (state, value) -> state'}, and {@code (state, steps ahead) ->
 * value}. Pure and immutable.
 *
 * <p>A step without a value is skipped: level and trend stay where they were, so that a gap is not extrapolated. Zero is
 * a value like any other.
 */
public sealed interface Forecaster permits SeasonalNaive, Holt, HoltWinters, KalmanTrend {

    /** Returns the state before the first step. */
    SeriesState initial();

    /**
     * Returns the state after a step.
     *
     * @param value finite
     */
    SeriesState update(SeriesState state, double value);

    /** Returns the state after steps without a value. */
    SeriesState skip(SeriesState state, long steps);

    /**
     * Returns the forecast, or nothing while too little was seen.
     *
     * @param ahead steps ahead of the last one, at least 1
     */
    OptionalDouble forecast(SeriesState state, int ahead);

    /** Returns the steps of a season, 0 for a method without one. */
    int season();
}
