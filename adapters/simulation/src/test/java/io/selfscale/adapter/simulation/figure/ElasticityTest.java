package io.selfscale.adapter.simulation.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked numbers of semantics section 12. */
class ElasticityTest {

    private static final StepFunction DEMAND = StepFunction.of(1, 2, 2, 4, 6, 6, 5, 3, 2, 2, 2);
    private static final StepFunction SUPPLY = StepFunction.of(1, 2, 2, 2, 4, 6, 6, 6, 5, 3, 2);

    @Test
    void givesTheWorkedVector() {
        Elasticity elasticity = Elasticity.of(SUPPLY, DEMAND, 1);
        assertThat(elasticity.underProvisioningPct()).isCloseTo(100.0 / 12, within(1e-9));
        assertThat(elasticity.underProvisioningPct()).isCloseTo(8.33, within(0.005));
        assertThat(elasticity.overProvisioningPct()).isCloseTo(32.0, within(1e-9));
        assertThat(elasticity.underTimesharePct()).isCloseTo(20.0, within(1e-9));
        assertThat(elasticity.overTimesharePct()).isCloseTo(40.0, within(1e-9));
        assertThat(elasticity.missingReplicas()).isCloseTo(0.4, within(1e-12));
        assertThat(elasticity.superfluousReplicas()).isCloseTo(0.8, within(1e-12));
        assertThat(elasticity.instabilityPct()).isCloseTo(66.67, within(0.005));
        assertThat(SUPPLY.changes()).isEqualTo(5);
        assertThat(DEMAND.changes()).isEqualTo(5);
        assertThat(elasticity.jitterPerHour()).isZero();
        assertThat(elasticity.deviation()).isCloseTo(42.53, within(0.005));
        assertThat(elasticity.deviationWithInstability()).isCloseTo(68.02, within(0.005));
        assertThat(elasticity.noDemandShare()).isZero();
    }

    @Test
    void isTheSameWhereTheSameStepsAreWrittenShorter() {
        StepFunction merged = new StepFunction(new double[] {0, 3, 4, 7, 8, 9}, new int[] {2, 4, 6, 5, 3, 2}, 10);
        assertThat(Elasticity.of(merged, DEMAND, 1)).isEqualTo(Elasticity.of(SUPPLY, DEMAND, 1));
    }

    @Test
    void countsJitterPerHour() {
        StepFunction flapping = StepFunction.of(60, 2, 3, 2, 3, 2, 3);
        StepFunction flat = StepFunction.of(60, 2, 2, 2, 2, 2, 2);
        // 5 changes more in a tenth of an hour.
        assertThat(Elasticity.of(flapping, flat, 60).jitterPerHour()).isCloseTo(50, within(1e-9));
        assertThat(Elasticity.of(flat, flapping, 60).jitterPerHour()).isCloseTo(-50, within(1e-9));
    }

    @Test
    void skipsTimesWithoutDemandAndTellsTheirShare() {
        Elasticity elasticity = Elasticity.of(StepFunction.of(1, 1, 1, 2, 2), StepFunction.of(1, 0, 0, 4, 2), 1);
        assertThat(elasticity.noDemandShare()).isCloseTo(0.5, within(1e-12));
        // Half of what is needed is missing in one of the two instants with demand.
        assertThat(elasticity.underProvisioningPct()).isCloseTo(25, within(1e-9));
        assertThat(elasticity.overProvisioningPct()).isZero();
        // The timeshares are of all the time.
        assertThat(elasticity.overTimesharePct()).isCloseTo(50, within(1e-9));
        assertThat(elasticity.superfluousReplicas()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void hasNoAccuracyWithoutAnyDemand() {
        Elasticity elasticity = Elasticity.of(StepFunction.of(1, 1, 1), StepFunction.of(1, 0, 0), 1);
        assertThat(elasticity.underProvisioningPct()).isNaN();
        assertThat(elasticity.overProvisioningPct()).isNaN();
        assertThat(elasticity.overTimesharePct()).isCloseTo(100, within(1e-9));
        assertThat(elasticity.deviation()).isNaN();
    }

    @Test
    void isPerfectWhereSupplyIsDemand() {
        Elasticity elasticity = Elasticity.of(DEMAND, DEMAND, 1);
        assertThat(elasticity.deviationWithInstability()).isZero();
    }

    @Test
    void hasNoInstabilityOfOneStep() {
        assertThat(Elasticity.of(StepFunction.of(1, 1), StepFunction.of(1, 2), 1)
                        .instabilityPct())
                .isNaN();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // Imdoukh et al. 2019, World Cup 98: theta U, theta O, tau U, tau O, and the speed-up that follows from them.
        "none,   3.29, 3.06, 57.95, 57.05, 1.00",
        "ANN-1,  0.94, 3.51, 26.50, 73.20, 1.51",
        "LSTM-1, 0.48, 4.28, 15.85, 89.10, 1.84",
        "ANN-5,  5.07, 1.42, 76.50, 32.55, 1.17",
        "LSTM-5, 1.88, 2.62, 42.55, 57.25, 1.29"
    })
    void givesTheSpeedupOfAPublishedTable(
            String name, double thetaU, double thetaO, double tauU, double tauO, double eta) {
        ElasticSpeedup.Parts none = new ElasticSpeedup.Parts(3.29, 3.06, 57.95, 57.05);
        assertThat(ElasticSpeedup.of(none, new ElasticSpeedup.Parts(thetaU, thetaO, tauU, tauO)))
                .isCloseTo(eta, within(0.005));
    }

    @Test
    void takesThePartsOfTheSpeedupFromAComparison() {
        ElasticSpeedup.Parts parts = ElasticSpeedup.Parts.of(Elasticity.of(SUPPLY, DEMAND, 1));
        assertThat(ElasticSpeedup.of(parts, parts)).isCloseTo(1, within(1e-12));
        assertThat(parts.tauU()).isCloseTo(20, within(1e-9));
        assertThat(parts.tauO()).isCloseTo(40, within(1e-9));
    }
}
