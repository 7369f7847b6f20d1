package io.selfscale.engine.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors marked (C) are those of semantics section 11; the others were computed apart, by the textbook formulas. */
class ForecasterTest {

    private static final Offset<Double> CLOSE = within(1e-4);
    private static final double[] TWO_SEASONS_AND_MORE = {10, 20, 30, 20, 12, 22, 33, 21, 11, 24, 31, 22};

    private static SeriesState after(Forecaster forecaster, double... values) {
        SeriesState state = forecaster.initial();
        for (double value : values) {
            state = forecaster.update(state, value);
        }
        return state;
    }

    private static double forecast(Forecaster forecaster, int ahead, double... values) {
        return forecaster.forecast(after(forecaster, values), ahead).orElseThrow();
    }

    @ParameterizedTest(name = "after {0} values: level {1}, trend {2} (C)")
    @CsvSource({"2, 12, 2", "3, 14.5, 2.15", "4, 15.825, 1.9025", "5, 17.86375, 1.943375"})
    void holtFollowsItsVector(int values, double level, double trend) {
        double[] all = {10, 12, 15, 15, 18};
        SeriesState state = after(Holt.linear(0.5, 0.3), Arrays.copyOf(all, values));
        assertThat(state.level()).isCloseTo(level, CLOSE);
        assertThat(state.trend()).isCloseTo(trend, CLOSE);
    }

    @Test
    void holtForecastsAlongItsTrend() {
        assertThat(forecast(Holt.linear(0.5, 0.3), 1, 10, 12, 15, 15, 18)).isCloseTo(19.807, within(5e-4));
        assertThat(forecast(Holt.linear(0.5, 0.3), 3, 10, 12, 15, 15, 18)).isCloseTo(23.694, within(5e-4));
        assertThat(Holt.linear(0.5, 0.3).forecast(after(Holt.linear(0.5, 0.3), 10), 1))
                .isEmpty();
    }

    @Test
    void aDampedTrendEnds() {
        Holt damped = new Holt(0.5, 0.3, 0.8);
        SeriesState state = after(damped, 10, 12, 15, 15, 18);
        assertThat(state.level()).isCloseTo(17.0815136, CLOSE);
        assertThat(state.trend()).isCloseTo(1.26305312, CLOSE);
        assertThat(damped.forecast(state, 1).orElseThrow()).isCloseTo(18.091956, CLOSE);
        assertThat(damped.forecast(state, 3).orElseThrow()).isCloseTo(19.546993, CLOSE);
        assertThat(damped.forecast(state, 1000).orElseThrow()).isCloseTo(17.0815136 + 4 * 1.26305312, CLOSE);
    }

    @Test
    void holtWintersLearnsLevelTrendAndSeasonFromTwoSeasons() {
        HoltWinters method = new HoltWinters(0.4, 0.1, 0.3, 0.9, 4);
        SeriesState state = after(method, Arrays.copyOf(TWO_SEASONS_AND_MORE, 8));
        assertThat(state.level()).isCloseTo(22.75, CLOSE);
        assertThat(state.trend()).isCloseTo(0.5, CLOSE);
        assertThat(state.season().get(0)).isCloseTo(-9.25, CLOSE);
        assertThat(state.season().get(2)).isCloseTo(10.25, CLOSE);
        assertThat(method.forecast(after(method, 10, 20, 30, 20, 12, 22, 33), 1))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} ahead: {1}")
    @CsvSource({"1, 13.184520", "2, 23.661627", "5, 13.832740"})
    void holtWintersFollowsItsFormulas(int ahead, double value) {
        HoltWinters method = new HoltWinters(0.4, 0.1, 0.3, 0.9, 4);
        assertThat(forecast(method, ahead, TWO_SEASONS_AND_MORE)).isCloseTo(value, CLOSE);
    }

    @Test
    void holtWintersIsExactForALineAndASeason() {
        HoltWinters method = new HoltWinters(0.3, 0.1, 0.2, 1, 4);
        double[] season = {5, 0, -3, -2};
        double[] values = new double[16];
        for (int i = 0; i < values.length; i++) {
            values[i] = 20 + 0.5 * i + season[i % 4];
        }
        for (int ahead = 1; ahead <= 6; ahead++) {
            int at = 15 + ahead;
            assertThat(forecast(method, ahead, values)).isCloseTo(20 + 0.5 * at + season[at % 4], CLOSE);
        }
    }

    @Test
    void holtWintersKeepsItsPlaceInTheSeasonOverAGap() {
        HoltWinters method = HoltWinters.of(4);
        double[] values = {1, 9, 1, 1, 1, 9, 1, 1, 1, 9, 1, 1};
        SeriesState gap = method.skip(after(method, values), 9);
        assertThat(method.forecast(gap, 1).orElseThrow()).isCloseTo(9, within(0.5));
        assertThat(method.forecast(gap, 2).orElseThrow()).isCloseTo(1, within(0.5));
    }

