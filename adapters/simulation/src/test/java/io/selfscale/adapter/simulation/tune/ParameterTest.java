package io.selfscale.adapter.simulation.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ParameterTest {

    private static final Parameter WINDOW = new Parameter("window", Scale.LOG, 15, 240, 60, 1);
    private static final Parameter SHARE = new Parameter("share", Scale.ODDS, 0.9, 0.999, 0.99, 0.001);

    @Test
    void durationsAreHalvedAndDoubledInEqualSteps() {
        assertThat(WINDOW.at(0)).isEqualTo(15);
        assertThat(WINDOW.at(0.25)).isEqualTo(30);
        assertThat(WINDOW.at(0.5)).isEqualTo(60);
        assertThat(WINDOW.at(1)).isEqualTo(240);
        assertThat(WINDOW.unit(120)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void sharesTakeStepsOfTheirOdds() {
        // Odds of 9 and of 999: in the middle is the geometric mean, 94.8.
        assertThat(SHARE.at(0.5)).isCloseTo(0.990, within(1e-12));
        assertThat(SHARE.at(0)).isEqualTo(0.9);
        assertThat(SHARE.at(1)).isEqualTo(0.999);
    }

    @Test
    void valuesAreMultiplesOfTheGrainWithThreeDigits() {
        assertThat(new Parameter("x", Scale.LOG, 1, 1e6, 10, 0).at(0.123)).isEqualTo(5.47);
        assertThat(new Parameter("x", Scale.LOG, 1000, 100_000, 2000, 1).at(0.4321))
                .isEqualTo(7310);
        assertThat(new Parameter("x", Scale.LINEAR, 0, 1, 0.5, 0.1).at(0.31)).isEqualTo(0.3);
    }

    @Test
    void whatIsBesideAWholeNumberIsTheNextOne() {
        Parameter steps = new Parameter("add", Scale.LOG, 1, 8, 2, 1);
        assertThat(steps.beside(2, 0.01)).containsExactly(1.0, 3.0);
        assertThat(steps.beside(1, 0.01)).containsExactly(2.0);
        assertThat(steps.beside(8, 0.01)).containsExactly(7.0);
    }

    @Test
    void whatIsBesideASwitchIsItsOtherState() {
        assertThat(Parameter.onOff("forecast", true).beside(1, 0.08)).containsExactly(0.0);
        assertThat(Parameter.onOff("forecast", true).beside(0, 0.08)).containsExactly(1.0);
    }

    @Test
    void aGivenValueMayBeOutsideOfTheRange() {
        Parameter narrowed = new Parameter("window", Scale.LOG, 15, 30, 60, 1);
        assertThat(narrowed.unit(60)).isEqualTo(1);
        assertThat(narrowed.beside(30, 0.2)).containsExactly(26.0);
    }

    @Test
    void rangesMustBeOnTheScale() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("x", Scale.LOG, 0, 1, 1, 0))
                .withMessage("the range of x must be rising and on the scale LOG but was 0.0 to 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Parameter("x", Scale.ODDS, 0.5, 1, 0.6, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Parameter("x", Scale.LINEAR, 2, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Parameter("x", Scale.LINEAR, 0, 1, Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Parameter("x", Scale.LINEAR, 0, 1, 1, -1));
    }
}
