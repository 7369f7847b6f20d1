package io.selfscale.adapter.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.adapter.cli.failure.UsageException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionValueTest {

    @ParameterizedTest
    @CsvSource({
        "15s, PT15S",
        "0h, PT0S",
        "1.5h, PT1H30M",
        "1h30m, PT1H30M",
        "250ms, PT0.25S",
        "2d, PT48H",
        "' 90m ', PT1H30M",
        "0.000000001s, PT0.000000001S"
    })
    void readsDurations(String text, Duration expected) {
        assertThat(new OptionValue("--lag", text).duration(/* zero= */ true)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "s", "-1s", "1 s", "1s!", "NaN", "1e9s", "99999d", "1y", "١s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> new OptionValue("--lag", text).duration(/* zero= */ true))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--lag must be a time such as 15s")
                .hasMessageEndingWith("but was '" + text + "'");
    }

    @Test
    void zeroIsADurationOnlyWhereItMayBe() {
        assertThatThrownBy(() -> new OptionValue("--tick", "0s").duration(/* zero= */ false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("above zero");
    }
}
