package io.selfscale.adapter.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {

    @ParameterizedTest
    @CsvSource({
        "5m, DURATION, 300, 7.25, 7s250ms",
        "1h30m, DURATION, 5400, 3725, 1h2m5s",
        "500ms, DURATION, 0.5, 0.25, 250ms",
        "0s, DURATION, 0, 0, 0s",
        "70%, PERCENT, 0.7, 0.655, 65.5%",
        "99%, PERCENT, 0.99, 0.9975, 99.75%",
        "50%, PERCENT, 0.5, 2, 200%",
        "3, INTEGER, 3, 5.0, 5",
        "-2, INTEGER, -2, -4, -4",
        "0.8, DECIMAL, 0.8, 0.7512345, 0.7512",
        "2.5, DECIMAL, 2.5, 7.3, 7.3",
        "2/replica, INTEGER, 2, 3, 3/replica",
        "0.1/replica, DECIMAL, 0.1, 0.25, 0.25/replica"
    })
    void numbersAreReadAndWrittenInTheWayTheyStandThere(
            String text, Notation.Kind kind, double value, double other, String written) {
        Notation.Value read = Objects.requireNonNull(Notation.read(text, /* isManifest= */ false));

        assertThat(read.notation().kind()).isEqualTo(kind);
        assertThat(read.value()).isEqualTo(value);
        assertThat(read.notation().write(other)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"500m, 500, 250m", "2k, 2, 3k", "70, 70, 65", "1Gi, 1, 2Gi"})
    void quantitiesOfManifestsKeepTheirUnit(String text, double value, String written) {
        Notation.Value read = Objects.requireNonNull(Notation.read(text, /* isManifest= */ true));

        assertThat(read.value()).isEqualTo(value);
        assertThat(read.notation().write(Double.parseDouble(written.replaceAll("[^0-9.]", ""))))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sustained", "p95", "5 m", "1e5", "2026-11-11T20:00", "11-11", "20:00", "5m!", "%"})
    void whatIsNoNumberIsNone(String text) {
        assertThat(Notation.read(text, /* isManifest= */ false)).isNull();
    }
}
