package io.selfscale.engine.forecast;

import java.util.OptionalDouble;

/**
 * Holt's linear trend, damped or not: {@code l = a*y + (1-a)*(l + d*b)}, {@code b = c*(l - l') + (1-c)*d*b}, {@code f(h) =
 * l + (d + ... + d^h)*b} (semantics section 11). The first two values are its first level and trend.
 *
 * @param levelGain a: weight of a value in the level, in [0, 1]
 * @param trendGain c: weight of a change in the trend, in [0, 1]
 * @param damping d: what is left of the trend after a step, in [0, 1]; 1 for a trend that never ends
 */
public record Holt(double levelGain, double trendGain, double damping) implements Forecaster {

    public Holt {
        Smoothing.requireShare("levelGain", levelGain);
        Smoothing.requireShare("trendGain", trendGain);
        Smoothing.requireShare("damping", damping);
    }

    /** Returns a trend that never ends. */
    public static Holt linear(double levelGain, double trendGain) {
        return new Holt(levelGain, trendGain, 1);
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
            return next(state, value, 0);
        }
        double slope = state.seen() == 1 ? value - state.level() : state.trend();
        double expected = state.level() + damping * slope;
        double level = levelGain * value + (1 - levelGain) * expected;
        double trend = trendGain * (level - state.level()) + (1 - trendGain) * damping * slope;
        return next(state, level, trend);
    }

    private static SeriesState next(SeriesState state, double level, double trend) {
        return new SeriesState(state.steps() + 1, state.seen() + 1, level, trend, state.covariance(), state.season());
    }

    @Override
    public SeriesState skip(SeriesState state, long steps) {
        return state.later(steps);
    }

    @Override
    public OptionalDouble forecast(SeriesState state, int ahead) {
        return state.seen() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(state.level() + Smoothing.damped(damping, ahead) * state.trend());
    }
}
