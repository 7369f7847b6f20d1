package io.selfscale.adapter.cli.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadTotalsTest {

    @Test
    void offeredIsTheSumOfTheOthers() {
        assertThat(new LoadTotals(15, 1, 2, 3, 4, 5).offered()).isEqualTo(15);
        assertThatThrownBy(() -> new LoadTotals(16, 1, 2, 3, 4, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("offered must be the sum of the others, each at least 0, but they were 16");
        assertThatThrownBy(() -> new LoadTotals(1, 2, -1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
