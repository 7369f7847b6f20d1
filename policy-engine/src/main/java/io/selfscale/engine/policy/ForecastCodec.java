package io.selfscale.engine.policy;

import io.selfscale.engine.forecast.FloatSeries;
import io.selfscale.engine.forecast.SeriesState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a {@link Forecast} as text: fields separated by semicolons, numbers by commas, series in Base64. It
 * begins with what it was learned by, and is refused by a forecast of another model, season, bucket or zone.
 */
final class ForecastCodec {

    static final int VERSION = 1;

    private static final int FIELDS = 9;

    private final Forecast policy;

    ForecastCodec(Forecast policy) {
        this.policy = policy;
    }

    private String learnedBy() {
        return policy.model().getClass().getSimpleName() + "," + policy.model().season() + "," + policy.bucket() + ","
                + policy.zone();
    }

    String encode(ForecastProgress progress) {
        ForecastProgress.Bucket open = progress.open();
        SeriesState series = progress.series();
        SeriesState.Covariance covariance = series.covariance();
        ForecastAccuracy accuracy = progress.accuracy();
        List<String> pending = new ArrayList<>();
        for (PendingForecast item : progress.pending()) {
            pending.add(item.index() + "," + item.predicted() + "," + item.upper() + "," + item.seasonal() + ","
                    + item.last());
        }
        List<String> means = new ArrayList<>();
        for (RunningMean mean : List.of(
                accuracy.error(), accuracy.seasonal(), accuracy.last(), accuracy.level(), accuracy.coverage())) {
            means.add(mean.count() + "," + mean.value());
        }
        return String.join(
                ";",
                learnedBy(),
                open == null ? "" : open.index() + "," + open.sum() + "," + open.fresh() + "," + open.seen(),
                series.steps() + "," + series.seen() + "," + series.level() + "," + series.trend() + ","
                        + covariance.level() + "," + covariance.both() + "," + covariance.trend(),
                series.season().encode(),
                progress.lastSeason().encode(),
                progress.latest() == null ? "" : String.valueOf(progress.latest()),
                String.join("|", pending),
                String.join("|", means),
                accuracy.residuals().encode());
    }

    ForecastProgress decode(String text) {
        String[] fields = text.split(";", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("a forecast must have " + FIELDS + " fields but has " + fields.length);
        }
        if (!fields[0].equals(learnedBy())) {
            throw new IllegalArgumentException(
                    "the memory must be that of " + learnedBy() + " but was of " + fields[0]);
        }
        int season = policy.model().season();
        String[] series = numbers(fields[2], 7);
        return new ForecastProgress(
                open(fields[1]),
                new SeriesState(
                        Long.parseLong(series[0]),
                        Long.parseLong(series[1]),
                        Double.parseDouble(series[2]),
                        Double.parseDouble(series[3]),
                        new SeriesState.Covariance(
                                Double.parseDouble(series[4]),
                                Double.parseDouble(series[5]),
                                Double.parseDouble(series[6])),
                        FloatSeries.decode(fields[3], season)),
                FloatSeries.decode(fields[4], season),
                fields[5].isEmpty() ? null : finite(fields[5]),
                pending(fields[6]),
                accuracy(fields[7], fields[8]));
    }

    private static ForecastProgress.@Nullable Bucket open(String text) {
        if (text.isEmpty()) {
            return null;
        }
        String[] numbers = numbers(text, 4);
        return new ForecastProgress.Bucket(
                Long.parseLong(numbers[0]),
                Double.parseDouble(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    private static List<PendingForecast> pending(String text) {
        List<PendingForecast> pending = new ArrayList<>();
        for (String item : text.isEmpty() ? new String[0] : text.split("\\|", -1)) {
            String[] numbers = numbers(item, 5);
            pending.add(new PendingForecast(
                    Long.parseLong(numbers[0]),
                    Float.parseFloat(numbers[1]),
                    Float.parseFloat(numbers[2]),
                    Float.parseFloat(numbers[3]),
                    Float.parseFloat(numbers[4])));
        }
        return pending;
    }

    private static ForecastAccuracy accuracy(String means, String residuals) {
        String[] parts = means.split("\\|", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("a forecast must have 5 means but has " + parts.length);
        }
        return new ForecastAccuracy(
                mean(parts[0]),
                mean(parts[1]),
                mean(parts[2]),
                mean(parts[3]),
                mean(parts[4]),
                FloatSeries.decode(residuals, ForecastAccuracy.RESIDUALS));
    }

    private static RunningMean mean(String text) {
        String[] numbers = numbers(text, 2);
        return new RunningMean(Long.parseLong(numbers[0]), Double.parseDouble(numbers[1]));
    }

    private static double finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a value must be finite but was " + text);
        }
        return value;
    }

    private static String[] numbers(String text, int count) {
        String[] numbers = text.split(",", -1);
        if (numbers.length != count) {
            throw new IllegalArgumentException(
                    "expected " + count + " numbers but found " + numbers.length + " in '" + text + "'");
        }
        return numbers;
    }
}
