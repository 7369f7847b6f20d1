package io.selfscale.adapter.simulation.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortfallsTest {

    @Test
    void lastFromTheNeedUntilItIsReady() {
        StepFunction demand = new StepFunction(new double[] {0, 100, 300}, new int[] {2, 5, 3}, 600);
        StepFunction supply = new StepFunction(new double[] {0, 130, 160}, new int[] {2, 4, 5}, 600);
        assertThat(Shortfalls.seconds(supply, demand)).containsExactly(60);
    }

    @Test
    void endWithTheNeedOrWithTheRun() {
        StepFunction demand = new StepFunction(new double[] {0, 10, 20, 50}, new int[] {1, 2, 1, 2}, 80);
        StepFunction supply = StepFunction.of(80, 1);
        assertThat(Shortfalls.seconds(supply, demand)).containsExactly(10, 30);
    }

    @Test
    void areNoneWhereTheSupplyIsEnough() {
        assertThat(Shortfalls.seconds(StepFunction.of(1, 3), StepFunction.of(1, 3)))
                .isEmpty();
    }

    @Test
    void overshootIsRelativeToTheGreatestDemand() {
        StepFunction demand = StepFunction.of(1, 2, 4, 1);
        assertThat(Shortfalls.overshootPct(StepFunction.of(1, 1, 5, 3), demand)).isEqualTo(25);
        assertThat(Shortfalls.overshootPct(StepFunction.of(1, 1, 2, 3), demand)).isZero();
        assertThat(Shortfalls.overshootPct(demand, StepFunction.of(1, 0))).isNaN();
    }
}
