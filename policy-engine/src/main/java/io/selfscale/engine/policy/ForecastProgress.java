package io.selfscale.engine.policy;

import io.selfscale.engine.forecast.FloatSeries;
import io.selfscale.engine.forecast.SeriesState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Forecast} remembers between two evaluations: the model, the last season, forecasts that wait for their
 * values and how good earlier ones were, and the bucket that is being filled. Immutable; at most about 3 KiB.
 *
 * @param open the bucket that is being filled, or null before the first evaluation
 * @param series the state of the model
 * @param lastSeason the last value of each bucket of a season, by its index; empty without a season
 * @param latest the mean of the last bucket that had one, or null
 * @param pending forecasts for buckets not closed yet, in order; copied
 * @param accuracy how good forecasts were
 */
record ForecastProgress(
        @Nullable Bucket open,
        SeriesState series,
        FloatSeries lastSeason,
        @Nullable Double latest,
        List<PendingForecast> pending,
        ForecastAccuracy accuracy) {

    ForecastProgress {
        pending = List.copyOf(pending);
    }

    /**
     * A stretch of local time, and what was seen in it.
     *
     * @param index number of buckets since the epoch of local time
     * @param sum of values
     * @param fresh number of values
     * @param seen evaluations, with a value or without
     */
    record Bucket(long index, double sum, long fresh, long seen) {

        /** Arrivals above this are no measurement, and their squares would overflow. */
        private static final double LARGEST = 1e15;

        Bucket {
            if (!Double.isFinite(sum) || fresh < 0 || seen < fresh) {
                throw new IllegalArgumentException("not a bucket: sum " + sum + " of " + fresh + ", seen " + seen);
            }
        }

        static Bucket empty(long index) {
            return new Bucket(index, 0, 0, 0);
        }

        Bucket plus(double value) {
            return value <= LARGEST ? new Bucket(index, sum + value, fresh + 1, seen + 1) : withoutValue();
        }

        Bucket withoutValue() {
            return new Bucket(index, sum, fresh, seen + 1);
        }

        /** Returns the mean, or null if less than half of the evaluations saw a value: a bucket half blind says nothing. */
        @Nullable
        Double mean() {
            return fresh > 0 && 2 * fresh >= seen ? sum / fresh : null;
        }
    }

    static ForecastProgress initial(Forecast policy) {
        return new ForecastProgress(
                null,
                policy.model().initial(),
                FloatSeries.missing(policy.model().season()),
                null,
                List.of(),
                ForecastAccuracy.NONE);
    }

    ForecastProgress withOpen(Bucket bucket) {
        return new ForecastProgress(bucket, series, lastSeason, latest, pending, accuracy);
    }

    /**
     * Returns this with the bucket that is open closed, and one later opened.
     *
     * @param index of the bucket to open, greater than that of the open one
     * @param ahead buckets from the last closed one to the one that is to be forecast
     */
    ForecastProgress closed(Forecast policy, Bucket full, long index, int ahead) {
        Double mean = full.mean();
        long gap = index - full.index() - 1;
        SeriesState next =
                mean == null ? policy.model().skip(series, 1) : policy.model().update(series, mean);
        if (gap > 0) {
            next = policy.model().skip(next, gap);
        }
        FloatSeries season =
                mean == null || lastSeason.size() == 0 ? lastSeason : lastSeason.with(slot(full.index()), mean);
        ForecastAccuracy judged = accuracy;
        List<PendingForecast> left = new ArrayList<>();
        for (PendingForecast forecast : pending) {
            if (forecast.index() == full.index() && mean != null) {
                judged = judged.plus(mean, forecast, policy.gate());
            }
            if (forecast.index() >= index) {
                left.add(forecast);
            }
        }
        Double known = mean == null ? latest : mean;
        ForecastProgress closed = new ForecastProgress(Bucket.empty(index), next, season, known, left, judged);
        return mean == null || gap > 0 ? closed : closed.forecasting(policy, index - 1 + ahead, ahead);
    }

    private ForecastProgress forecasting(Forecast policy, long target, int ahead) {
        OptionalDouble predicted = policy.model().forecast(series, ahead);
        boolean isPending =
                !pending.isEmpty() && pending.get(pending.size() - 1).index() >= target;
        if (predicted.isEmpty() || latest == null || isPending) {
            return this;
        }
        double upper = predicted.getAsDouble() + accuracy.margin(policy.gate().quantile());
        double seasonal = lastSeason.size() == 0 ? Double.NaN : lastSeason.get(slot(target));
        List<PendingForecast> more = new ArrayList<>(pending);
        more.add(new PendingForecast(
                target, (float) predicted.getAsDouble(), (float) upper, (float) seasonal, (float) (double) latest));
        return new ForecastProgress(open, series, lastSeason, latest, more, accuracy);
    }

    /** Returns this as if it were an earlier time: the wall clock was set back. What was learned of the season stays. */
    ForecastProgress setBackTo(Forecast policy, Bucket from, long index) {
        int season = policy.model().season();
        SeriesState moved = series;
        if (season > 0) {
            // Forward by what is missing to whole seasons is the same place of the season as back.
            moved = policy.model().skip(series, Math.floorMod(index - from.index(), (long) season));
        }
        return new ForecastProgress(Bucket.empty(index), moved, lastSeason, latest, List.of(), accuracy);
    }

    private int slot(long index) {
        return (int) Math.floorMod(index, (long) lastSeason.size());
    }
}
