package io.selfscale.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, Double.MIN_VALUE, Double.MAX_VALUE})
    void aMeasurementIsFresh(double value) {
        assertThat(Sample.of(value)).isEqualTo(new Sample.Fresh(value, Duration.ZERO));
        assertThat(Sample.of(value).isFresh()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                -1,
                -Double.MIN_VALUE,
                -Double.MAX_VALUE
            })
    void whatCannotBeAMeasurementIsAbsent(double value) {
        Sample sample = Sample.measured(value, Duration.ofSeconds(1));

        assertThat(sample).isInstanceOf(Sample.Absent.class);
        assertThat(sample.isFresh()).isFalse();
        assertThat(sample.toString()).contains(Double.toString(value));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, -Double.MIN_VALUE})
    void whatCannotBeAMeasurementCannotBeBuilt(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sample.Fresh(value, Duration.ZERO))
                .withMessageContaining("finite and at least 0")
                .withMessageContaining(Double.toString(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample.Stale(value, Duration.ZERO));
    }

    @Test
    void aNegativeAgeCountsAsZero() {
        assertThat(Sample.measured(3, Duration.ofSeconds(-5))).isEqualTo(Sample.of(3));
    }

    @Test
    void anAgeIsKept() {
        assertThat(Sample.measured(3, Duration.ofSeconds(5))).isEqualTo(new Sample.Fresh(3, Duration.ofSeconds(5)));
    }

    @Test
    void refusesANegativeAge() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sample.Fresh(1, Duration.ofNanos(-1)))
                .withMessageContaining("age");
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample.Stale(1, Duration.ofNanos(-1)));
    }

    @Test
    void onlyFreshIsFresh() {
        assertThat(new Sample.Stale(1, Duration.ofMinutes(2)).isFresh()).isFalse();
        assertThat(Sample.absent("no answer").isFresh()).isFalse();
        assertThat(Sample.absent("no answer")).isEqualTo(new Sample.Absent("no answer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void anAbsentSampleNeedsAReason(String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.absent(reason))
                .withMessageContaining("reason");
    }

    @Test
    @SuppressWarnings("NullAway") // Callers without null analysis exist.
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> Sample.measured(1, null));
    }
}
