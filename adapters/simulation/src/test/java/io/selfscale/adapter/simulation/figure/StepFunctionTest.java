package io.selfscale.adapter.simulation.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StepFunctionTest {

    private static final StepFunction STEPS =
            new StepFunction(new double[] {0, 10, 20, 30}, new int[] {1, 3, 3, 2}, 40);

    @Test
    void holdsEachValueFromItsBeginningOn() {
        assertThat(STEPS.at(0)).isEqualTo(1);
        assertThat(STEPS.at(9.999)).isEqualTo(1);
        assertThat(STEPS.at(10)).isEqualTo(3);
        assertThat(STEPS.at(39)).isEqualTo(2);
        assertThat(STEPS.endSeconds(0)).isEqualTo(10);
        assertThat(STEPS.endSeconds(3)).isEqualTo(40);
    }

    @Test
    void countsOnlyRealChanges() {
        assertThat(STEPS.changes()).isEqualTo(2);
        assertThat(STEPS.greatest()).isEqualTo(3);
    }

    @Test
    void refusesWhatIsNoFunction() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepFunction(new double[] {0, 0}, new int[] {1, 2}, 3))
                .withMessageContaining("ascend");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepFunction(new double[] {1}, new int[] {1}, 3))
                .withMessageContaining("from 0 s on");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepFunction(new double[] {0}, new int[] {1}, 0))
                .withMessageContaining("end");
    }
}
