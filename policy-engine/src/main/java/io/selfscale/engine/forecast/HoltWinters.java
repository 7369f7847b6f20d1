package io.selfscale.engine.forecast;

import java.util.OptionalDouble;

/**
 * Holt's trend with an additive season: {@code l = a*(y - s) + (1-a)*(l + d*b)}, {@code b} as in {@link Holt}, {@code s =
 * g*(y - l) + (1-g)*s}, {@code f(h) = l + (d + ... + d^h)*b + s}, not below 0 (semantics section 11). Additive, since a
 * season that multiplies breaks down at zero traffic.
 *
 * <p>It forecasts after two seasons. Their means give the first level and trend, and the means of what is left after the
 * trend the first season.
 *
 * @param levelGain a: weight of a value in the level, in [0, 1]
 * @param trendGain weight of a change in the trend, in [0, 1]
 * @param seasonGain g: weight of a value in the season, in [0, 1]
 * @param damping d: what is left of the trend after a step, in [0, 1]
 * @param season steps of a season, 2 to 288
 */
public record HoltWinters(double levelGain, double trendGain, double seasonGain, double damping, int season)
        implements Forecaster {

    public HoltWinters {
        Smoothing.requireShare("levelGain", levelGain);
        Smoothing.requireShare("trendGain", trendGain);
        Smoothing.requireShare("seasonGain", seasonGain);
        Smoothing.requireShare("damping", damping);
        Smoothing.requireSeason(season);
    }

    /** Returns gains for traffic: a calm level, a trend that soon ends, and a season that is learned in a week of days. */
    public static HoltWinters of(int season) {
        return new HoltWinters(0.15, 0.02, 0.15, 0.9, season);
    }

    @Override
    public SeriesState initial() {
        return SeriesState.initial(season);
    }

    private boolean isLearning(SeriesState state) {
        return state.steps() < 2L * season;
    }

    @Override
    public SeriesState update(SeriesState state, double value) {
        return isLearning(state) ? learn(state, value, /* isPresent= */ true) : smooth(state, value);
    }

    @Override
    public SeriesState skip(SeriesState state, long steps) {
        if (isLearning(state) && steps >= 2L * season) {
            // Too long a gap to pair the values before it with those after: learning begins again, in place.
            return initial().later(Math.floorMod(state.steps() + steps, (long) season));
        }
        SeriesState next = state;
        long left = steps;
        for (; left > 0 && isLearning(next); left--) {
            next = learn(next, 0, /* isPresent= */ false);
        }
        return next.later(left);
    }

    private SeriesState smooth(SeriesState state, double value) {
        int slot = state.slot(1);
        double seasonal = state.season().get(slot);
        double expected = state.level() + damping * state.trend();
        double level = levelGain * (value - seasonal) + (1 - levelGain) * expected;
        double trend = trendGain * (level - state.level()) + (1 - trendGain) * damping * state.trend();
        double learned = seasonGain * (value - level) + (1 - seasonGain) * seasonal;
        return new SeriesState(
                state.steps() + 1,
                state.seen() + 1,
                level,
                trend,
                SeriesState.Covariance.NONE,
                state.season().with(slot, learned));
    }

    /**
     * Takes a step of the first two seasons. Meanwhile the season holds the values, or their means once there are two,
     * level and trend hold the sums of the first and the second values of the steps that have both, and the first
     * number of the covariance how many those are.
     */
    private SeriesState learn(SeriesState state, double value, boolean isPresent) {
        int slot = state.slot(1);
        FloatSeries means = state.season();
        double firstSum = state.level();
        double secondSum = state.trend();
        double pairs = state.covariance().level();
        if (isPresent) {
            boolean isPair = state.steps() >= season && means.has(slot);
            double first = isPair ? means.get(slot) : value;
            if (isPair) {
                firstSum += first;
                secondSum += value;
                pairs++;
            }
            means = means.with(slot, (first + value) / 2);
        }
        SeriesState next = new SeriesState(
                state.steps() + 1,
                state.seen() + (isPresent ? 1 : 0),
                firstSum,
                secondSum,
                new SeriesState.Covariance(pairs, 0, 0),
                means);
        return isLearning(next) ? next : begin(next);
    }

    private SeriesState begin(SeriesState learned) {
        double pairs = learned.covariance().level();
        if (!(pairs > 0)) {
            return initial();
        }
        double first = learned.level() / pairs;
        double second = learned.trend() / pairs;
        double trend = (second - first) / season;
        double middle = (first + second) / 2;
        double[] line = new double[season];
        for (int i = 0; i < season; i++) {
            line[i] = middle + (i - (season - 1) / 2.0) * trend;
        }
        return new SeriesState(
                learned.steps(),
                learned.seen(),
                middle + (season - 0.5) * trend,
                trend,
                SeriesState.Covariance.NONE,
                learned.season().minus(line));
    }

    @Override
    public OptionalDouble forecast(SeriesState state, int ahead) {
        if (isLearning(state)) {
            return OptionalDouble.empty();
        }
        double trended = state.level() + Smoothing.damped(damping, ahead) * state.trend();
        return OptionalDouble.of(Math.max(0, trended + state.season().get(state.slot(ahead))));
    }
}
