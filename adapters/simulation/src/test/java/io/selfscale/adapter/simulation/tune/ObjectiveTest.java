package io.selfscale.adapter.simulation.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ObjectiveTest {

    private static final Objective CHEAPEST = new Objective.Cheapest(0.99);
    private static final Objective MOST = new Objective.MostInTime(20);

    @Test
    void theCheapestOfThoseThatKeepThePromiseIsBest() {
        assertThat(CHEAPEST.isBetter(new Score(10, 0.99), new Score(11, 1))).isTrue();
        assertThat(CHEAPEST.isBetter(new Score(10, 0.9899), new Score(11, 0.99)))
                .isFalse();
        assertThat(CHEAPEST.isBetter(new Score(11, 0.99), new Score(10, 0.9899)))
                .isTrue();
        assertThat(CHEAPEST.isBetter(new Score(10, 0.99), new Score(10, 0.99))).isFalse();
    }

    @Test
    void ofThoseThatDoNotTheNearestIsBest() {
        assertThat(CHEAPEST.isBetter(new Score(30, 0.98), new Score(10, 0.97))).isTrue();
        assertThat(CHEAPEST.isBetter(new Score(10, 0.97), new Score(30, 0.97))).isTrue();
        assertThat(CHEAPEST.shortfall(new Score(30, 0.98))).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void whatWasGivenUpIsNeverBetterThanWhatWasNot() {
        Score abandoned = new Score(0, 0.95, /* isAbandoned= */ true);
        assertThat(CHEAPEST.isBetter(abandoned, new Score(99, 0.5))).isFalse();
        assertThat(CHEAPEST.isBetter(new Score(99, 0.5), abandoned)).isTrue();
        assertThat(CHEAPEST.hopeless()).isCloseTo(0.96, within(1e-12));
    }

    @Test
    void forACostTheMostInTimeIsBest() {
        assertThat(MOST.isBetter(new Score(20, 0.98), new Score(5, 0.97))).isTrue();
        assertThat(MOST.isBetter(new Score(21, 1), new Score(20, 0.5))).isFalse();
        assertThat(MOST.isBetter(new Score(21, 0.5), new Score(22, 1))).isTrue();
        assertThat(MOST.hopeless()).isZero();
    }

    @Test
    void whatIsOfInterestDominatesWhatIsNot() {
        Fitness far = Fitness.of(CHEAPEST, new Score(1, 0.9));
        Fitness near = Fitness.of(CHEAPEST, new Score(30, 0.985));
        Fitness good = Fitness.of(CHEAPEST, new Score(31, 0.995));
        assertThat(Fitness.dominance(near, far)).isEqualTo(1);
        assertThat(Fitness.dominance(far, near)).isEqualTo(-1);
        assertThat(Fitness.dominance(near, good)).isZero();
        // Better than a third of the allowed misses is good enough.
        assertThat(Fitness.dominance(
                        Fitness.of(CHEAPEST, new Score(31, 0.998)), Fitness.of(CHEAPEST, new Score(32, 1))))
                .isEqualTo(1);
        assertThat(Fitness.dominance(good, Fitness.UNKNOWN)).isEqualTo(1);
        assertThat(good.compareTo(near)).isNegative();
    }

    @Test
    void objectivesMustBePossible() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Objective.Cheapest(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Objective.MostInTime(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Score(-1, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Score(1, Double.NaN));
    }
}
