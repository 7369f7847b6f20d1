package io.selfscale.engine.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {

    @ParameterizedTest(name = "{0} and {1} % more is {2}")
    @CsvSource({
        "100, 10, 110",
        "50, 10, 55",
        "5, 10, 6",
        "11, 10, 13",
        "1, 100, 2",
        "1, 1, 2",
        "10, 0, 10",
        "0, 100, 0",
        "1000000, 2147483647, 2147483647",
        "2147483647, 2147483647, 2147483647"
    })
    void addsAPercentageRoundedUp(int count, int percent, int expected) {
        assertThat(Rounding.plusPercent(count, percent)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} and {1} % fewer is {2}")
    @CsvSource({
        "10, 90, 1",
        "5, 10, 4",
        "15, 10, 13",
        "9, 10, 8",
        "1, 10, 0",
        "80, 10, 72",
        "7, 0, 7",
        "7, 100, 0",
        "7, 250, 0",
        "2147483647, 1, 2126008810"
    })
    void subtractsAPercentageRoundedDown(int count, int percent, int expected) {
        assertThat(Rounding.minusPercent(count, percent)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1} % of {0} is {2}")
    @CsvSource({"10, 10, 1", "11, 10, 2", "1, 1, 1", "0, 50, 0", "100, 7, 7", "2147483647, 2147483647, 2147483647"})
    void takesAPercentageRoundedUp(int count, int percent, int expected) {
        assertThat(Rounding.percentOf(count, percent)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "the ceiling of {0} is {1}")
    @CsvSource({
        "0.0, 0",
        "0.0001, 1",
        "28.9, 29",
        "29.0, 29",
        "29.00000001, 29",
        "29.000001, 30",
        "1000000.0005, 1000000",
        "-0.5, 0",
        "-1.5, -1",
        "1e300, 2147483647",
        "-1e300, -2147483648",
        "Infinity, 2147483647",
        "-Infinity, -2147483648",
        "NaN, 0"
    })
    void takesACeilingThatForgivesWhatRoundingAdded(double value, int expected) {
        assertThat(Rounding.ceil(value)).isEqualTo(expected);
    }

    @Test
    void doesNotAddAReplicaWhereDoublesDo() {
        double replicas = 290 / 70.0 * 7;

        assertThat(Math.ceil(replicas)).isEqualTo(30);
        assertThat(Rounding.ceil(replicas)).isEqualTo(29);
        assertThat(Math.ceil(100 * (1 + 10 / 100.0))).isEqualTo(111);
        assertThat(Math.ceil(50 * 1.1)).isEqualTo(56);
        assertThat((int) (10 * (1 - 90 / 100.0))).isZero();
    }

    @ParameterizedTest(name = "{0} against {1}")
    @CsvSource({"0.7, 0.7", "0.30000000000000004, 0.3", "0, 0", "1000000.0000000001, 1000000", "1e-20, 1.0000000001e-20"
    })
    void takesNeighboursForEqual(double one, double other) {
        assertThat(Rounding.isAbove(one, other)).isFalse();
        assertThat(Rounding.isAbove(other, one)).isFalse();
        assertThat(Rounding.isBelow(one, other)).isFalse();
        assertThat(Rounding.isBelow(other, one)).isFalse();
    }

    @ParameterizedTest(name = "{0} against {1}")
    @CsvSource({"0.7001, 0.7", "1e-30, 0", "100.001, 100"})
    void tellsValuesApartThatDiffer(double greater, double less) {
        assertThat(Rounding.isAbove(greater, less)).isTrue();
        assertThat(Rounding.isBelow(less, greater)).isTrue();
        assertThat(Rounding.isAbove(less, greater)).isFalse();
        assertThat(Rounding.isBelow(greater, less)).isFalse();
    }

    @Test
    void knowsNothingAboutNaN() {
        assertThat(Rounding.isAbove(Double.NaN, 1)).isFalse();
        assertThat(Rounding.isBelow(Double.NaN, 1)).isFalse();
    }

    @ParameterizedTest(name = "{0} to {1} digits")
    @CsvSource({
        "1.2345, 4, 1.2345",
        "1.23455, 4, 1.2346",
        "0.5, 0, 1",
        "-0.5, 0, -1",
        "2.5, 0, 3",
        "0.49999999999999994, 0, 0",
        "-0.0004, 3, 0",
        "3.6e-17, 6, 0",
        "1e300, 12, 1e300",
        "-Infinity, 2, -Infinity",
    })
    void roundsToDigitsHalfAwayFromZero(double value, int digits, double rounded) {
        assertThat(Rounding.toDigits(value, digits)).isEqualTo(rounded);
    }
}
