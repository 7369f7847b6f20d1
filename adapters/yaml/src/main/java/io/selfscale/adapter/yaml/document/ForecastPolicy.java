package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.forecast.Forecaster;
import io.selfscale.engine.policy.Forecast;
import io.selfscale.engine.policy.Forecast.Gate;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** {@code forecast}: {@link Forecast}. */
final class ForecastPolicy {

    private static final int MOST_FORECASTS = 100_000;

    private static final Field<Forecast, String> NAME = Field.optional(
            "name",
            Forms.TEXT,
            policy -> policy.name().equals(nameOf(policy.arrivals())) ? null : policy.name(),
            "name in explanations; `forecast of` the signal by default");
    private static final Field<Forecast, Signal> ARRIVALS = Field.required(
            "arrivals", SignalForm.of(SignalKind.TOTAL), Forecast::arrivals, "work that arrives per second");
    private static final Field<Forecast, Double> PER_REPLICA = Field.optional(
            "perReplica",
            Forms.POSITIVE_NUMBER,
            Forecast::perReplica,
            "arrivals per second that one replica serves; what `demand` says if left out");
    private static final Field<Forecast, Forecaster> MODEL =
            Field.required("model", Forecasters.FORM, Forecast::model, "how they are forecast");
    private static final Field<Forecast, Duration> BUCKET = Field.optional(
            "bucket",
            Forms.POSITIVE_DURATION,
            Duration.ofMinutes(15),
            Forecast::bucket,
            "length of a step, at least a minute and a divisor of a day");
    private static final Field<Forecast, ZoneId> ZONE =
            Field.required("zone", Forms.ZONE, Forecast::zone, "whose local time the season follows");
    private static final Field<Forecast, Double> QUANTILE = Field.optional(
            "quantile",
            Forms.SHARE,
            Gate.DEFAULT.quantile(),
            policy -> policy.gate().quantile(),
            "upper quantile that is forecast");
    private static final Field<Forecast, Integer> JUDGED = Field.optional(
            "judgedOver",
            Forms.integer(1, MOST_FORECASTS),
            Gate.DEFAULT.window(),
            policy -> policy.gate().window(),
            "forecasts over which they are judged");
    private static final Field<Forecast, Integer> FEWEST = Field.optional(
            "fewest",
            Forms.integer(1, MOST_FORECASTS),
            Gate.DEFAULT.fewest(),
            policy -> policy.gate().fewest(),
            "forecasts without which they are not judged, and not followed");
    private static final Field<Forecast, Duration> EVERY = Field.optional(
            "every", Forms.POSITIVE_DURATION, Forecast.DEFAULT_PERIOD, Forecast::period, "how often it is evaluated");

    static final ObjectForm<Forecast> FORM = ObjectForm.of(
            "forecast",
            "Raises the floor to what arrivals are forecast to need when replicas ordered now are ready. Followed only"
                    + " after forecasts have proved good.",
            List.of(NAME, ARRIVALS, PER_REPLICA, MODEL, BUCKET, ZONE, QUANTILE, JUDGED, FEWEST, EVERY),
            values -> {
                Signal arrivals = values.get(ARRIVALS);
                return new Forecast(
                        values.orElse(NAME, nameOf(arrivals)),
                        arrivals,
                        values.orNull(PER_REPLICA),
                        values.get(MODEL),
                        values.get(BUCKET),
                        values.get(ZONE),
                        new Gate(values.get(QUANTILE), values.get(JUDGED), values.get(FEWEST)),
                        values.get(EVERY));
            });

    private ForecastPolicy() {}

    private static String nameOf(Signal arrivals) {
        return "forecast of " + arrivals;
    }
}
