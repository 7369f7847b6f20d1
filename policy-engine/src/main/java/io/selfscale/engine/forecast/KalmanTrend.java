package io.selfscale.engine.forecast;

import io.selfscale.engine.forecast.SeriesState.Covariance;
import java.util.OptionalDouble;

/**
 * A Kalman filter for a level and a slope that wander: {@code F = [[1, 1], [0, 1]]}, {@code H = [1, 0]}, {@code Q =
 * diag(levelNoise, trendNoise)}, {@code R = valueNoise} (semantics section 11; the Dynamo planner has 1, 0.1 and 10, and
 * forecasts from the fifth value on). The first value is the first level, with the noise of a value on level and slope.
 *
 * @param levelNoise variance by which the level wanders in a step, not negative
 * @param trendNoise variance by which the slope wanders in a step, not negative
 * @param valueNoise variance of a value around the level, positive
 */
public record KalmanTrend(double levelNoise, double trendNoise, double valueNoise) implements Forecaster {

    private static final int FEWEST = 5;

    public KalmanTrend {
        if (!(levelNoise >= 0) || !(trendNoise >= 0) || !(valueNoise > 0)) {
            throw new IllegalArgumentException("noise of level and trend must be at least 0 and that of values positive"
                    + " but were " + levelNoise + ", " + trendNoise + " and " + valueNoise);
        }
        if (!Double.isFinite(levelNoise) || !Double.isFinite(trendNoise) || !Double.isFinite(valueNoise)) {
            throw new IllegalArgumentException("noise must be finite");
        }
    }

    /** Returns the filter of the Dynamo planner. */
    public static KalmanTrend dynamoDefaults() {
        return new KalmanTrend(1, 0.1, 10);
    }

    @Override
    public int season() {
        return 0;
    }

    @Override
    public SeriesState initial() {
        return SeriesState.initial(0);
    }

    @Override
    public SeriesState update(SeriesState state, double value) {
        if (state.seen() == 0) {
            return next(state, value, 0, new Covariance(valueNoise, 0, valueNoise));
        }
        Covariance before = state.covariance();
        // Predicted: x = F x, P = F P F' + Q
        double level = state.level() + state.trend();
        double p00 = before.level() + 2 * before.both() + before.trend() + levelNoise;
        double p01 = before.both() + before.trend();
        double p11 = before.trend() + trendNoise;
        // Corrected: K = P H' / (P00 + R), x = x + K (y - H x), P = (I - K H) P
        double total = p00 + valueNoise;
        double levelGain = p00 / total;
        double trendGain = p01 / total;
        double error = value - level;
        return next(
                state,
                level + levelGain * error,
                state.trend() + trendGain * error,
                new Covariance((1 - levelGain) * p00, (1 - levelGain) * p01, p11 - trendGain * p01));
    }

    private static SeriesState next(SeriesState state, double level, double trend, Covariance covariance) {
        return new SeriesState(state.steps() + 1, state.seen() + 1, level, trend, covariance, state.season());
    }

    /** Level and slope stay, and become less certain. */
    @Override
    public SeriesState skip(SeriesState state, long steps) {
        if (state.seen() == 0) {
            return state.later(steps);
        }
        Covariance before = state.covariance();
        return new SeriesState(
                state.steps() + steps,
                state.seen(),
                state.level(),
                state.trend(),
                new Covariance(before.level() + steps * levelNoise, before.both(), before.trend() + steps * trendNoise),
                state.season());
    }

    @Override
    public OptionalDouble forecast(SeriesState state, int ahead) {
        return state.seen() < FEWEST
                ? OptionalDouble.empty()
                : OptionalDouble.of(state.level() + ahead * state.trend());
    }
}
