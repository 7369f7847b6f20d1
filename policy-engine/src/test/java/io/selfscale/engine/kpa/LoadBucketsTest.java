package io.selfscale.engine.kpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Semantics section 2.2. */
class LoadBucketsTest {

    private static final long SECOND = 1_000_000_000L;

    private static LoadBuckets window(int seconds, int granularitySeconds) {
        return LoadBuckets.empty(seconds * SECOND, granularitySeconds * SECOND);
    }

    private static LoadBuckets full() {
        LoadBuckets buckets = window(5, 1);
        for (int i = 1; i <= 6; i++) {
            buckets = buckets.with((100 + i) * SECOND, i);
        }
        return buckets;
    }

    @Test
    void averagesAYoungHistoryOverItsOwnLength() {
        LoadBuckets buckets = window(60, 1).with(100 * SECOND, 30);
        assertThat(buckets.average(100 * SECOND)).isEqualTo(30);
        assertThat(buckets.with(101 * SECOND, 10).average(101 * SECOND)).isEqualTo(20);
    }

    @Test
    void sumsUpWhatFallsIntoOneBucket() {
        LoadBuckets buckets = window(60, 2).with(100 * SECOND, 3).with(102 * SECOND - 1, 4);
        assertThat(buckets.average(101 * SECOND)).isEqualTo(7);
        assertThat(buckets.nonZero(101 * SECOND)).containsExactly(new LoadBuckets.Bucket(100 * SECOND, 7));
    }

    @Test
    void timeAfterTheNewestValueIsNoZero() {
        assertThat(full().average(106 * SECOND)).isEqualTo(4);
        assertThat(full().average(108 * SECOND)).as("4, 5 and 6 are left").isEqualTo(5);
        assertThat(full().average(111 * SECOND)).as("nothing is left").isEqualTo(0);
    }

    @Test
    void aGapBetweenTwoValuesIs() {
        LoadBuckets buckets = window(5, 1).with(100 * SECOND, 10).with(104 * SECOND, 20);
        assertThat(buckets.average(104 * SECOND)).isEqualTo(6);
    }

    @Test
    void beginsAnewAfterAFullWindowWithoutValue() {
        LoadBuckets buckets = full().with(111 * SECOND, 42);
        assertThat(buckets.average(111 * SECOND)).isEqualTo(42);
        assertThat(buckets.nonZero(111 * SECOND)).hasSize(1);
    }

    @Test
    void addsALateValueToItsOwnBucketAndDropsOneThatIsTooLate() {
        LoadBuckets buckets = window(5, 1).with(110 * SECOND, 10);
        assertThat(buckets.with(108 * SECOND, 2).average(110 * SECOND))
                .as("of three buckets")
                .isEqualTo(4);
        assertThat(buckets.with(106 * SECOND, 2).average(110 * SECOND))
                .as("of five")
                .isEqualTo(2.4);
        assertThat(buckets.with(105 * SECOND, 2)).isEqualTo(buckets);
    }

    @Test
    void growingDoesNotDiluteAFullWindow() {
        LoadBuckets larger = full().resized(10 * SECOND, 106 * SECOND);
        assertThat(larger.count()).isEqualTo(10);
        assertThat(larger.average(106 * SECOND)).isEqualTo(4);
        assertThat(larger.with(107 * SECOND, 7).average(107 * SECOND)).isEqualTo(4.5);
    }

    @Test
    void shrinkingKeepsTheNewest() {
        assertThat(full().resized(2 * SECOND, 106 * SECOND).average(106 * SECOND))
                .isEqualTo(5.5);
    }

    @Test
    void resizingToTheSameLengthChangesNothing() {
        LoadBuckets young = window(5, 1).with(100 * SECOND, 8);
        assertThat(young.resized(5 * SECOND, 100 * SECOND)).isEqualTo(young);
    }

    @Test
    void resizingAWindowThatHasRunEmptyKeepsNothing() {
        assertThat(full().resized(60 * SECOND, 112 * SECOND)).isEqualTo(window(60, 1));
    }

    @Test
    void isEmptyOnlyAfterMoreThanAWindow() {
        assertThat(window(5, 1).isEmpty(0)).isTrue();
        assertThat(full().isEmpty(111 * SECOND)).isFalse();
        assertThat(full().isEmpty(112 * SECOND)).isTrue();
    }

    @Test
    void aWindowThatIsNoMultipleOfItsBucketsHasOneMore() {
        LoadBuckets buckets = window(5, 2).with(100 * SECOND, 6);
        assertThat(buckets.count()).isEqualTo(3);
        assertThat(buckets.average(104 * SECOND)).isEqualTo(6);
        assertThat(buckets.average(106 * SECOND)).isEqualTo(0);
        assertThat(buckets.isEmpty(106 * SECOND)).isTrue();
    }

    @Test
    void weighsTheNewestMost() {
        // Coefficient 0.5 would be 4 / 8 + 8 / 4 + 16 / 2 = 10.5; this window has its own.
        LoadBuckets buckets =
                window(3, 1).with(100 * SECOND, 4).with(101 * SECOND, 8).with(102 * SECOND, 16);
        double c = Smoothing.coefficient(3);
        double expected = c * (16 + 8 * (1 - c) + 4 * (1 - c) * (1 - c));
        assertThat(buckets.weightedAverage(102 * SECOND)).isCloseTo(expected, within(1e-12));
        assertThat(buckets.weightedAverage(103 * SECOND))
                .as("time after the newest value decays")
                .isCloseTo(c * (16 * (1 - c) + 8 * (1 - c) * (1 - c)), within(1e-12));
        assertThat(buckets.weightedAverage(105 * SECOND)).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"6, 0.7846", "30, 0.2644", "60, 0.2"})
    void smoothsByTheNumberOfBuckets(int buckets, double coefficient) {
        assertThat(Smoothing.coefficient(buckets)).isCloseTo(coefficient, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"-3, 0", "0, 0", "3, 3", "4, 4", "5, 4", "10, 7", "50, 12", "100, 14", "1000, 16"})
    void samplesAsManyAsTheTableSays(int population, int sample) {
        assertThat(SampleSize.of(population)).isEqualTo(sample);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity", "-1"})
    void dropsWhatIsNoLoad(double value) {
        assertThat(full().with(107 * SECOND, value)).isEqualTo(full());
    }

    @Test
    void refusesAWindowWithoutLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadBuckets.empty(0, SECOND))
                .withMessage("window and granularity must be positive but were 0 ns and 1000000000 ns");
    }

    @Test
    void equalHistoriesAreEqual() {
        assertThat(full()).isEqualTo(full()).hasSameHashCodeAs(full());
        assertThat(full()).isNotEqualTo(full().with(106 * SECOND, 1));
    }
}
