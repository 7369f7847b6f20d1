package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class ArrivalTrendTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = 60 * SECOND;
    private static final long HORIZON = 105 * SECOND;

    /** Watches a rate every 15 s for some hours; what a slope promises is the rise since a window ago, carried on. */
    private static ArrivalTrend watch(int hours, LongToDoubleFunction rateAtSecond) {
        ArrivalTrend trend = ArrivalTrend.NOTHING;
        for (long second = 60; second < hours * 3600L; second += 15) {
            double rate = rateAtSecond.applyAsDouble(second);
            double before = rateAtSecond.applyAsDouble(second - 60);
            double rise = Math.max(0, rate - before) * HORIZON / WINDOW;
            trend = trend.plus(second * SECOND, rate, rise, HORIZON, WINDOW);
        }
        return trend;
    }

    @Test
    void nothingIsExpectedBeforeAnythingWasSeen() {
        assertThat(ArrivalTrend.NOTHING.persistence()).isZero();
    }

    @Test
    void aRampThatGoesOnForAnHourIsFollowedWhole() {
        // Up by one a second for an hour, down for another.
        assertThat(watch(4, second -> 3600 - Math.abs(second % 7200 - 3600)).persistence())
                .isCloseTo(1, within(0.1));
    }

    @Test
    void noiseIsNotFollowed() {
        Random random = new Random(7);
        double[] noise = random.doubles(4 * 3600 / 60 + 1, 0, 100).toArray();
        // A new level each minute, which says nothing about the next one.
        assertThat(watch(4, second -> noise[(int) (second / 60)]).persistence()).isZero();
    }

    @Test
    void aRiseThatIsNotMoreThanChanceIsHardlyFollowed() {
        // Ten requests a second differ by 0.6 a second from minute to minute by chance alone; this rise is a tenth of
        // it.
        double persistence = watch(1, second -> 10 + second / 1000.0).persistence();
        assertThat(persistence).isGreaterThan(0).isLessThan(0.1);
    }

    @Test
    void promisesOfBeforeAGapAreForgotten() {
        ArrivalTrend before = ArrivalTrend.NOTHING.plus(0, 10, 100, HORIZON, WINDOW);
        ArrivalTrend after = before.plus(3 * HORIZON, 1000, 0, HORIZON, WINDOW);
        assertThat(after.persistence()).isZero();
        assertThat(after.promises()).hasSize(1);
    }

    @Test
    void holdsFewPromisesHoweverOftenItIsAsked() {
        ArrivalTrend trend = ArrivalTrend.NOTHING;
        for (int i = 0; i < 10_000; i++) {
            trend = trend.plus(i * 10_000_000L, i, 1, HORIZON, WINDOW);
            assertThat(trend.promises().size()).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void beginsAnewWhereNumbersGrowBeyondEveryBound() {
        ArrivalTrend huge = ArrivalTrend.NOTHING.plus(0, 1e300, 1e300, HORIZON, WINDOW);
        assertThat(huge.plus(HORIZON, 1e300, 0, HORIZON, WINDOW)).isEqualTo(ArrivalTrend.NOTHING);
    }

    @Test
    void refusesWhatCannotHaveBeenLearned() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArrivalTrend(List.of(), -1, 0))
                .withMessageContaining("squares");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArrivalTrend.Promise(0, Double.NaN, 0))
                .withMessageContaining("promise");
    }
}
