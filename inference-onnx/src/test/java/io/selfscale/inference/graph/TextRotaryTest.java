package io.selfscale.inference.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.inference.checkpoint.TextConfig;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextRotaryTest {

    private static final TextRotary ROTARY =
            new TextRotary(new TextConfig(151936, 2048, 6144, 28, 16, 8, 128, 262144, 1e-6, 5e6, List.of(24, 20, 20)));

    @ParameterizedTest
    @CsvSource({
        "0, 4.0",
        "1, 5.500810",
        "2, 5.557759",
        "3, 1.941090",
        "4, 2.669392",
        "5, 2.697028",
        "57, 4.32e-6",
        "58, 5.95e-6",
        "59, 6.01e-6",
        "60, 2.10e-6",
        "63, 1.02e-6",
    })
    void frequenciesAreDealtOutToTheAxesInTurn(int index, double angle) {
        assertThat((double) ROTARY.angle(index, 4, 7, 9)).isCloseTo(angle, within(angle * 3e-3));
    }

    @Test
    void textTurnsAlikeOnAllAxes() {
        FloatBuffer cos = FloatBuffer.allocate(64);
        FloatBuffer sin = FloatBuffer.allocate(64);
        ROTARY.write(3, 3, 3, cos, sin);
        for (int index = 0; index < 64; index++) {
            double angle = 3 * Math.pow(5e6, -2.0 * index / 128);
            assertThat((double) cos.get(index)).isCloseTo(Math.cos(angle), within(1e-6));
            assertThat((double) sin.get(index)).isCloseTo(Math.sin(angle), within(1e-6));
        }
    }
}
