package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeFactorTest {

    @Test
    void playsThreeHoursInNinetySecondsAtOneHundredAndTwenty() {
        TimeFactor factor = TimeFactor.of(Duration.ofSeconds(90));

        assertThat(factor.value()).isEqualTo(120);
        assertThat(factor.shrink(Duration.ofMinutes(5))).isEqualTo(Duration.ofMillis(2_500));
        assertThat(factor.shrink(Duration.ofMinutes(30))).isEqualTo(Duration.ofSeconds(15));
        assertThat(factor.shrink(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void isTheSpeedupOfAThreeHourTrace() {
        assertThat(TimeFactor.of(Duration.ofMinutes(6)).value()).isEqualTo(30);
    }

    @Test
    void leavesRealTimeAlone() {
        assertThat(TimeFactor.of(Duration.ofHours(3)).shrink(Duration.ofMinutes(1)))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void refusesAFactorThatIsNotPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeFactor(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeFactor(Double.NaN));
    }
}
