package io.selfscale.adapter.simulation.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DemandCurveTest {

    /** Each request holds one of 4 slots for 2 s. */
    private static final ReplicaModel MODEL = new ReplicaModel(4, 2, 0, 0, 1e-9, 0);

    private static Demand demand(double perSecond, double seconds, Duration length) {
        Demand.Builder demand = Demand.named("even");
        for (int i = 0; i < perSecond * seconds; i++) {
            demand.add(i / perSecond, 0, 0, 0);
        }
        return demand.lasting(length);
    }

    private static DemandCurve.Objective p95(double longestWait, int max) {
        return new DemandCurve.Objective(longestWait, 0.95, 1, max);
    }

    @Test
    void followsTheTableOfErlangSizing() {
        // Semantics section 9.5: S = 2 s, p95 of the wait at most 1 s, k = 4.
        assertThat(atRate(1)).isEqualTo(2);
        assertThat(atRate(3)).isEqualTo(3);
        assertThat(atRate(6)).isEqualTo(4);
        assertThat(atRate(12)).isEqualTo(7);
        assertThat(atRate(24)).isEqualTo(14);
    }

    private static int atRate(double perSecond) {
        return DemandCurve.of(demand(perSecond, 60, Duration.ofMinutes(1)), MODEL, p95(1, 60))
                .value(0);
    }

    @Test
    void isZeroWithoutArrivalsAndNeverAboveTheLargestCount() {
        StepFunction curve = DemandCurve.of(demand(24, 60, Duration.ofMinutes(3)), MODEL, p95(1, 9));
        assertThat(curve.steps()).isEqualTo(3);
        assertThat(curve.value(0)).isEqualTo(9);
        assertThat(curve.value(1)).isZero();
    }

    @Test
    void givesAShortRestToTheLastMinute() {
        StepFunction curve = DemandCurve.of(demand(3, 61, Duration.ofSeconds(61)), MODEL, p95(1, 60));
        assertThat(curve.steps()).isEqualTo(1);
        assertThat(curve.endSeconds()).isEqualTo(61);
        assertThat(DemandCurve.of(demand(3, 90, Duration.ofSeconds(90)), MODEL, p95(1, 60))
                        .steps())
                .isEqualTo(2);
    }

    @Test
    void endsEarlyWhereOnlyItsBeginningIsAskedFor() {
        StepFunction curve = DemandCurve.of(demand(3, 600, Duration.ofMinutes(10)), MODEL, p95(1, 60), 300);
        assertThat(curve.steps()).isEqualTo(5);
    }
}
