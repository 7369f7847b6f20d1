package io.selfscale.inference.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.inference.prompt.VisualTokens.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PositionsTest {

    /** A 640 x 480 image after four ids of text and before nine. */
    @Test
    void anImageCountsRowsAndColumnsAndThenAdvancesByItsLongerSide() {
        Positions positions = Positions.of(313, List.of(new VisualTokens(Kind.IMAGE, 0, 0, 4, 15, 20)));

        for (int[] axis : List.of(positions.time(), positions.row(), positions.column())) {
            assertThat(IntStream.of(axis).limit(4)).containsExactly(0, 1, 2, 3);
            assertThat(IntStream.of(axis).skip(304)).containsExactly(24, 25, 26, 27, 28, 29, 30, 31, 32);
        }
        for (int row = 0; row < 15; row++) {
            for (int column = 0; column < 20; column++) {
                int at = 4 + row * 20 + column;
                assertThat(positions.time()[at]).isEqualTo(4);
                assertThat(positions.row()[at]).isEqualTo(4 + row);
                assertThat(positions.column()[at]).isEqualTo(4 + column);
            }
        }
        assertThat(positions.ropeDelta()).isEqualTo(-280);
    }

    @Test
    void severalRunsAddUp() {
        List<VisualTokens> runs = List.of(
                new VisualTokens(Kind.IMAGE, 0, 0, 2, 2, 3),
                new VisualTokens(Kind.IMAGE, 1, 0, 10, 4, 2),
                new VisualTokens(Kind.VIDEO, 0, 0, 20, 2, 3),
                new VisualTokens(Kind.VIDEO, 0, 1, 28, 2, 3),
                new VisualTokens(Kind.VIDEO, 0, 2, 36, 2, 3));
        assertThat(Positions.of(50, runs).ropeDelta()).isEqualTo(-16);
        assertThat(Positions.of(20, List.of(new VisualTokens(Kind.IMAGE, 0, 0, 1, 3, 5)))
                        .ropeDelta())
                .isEqualTo(-10);
    }

    @Test
    void textAloneCountsUp() {
        Positions positions = Positions.of(3, List.of());
        assertThat(positions.time()).containsExactly(0, 1, 2);
        assertThat(positions.column()).containsExactly(0, 1, 2);
        assertThat(positions.ropeDelta()).isZero();
        assertThat(Positions.of(0, List.of()).time()).isEmpty();
    }

    @Test
    void runsMustLieInThePromptInOrder() {
        VisualTokens first = new VisualTokens(Kind.IMAGE, 0, 0, 2, 2, 2);
        VisualTokens overlapping = new VisualTokens(Kind.IMAGE, 1, 0, 5, 2, 2);
        assertThatThrownBy(() -> Positions.of(20, List.of(first, overlapping)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Positions.of(5, List.of(first))).isInstanceOf(IllegalArgumentException.class);
    }
}
