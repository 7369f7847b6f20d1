package io.selfscale.engine.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastErrorsTest {

    private static final double[] HISTORY = {10, 20, 30, 20, 12, 22, 33, 21};
    private static final double[] ACTUAL = {11, 24, 31, 22};
    private static final double[] FORECAST = {11, 21, 32, 20};

    /** The vector of semantics section 11 (C). */
    @Test
    void agreesWithTheWorkedNumbers() {
        assertThat(ForecastErrors.mase(ACTUAL, FORECAST, HISTORY, 4)).isCloseTo(0.75, within(1e-12));
        assertThat(ForecastErrors.wape(ACTUAL, FORECAST)).isCloseTo(6.82, within(0.005));
        assertThat(ForecastErrors.smape(ACTUAL, FORECAST)).isCloseTo(6.51, within(0.005));
        assertThat(ForecastErrors.mape(ACTUAL, FORECAST)).isCloseTo(6.20, within(0.005));
        assertThat(ForecastErrors.mae(ACTUAL, FORECAST)).isEqualTo(1.5);
        assertThat(ForecastErrors.rmse(ACTUAL, FORECAST)).isCloseTo(Math.sqrt(14 / 4.0), within(1e-12));
    }

    @ParameterizedTest(name = "{0} against {1} at {2}: {3} (C)")
    @CsvSource({"10, 12, 0.9, 0.2", "14, 12, 0.9, 1.8", "12, 12, 0.9, 0"})
    void thePinballLossWeighsWhatIsAboveMore(double value, double forecast, double quantile, double loss) {
        assertThat(ForecastErrors.pinball(new double[] {value}, new double[] {forecast}, quantile))
                .isCloseTo(loss, within(1e-12));
    }

    @Test
    void coverageCountsTheBounds() {
        assertThat(ForecastErrors.coverage(
                        new double[] {1, 2, 3, 4}, new double[] {1, 0, 4, 0}, new double[] {5, 2, 5, 3}))
                .isEqualTo(0.5);
    }

    @Test
    void whatIsUndefinedIsNotANumber() {
        double[] zero = {0, 0};
        double[] one = {1, 1};
        assertThat(ForecastErrors.mape(zero, one)).isNaN();
        assertThat(ForecastErrors.wape(zero, one)).isNaN();
        assertThat(ForecastErrors.smape(zero, zero)).isZero();
        assertThat(ForecastErrors.mase(one, zero, new double[] {3, 3, 3}, 1)).isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> ForecastErrors.mae(one, new double[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> ForecastErrors.mae(new double[0], new double[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> ForecastErrors.mase(one, one, one, 2));
    }
}
