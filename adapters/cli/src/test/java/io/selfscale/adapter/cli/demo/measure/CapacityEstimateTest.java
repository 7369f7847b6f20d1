package io.selfscale.adapter.cli.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CapacityEstimateTest {

    @Test
    void beginsWithWhatWasMeasuredBeforehand() {
        assertThat(new CapacityEstimate(12, 2).perSecond()).isCloseTo(12, within(1e-9));
    }

    @Test
    void staysWhileWorkersAreIdle() {
        CapacityEstimate estimate = new CapacityEstimate(12, 2);

        estimate.add(0, 0);

        assertThat(estimate.perSecond()).isCloseTo(12, within(1e-9));
    }

    @Test
    void followsTheLoad() {
        CapacityEstimate estimate = new CapacityEstimate(12, 2);
        for (int i = 0; i < 600; i++) {
            estimate.add(2, 0.25);
        }

        assertThat(estimate.perSecond()).isCloseTo(8, within(0.05));
    }

    @Test
    void staysPositiveWhenNothingIsCompleted() {
        CapacityEstimate estimate = new CapacityEstimate(12, 2);
        for (int i = 0; i < 10_000; i++) {
            estimate.add(0, 1);
        }

        assertThat(estimate.perSecond()).isPositive();
    }

    @Test
    void refusesNonsense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CapacityEstimate(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapacityEstimate(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapacityEstimate(1, 0));
    }
}
