package io.selfscale.adapter.simulation.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void areNearestRanks() {
        double[] values =
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
        assertThat(Percentiles.of(values)).isEqualTo(new Percentiles(50, 95, 99));
    }

    @Test
    void areNotMovedByTheRoundingOfAShare() {
        // 0.95 * 20 is 19 exactly in decimal numbers only.
        double[] values = IntStream.rangeClosed(1, 20).mapToDouble(i -> i).toArray();
        assertThat(Percentiles.of(values)).isEqualTo(new Percentiles(10, 19, 20));
    }

    @Test
    void ofOneValueAreThatValueAndOfNoneAreUnknown() {
        assertThat(Percentiles.of(new double[] {7})).isEqualTo(new Percentiles(7, 7, 7));
        assertThat(Percentiles.of(new double[0]).p50()).isNaN();
    }
}
