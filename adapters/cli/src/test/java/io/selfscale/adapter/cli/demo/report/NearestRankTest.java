package io.selfscale.adapter.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestRankTest {

    private static final List<Double> FIVE = List.of(5.0, 1.0, 4.0, 2.0, 3.0);

    @Test
    void isAValueThatIsThere() {
        assertThat(NearestRank.of(FIVE, 0.5)).isEqualTo(3);
        assertThat(NearestRank.of(FIVE, 0.95)).isEqualTo(5);
        assertThat(NearestRank.of(FIVE, 0.2)).isEqualTo(1);
        assertThat(NearestRank.of(FIVE, 0.21)).isEqualTo(2);
        assertThat(NearestRank.of(FIVE, 1)).isEqualTo(5);
    }

    @Test
    void isNullOfNothing() {
        assertThat(NearestRank.of(List.of(), 0.5)).isNull();
    }

    @Test
    void refusesAShareOutsideItsRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> NearestRank.of(FIVE, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> NearestRank.of(FIVE, 50));
    }
}
