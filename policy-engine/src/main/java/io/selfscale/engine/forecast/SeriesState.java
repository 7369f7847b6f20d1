package io.selfscale.engine.forecast;

import java.util.Objects;

/**
 * What a forecaster remembers of a series; what the numbers mean is the forecaster's business. Immutable.
 *
 * @param steps time steps so far, with a value or without, at least 0
 * @param seen values so far, at most {@code steps}
 * @param level estimate of the present level
 * @param trend estimate of the change per step
 * @param covariance uncertainty of the two, for those that track it
 * @param season one number for each step of a season; empty without one
 */
public record SeriesState(
        long steps, long seen, double level, double trend, Covariance covariance, FloatSeries season) {

    public SeriesState {
        Objects.requireNonNull(covariance, "covariance");
        Objects.requireNonNull(season, "season");
        if (seen < 0 || steps < seen) {
            throw new IllegalArgumentException("0 <= seen <= steps must hold but was " + seen + " and " + steps);
        }
        if (!Double.isFinite(level) || !Double.isFinite(trend)) {
            throw new IllegalArgumentException("level and trend must be finite but were " + level + " and " + trend);
        }
    }

    /**
     * The covariance of level and trend, a symmetric matrix.
     *
     * @param level variance of the level
     * @param both covariance of level and trend
     * @param trend variance of the trend
     */
    public record Covariance(double level, double both, double trend) {

        /** Nothing is uncertain. */
        public static final Covariance NONE = new Covariance(0, 0, 0);

        public Covariance {
            if (!Double.isFinite(level) || !Double.isFinite(both) || !Double.isFinite(trend)) {
                throw new IllegalArgumentException(
                        "a covariance must be finite but was " + level + ", " + both + ", " + trend);
            }
        }
    }

    /** Returns the state before the first step. */
    static SeriesState initial(int season) {
        return new SeriesState(0, 0, 0, 0, Covariance.NONE, FloatSeries.missing(season));
    }

    /** Returns the position of the step that comes {@code ahead} after the last, 1 being the next, within the season. */
    int slot(int ahead) {
        return (int) Math.floorMod(steps - 1 + ahead, (long) season.size());
    }

    /** Returns this after more steps, none of which changed anything. */
    SeriesState later(long more) {
        return new SeriesState(steps + more, seen, level, trend, covariance, season);
    }
}
