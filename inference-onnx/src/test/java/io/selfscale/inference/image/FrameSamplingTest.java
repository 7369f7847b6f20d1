package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameSamplingTest {

    @Test
    void spreadsFramesEvenlyAndRoundsHalvesToEven() {
        List<Integer> indexes = FrameSampling.indexes(300, 30, TestConfigs.VIDEO);

        assertThat(indexes).hasSize(20).startsWith(0, 16, 31, 47, 63, 79).endsWith(299);
        assertThat(FrameSampling.indexes(90, 30, TestConfigs.VIDEO)).containsExactly(0, 18, 36, 53, 71, 89);
        assertThat(FrameSampling.indexes(20, 30, TestConfigs.VIDEO)).containsExactly(0, 6, 13, 19);
    }

    @Test
    void looksAtNoMoreFramesThanThereAreOrAreAllowed() {
        assertThat(FrameSampling.indexes(1, 30, TestConfigs.VIDEO)).containsExactly(0);
        assertThat(FrameSampling.indexes(3, 30, TestConfigs.VIDEO)).containsExactly(0, 1, 2);
        assertThat(FrameSampling.indexes(1_000_000, 1, TestConfigs.VIDEO))
                .hasSize(768)
                .endsWith(999_999);
    }

    @Test
    void namesTheMiddleOfEachPairOfFrames() {
        List<Integer> indexes = FrameSampling.indexes(300, 30, TestConfigs.VIDEO);

        assertThat(FrameSampling.timestamps(indexes, 30, 2))
                .hasSize(10)
                .startsWith("0.3", "1.3", "2.4", "3.4", "4.5")
                .endsWith("9.7");
        assertThat(FrameSampling.timestamps(List.of(0, 3, 6, 9), 4, 2)).containsExactly("0.4", "1.9");
    }

    @Test
    void repeatsTheLastFrameOfAnOddNumberAndRoundsTheBinaryValueHalfToEven() {
        assertThat(FrameSampling.timestamps(List.of(0, 1, 2, 3, 4), 2, 2)).containsExactly("0.2", "1.2", "2.0");
        assertThat(FrameSampling.timestamps(List.of(0, 3), 2, 2)).containsExactly("0.8");
    }

    @Test
    void refusesRatesThatCannotBe() {
        assertThatThrownBy(() -> FrameSampling.indexes(10, 0, TestConfigs.VIDEO))
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> FrameSampling.timestamps(List.of(0), Double.NaN, 2))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> FrameSampling.indexes(0, 1, TestConfigs.VIDEO))
                .hasMessageContaining("at least 1 frame");
    }
}