    @Test
    void holtWintersLearnsAroundMissingValuesAndAgainAfterALongGap() {
        HoltWinters method = HoltWinters.of(4);
        SeriesState state = after(method, 1, 9, 1);
        state = method.skip(state, 1);
        for (double value : new double[] {1, 9, 1, 1}) {
            state = method.update(state, value);
        }
        assertThat(method.forecast(state, 2).orElseThrow()).isCloseTo(9, within(0.5));
        SeriesState begun = method.skip(after(method, 1, 9, 1), 100);
        assertThat(method.forecast(begun, 1)).isEmpty();
        // Step 104 is the first of a season again; the values before the gap are forgotten, their place is not.
        SeriesState again = method.update(begun, 1);
        for (double value : new double[] {1, 9, 1, 1, 1, 9, 1, 1}) {
            again = method.update(again, value);
        }
        assertThat(method.forecast(again, 2).orElseThrow()).isCloseTo(9, within(0.5));
    }

    @Test
    void holtWintersDoesNotForecastLessThanNothing() {
        assertThat(forecast(new HoltWinters(0.4, 0.4, 0.3, 1, 2), 6, 20, 10, 10, 0, 0, 0))
                .isZero();
    }

    @ParameterizedTest(name = "after {0} values: level {1}, slope {2}, variance {3}")
    @CsvSource({
        "2, 11.354839, 0.645161, 6.774194",
        "3, 14.035370, 1.619438, 6.784566",
        "5, 17.464846, 1.700605, 5.911656",
        "8, 23.836535, 1.941974, 4.799061",
    })
    void kalmanFollowsItsVector(int values, double level, double slope, double variance) {
        double[] all = {10, 12, 15, 15, 18, 21, 20, 25};
        SeriesState state = after(KalmanTrend.dynamoDefaults(), Arrays.copyOf(all, values));
        assertThat(state.level()).isCloseTo(level, CLOSE);
        assertThat(state.trend()).isCloseTo(slope, CLOSE);
        assertThat(state.covariance().level()).isCloseTo(variance, CLOSE);
    }

    @Test
    void kalmanForecastsFromTheFifthValueOn() {
        KalmanTrend kalman = KalmanTrend.dynamoDefaults();
        assertThat(kalman.forecast(after(kalman, 10, 12, 15, 15), 1)).isEmpty();
        assertThat(forecast(kalman, 1, 10, 12, 15, 15, 18, 21, 20, 25)).isCloseTo(25.778509, CLOSE);
        assertThat(forecast(kalman, 3, 10, 12, 15, 15, 18, 21, 20, 25)).isCloseTo(29.662457, CLOSE);
    }

    @Test
    void kalmanIsLessCertainAfterAGapAndTrustsTheNextValueMore() {
        KalmanTrend kalman = KalmanTrend.dynamoDefaults();
        SeriesState state = after(kalman, 10, 10, 10, 10, 10);
        double at = kalman.update(state, 20).level();
        assertThat(kalman.skip(state, 10).level()).isEqualTo(state.level());
        assertThat(kalman.update(kalman.skip(state, 10), 20).level()).isGreaterThan(at);
    }

    @Test
    void seasonalNaiveRepeatsTheLastSeason() {
        SeasonalNaive naive = new SeasonalNaive(4);
        double[] values = {1, 2, 3, 4, 5, 6};
        assertThat(forecast(naive, 1, values)).isEqualTo(3);
        assertThat(forecast(naive, 4, values)).isEqualTo(6);
        assertThat(forecast(naive, 7, values)).isEqualTo(5);
        assertThat(naive.forecast(naive.skip(after(naive, values), 3), 1).orElseThrow())
                .isEqualTo(6);
        assertThat(naive.forecast(after(naive, 1, 2), 1)).isEmpty();
    }

    @Test
    void theWeightOfAnIrregularValueFollowsTheTimeThatPassed() {
        IrregularEwma mean = new IrregularEwma(Duration.ofSeconds(30));
        assertThat(mean.weight(Duration.ofSeconds(10))).as("(C)").isCloseTo(0.2835, CLOSE);
        IrregularEwma.State zero = mean.first(0, 0);
        IrregularEwma.State once = mean.update(zero, 1, 20_000_000_000L);
        IrregularEwma.State twice = mean.update(mean.update(zero, 1, 7_000_000_000L), 1, 20_000_000_000L);
        assertThat(once.value()).as("however often it is updated").isCloseTo(twice.value(), within(1e-12));
        assertThat(mean.update(once, 5, 20_000_000_000L)).isEqualTo(once);
        assertThat(mean.update(once, 5, 10)).isEqualTo(once);
    }

    @Test
    void zeroIsAValueAndASkippedStepIsNone() {
        Holt holt = Holt.linear(0.5, 0.3);
        SeriesState state = after(holt, 10, 10);
        assertThat(holt.update(state, 0).level()).isEqualTo(5);
        assertThat(holt.skip(state, 3).level()).isEqualTo(10);
        assertThat(holt.skip(state, 3).steps()).isEqualTo(5);
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Holt.linear(1.5, 0.3))
                .withMessage("levelGain must be in [0, 1] but was 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HoltWinters.of(289))
                .withMessage("a season must have 2 to 288 steps but had 289");
        assertThatIllegalArgumentException().isThrownBy(() -> new SeasonalNaive(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new KalmanTrend(1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new KalmanTrend(Double.POSITIVE_INFINITY, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new IrregularEwma(Duration.ZERO));
    }
}
