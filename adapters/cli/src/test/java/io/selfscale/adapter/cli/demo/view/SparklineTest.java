package io.selfscale.adapter.cli.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {

    @Test
    void showsTheGreatestValueOfEachBar() {
        Sparkline line = new Sparkline(/* unicode= */ false, 4, 4);
        line.add(0.1, 0);
        line.add(1.1, 9);
        line.add(1.2, 1);
        line.add(2.1, 5);

        assertThat(line.text()).isEqualTo(" @+");
    }

    @Test
    void neverGrowsBeyondItsWidth() {
        Sparkline line = new Sparkline(/* unicode= */ true, 10, 10);
        for (int i = 0; i < 1_000; i++) {
            line.add(i / 10.0, i);
        }

        assertThat(line.text()).hasSize(10).endsWith("█");
    }
}
