package io.selfscale.adapter.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({"45, 00:00:45", "86399.9, 23:59:59", "93780, 1d 02:03:00", "950400, 11d 00:00:00"})
    void timesHaveDaysOnlyWhereThereAreSome(double seconds, String text) {
        assertThat(Numbers.time(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"15, 15 s", "120, 2 min", "7200, 2 h", "604800, 168 h", "5400, 1.5 h", "0.5, 0.5 s"})
    void lengthsHaveOneUnit(double seconds, String text) {
        assertThat(Numbers.length(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"99, 99", "99.5, 99.5", "100, 100", "0.1, 0.1", "2000, 2000"})
    void settingsHaveNoNeedlessDigits(double value, String text) {
        assertThat(Numbers.plain(value)).isEqualTo(text);
    }

    @Test
    void aShareBelowAWholePercentIsNeverRoundedToIt() {
        assertThat(Numbers.percent(0.99999)).isEqualTo("99.99");
        assertThat(Numbers.percent(0.98996)).isEqualTo("98.99");
        assertThat(Numbers.percent(0.99837)).isEqualTo("99.84");
        assertThat(Numbers.percent(1)).isEqualTo("100.00");
        assertThat(Numbers.percent(0)).isEqualTo("0.00");
        assertThat(Numbers.percent(0.99)).isEqualTo("99.00");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
    }
}
