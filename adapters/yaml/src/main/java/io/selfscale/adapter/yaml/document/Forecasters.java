package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.OneOfForm;
import io.selfscale.adapter.yaml.form.OneOfForm.Alternative;
import io.selfscale.engine.forecast.Forecaster;
import io.selfscale.engine.forecast.Holt;
import io.selfscale.engine.forecast.HoltWinters;
import io.selfscale.engine.forecast.KalmanTrend;
import io.selfscale.engine.forecast.SeasonalNaive;
import java.util.List;

/** How arrivals are forecast. */
final class Forecasters {

    private static final int LONGEST_SEASON = 288;
    private static final String SEASON_MEANING = "steps of a season: buckets of a day, or of a week";

    private static final Field<SeasonalNaive, Integer> SEASON =
            Field.required("season", Forms.integer(2, LONGEST_SEASON), SeasonalNaive::season, SEASON_MEANING);
    private static final ObjectForm<SeasonalNaive> NAIVE = ObjectForm.of(
            "seasonal-naive",
            "What it was a season ago.",
            List.of(SEASON),
            values -> new SeasonalNaive(values.get(SEASON)));

    private static final Field<Holt, Double> LEVEL =
            Field.required("levelGain", Forms.SHARE, Holt::levelGain, "weight of a value in the level");
    private static final Field<Holt, Double> TREND =
            Field.required("trendGain", Forms.SHARE, Holt::trendGain, "weight of a change in the trend");
    private static final Field<Holt, Double> DAMPING =
            Field.optional("damping", Forms.SHARE, 1.0, Holt::damping, "what is left of the trend after a step");
    private static final ObjectForm<Holt> HOLT = ObjectForm.of(
            "holt",
            "A linear trend, damped or not.",
            List.of(LEVEL, TREND, DAMPING),
            values -> new Holt(values.get(LEVEL), values.get(TREND), values.get(DAMPING)));

    private static final HoltWinters DEFAULT = HoltWinters.of(LONGEST_SEASON);
    private static final Field<HoltWinters, Integer> WINTERS_SEASON =
            Field.required("season", Forms.integer(2, LONGEST_SEASON), HoltWinters::season, SEASON_MEANING);
    private static final Field<HoltWinters, Double> WINTERS_LEVEL = Field.optional(
            "levelGain", Forms.SHARE, DEFAULT.levelGain(), HoltWinters::levelGain, "weight of a value in the level");
    private static final Field<HoltWinters, Double> WINTERS_TREND = Field.optional(
            "trendGain", Forms.SHARE, DEFAULT.trendGain(), HoltWinters::trendGain, "weight of a change in the trend");
    private static final Field<HoltWinters, Double> WINTERS_GAIN = Field.optional(
            "seasonGain",
            Forms.SHARE,
            DEFAULT.seasonGain(),
            HoltWinters::seasonGain,
            "weight of a value in the season");
    private static final Field<HoltWinters, Double> WINTERS_DAMPING = Field.optional(
            "damping", Forms.SHARE, DEFAULT.damping(), HoltWinters::damping, "what is left of the trend after a step");
    private static final ObjectForm<HoltWinters> WINTERS = ObjectForm.of(
            "holt-winters",
            "A trend and a season that are learned.",
            List.of(WINTERS_SEASON, WINTERS_LEVEL, WINTERS_TREND, WINTERS_GAIN, WINTERS_DAMPING),
            values -> new HoltWinters(
                    values.get(WINTERS_LEVEL),
                    values.get(WINTERS_TREND),
                    values.get(WINTERS_GAIN),
                    values.get(WINTERS_DAMPING),
                    values.get(WINTERS_SEASON)));

    private static final KalmanTrend DYNAMO = KalmanTrend.dynamoDefaults();
    private static final Field<KalmanTrend, Double> LEVEL_NOISE = Field.optional(
            "levelNoise",
            Forms.atLeast(0),
            DYNAMO.levelNoise(),
            KalmanTrend::levelNoise,
            "variance by which the level wanders in a step");
    private static final Field<KalmanTrend, Double> TREND_NOISE = Field.optional(
            "trendNoise",
            Forms.atLeast(0),
            DYNAMO.trendNoise(),
            KalmanTrend::trendNoise,
            "variance by which the slope wanders in a step");
    private static final Field<KalmanTrend, Double> VALUE_NOISE = Field.optional(
            "valueNoise",
            Forms.POSITIVE_NUMBER,
            DYNAMO.valueNoise(),
            KalmanTrend::valueNoise,
            "variance of a value around the level");
    private static final ObjectForm<KalmanTrend> KALMAN = ObjectForm.of(
            "kalman-trend",
            "A level and a slope by a Kalman filter.",
            List.of(LEVEL_NOISE, TREND_NOISE, VALUE_NOISE),
            values -> new KalmanTrend(values.get(LEVEL_NOISE), values.get(TREND_NOISE), values.get(VALUE_NOISE)));

    static final OneOfForm<Forecaster> FORM = new OneOfForm<>(
            "forecasting model",
            List.of(
                    new Alternative<>("seasonalNaive", SeasonalNaive.class, NAIVE, false),
                    new Alternative<>("holt", Holt.class, HOLT, false),
                    new Alternative<>("holtWinters", HoltWinters.class, WINTERS, false),
                    new Alternative<>("kalmanTrend", KalmanTrend.class, KALMAN, true)));

    private Forecasters() {}
}
