package io.selfscale.inference.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.inference.prompt.VisualTokens.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PositionsProperties {

    @Property(tries = 300)
    void theDeltaIsTheSumOverTheRunsAndTheNextPositionFollowsTheLargest(
            @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 399) Integer> shapes,
            @ForAll @IntRange(min = 0, max = 5) int gap,
            @ForAll @IntRange(min = 1, max = 5) int tail) {
        List<VisualTokens> runs = new ArrayList<>();
        int at = gap;
        int delta = 0;
        for (int shape : shapes) {
            int rows = 1 + shape / 20;
            int columns = 1 + shape % 20;
            runs.add(new VisualTokens(Kind.IMAGE, runs.size(), 0, at, rows, columns));
            at += rows * columns + gap;
            delta += Math.max(rows, columns) - rows * columns;
        }
        int length = at + tail;
        Positions positions = Positions.of(length, runs);
        assertThat(positions.ropeDelta()).isEqualTo(delta).isNotPositive();
        int largest = Stream.of(positions.time(), positions.row(), positions.column())
                .flatMapToInt(IntStream::of)
                .max()
                .orElse(-1);
        assertThat(largest).isEqualTo(length + delta - 1);
    }
}
