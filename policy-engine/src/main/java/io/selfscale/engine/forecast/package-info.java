/**
 * Forecasts of one series of numbers, step by step (semantics section 11). Start at {@link
 * io.selfscale.engine.forecast.Forecaster}; {@link io.selfscale.engine.forecast.ForecastErrors} says how good one is.
 */
@NullMarked
package io.selfscale.engine.forecast;

import org.jspecify.annotations.NullMarked;
