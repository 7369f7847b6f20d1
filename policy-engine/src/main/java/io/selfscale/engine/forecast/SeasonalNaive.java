package io.selfscale.engine.forecast;

import java.util.OptionalDouble;

/**
 * What it was a season ago: {@code f(t + h) = y(t + h - m)}, the baseline that every other method must beat (semantics
 * section 11). More than a season ahead it repeats.
 *
 * @param season steps of a season, 2 to 288
 */
public record SeasonalNaive(int season) implements Forecaster {

    public SeasonalNaive {
        Smoothing.requireSeason(season);
    }

    @Override
    public SeriesState initial() {
        return SeriesState.initial(season);
    }

    @Override
    public SeriesState update(SeriesState state, double value) {
        return new SeriesState(
                state.steps() + 1,
                state.seen() + 1,
                value,
                0,
                state.covariance(),
                state.season().with(state.slot(1), value));
    }

    @Override
    public SeriesState skip(SeriesState state, long steps) {
        return state.later(steps);
    }

    @Override
    public OptionalDouble forecast(SeriesState state, int ahead) {
        int slot = state.slot(ahead);
        return state.season().has(slot) ? OptionalDouble.of(state.season().get(slot)) : OptionalDouble.empty();
    }
}
