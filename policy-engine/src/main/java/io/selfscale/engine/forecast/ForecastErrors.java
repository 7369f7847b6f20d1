package io.selfscale.engine.forecast;

import java.util.function.DoubleBinaryOperator;

/**
 * Measures of how far forecasts were off (semantics section 11). All take the values and the forecasts of the same steps,
 * at least one; a measure that is undefined for them is NaN. Pure.
 */
public final class ForecastErrors {

    private ForecastErrors() {}

    /** Returns the mean absolute error. */
    public static double mae(double[] actual, double[] forecast) {
        return mean(actual, forecast, (y, f) -> Math.abs(y - f));
    }

    /** Returns the root of the mean squared error. */
    public static double rmse(double[] actual, double[] forecast) {
        return Math.sqrt(mean(actual, forecast, (y, f) -> (y - f) * (y - f)));
    }

    /** Returns the mean absolute error relative to the value, in percent; NaN if a value is 0. */
    public static double mape(double[] actual, double[] forecast) {
        return 100 * mean(actual, forecast, (y, f) -> Math.abs(y) > 0 ? Math.abs((y - f) / y) : Double.NaN);
    }

    /** Returns the mean of {@code 200 |y - f| / (|y| + |f|)}, in percent; a step where both are 0 has no error. */
    public static double smape(double[] actual, double[] forecast) {
        return 200
                * mean(actual, forecast, (y, f) -> {
                    double size = Math.abs(y) + Math.abs(f);
                    return size > 0 ? Math.abs(y - f) / size : 0;
                });
    }

    /** Returns the sum of absolute errors relative to the sum of values, in percent; NaN if all values are 0. */
    public static double wape(double[] actual, double[] forecast) {
        double size = mean(actual, actual, (y, same) -> Math.abs(y));
        return size > 0 ? 100 * mae(actual, forecast) / size : Double.NaN;
    }

    /**
     * Returns the mean absolute error relative to that of the seasonal naive method within a history.
     *
     * @param history more than a season of values before the forecasts
     * @param season steps of a season, at least 1
     * @return NaN if the history repeats itself exactly
     */
    public static double mase(double[] actual, double[] forecast, double[] history, int season) {
        if (season < 1 || history.length <= season) {
            throw new IllegalArgumentException(
                    "a history of more than " + season + " steps is needed but it has " + history.length);
        }
        double sum = 0;
        for (int i = season; i < history.length; i++) {
            sum += Math.abs(history[i] - history[i - season]);
        }
        double scale = sum / (history.length - season);
        return scale > 0 ? mae(actual, forecast) / scale : Double.NaN;
    }

    /**
     * Returns the mean pinball loss of quantile forecasts: {@code max(q (y - f), (q - 1) (y - f))}.
     *
     * @param quantile which quantile was forecast, in (0, 1)
     */
    public static double pinball(double[] actual, double[] forecast, double quantile) {
        return mean(actual, forecast, (y, f) -> Math.max(quantile * (y - f), (quantile - 1) * (y - f)));
    }

    /** Returns the share of values that lie in their intervals, bounds included, in [0, 1]. */
    public static double coverage(double[] actual, double[] lower, double[] upper) {
        requireSame(actual, upper);
        double[] inside = new double[actual.length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = actual[i] >= lower[i] && actual[i] <= upper[i] ? 1 : 0;
        }
        return mean(inside, lower, (y, ignored) -> y);
    }

    private static double mean(double[] actual, double[] forecast, DoubleBinaryOperator error) {
        requireSame(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += error.applyAsDouble(actual[i], forecast[i]);
        }
        return sum / actual.length;
    }

    private static void requireSame(double[] actual, double[] forecast) {
        if (actual.length != forecast.length || actual.length == 0) {
            throw new IllegalArgumentException("as many forecasts as values are needed, at least one, but there are "
                    + forecast.length + " and " + actual.length);
        }
    }
}
