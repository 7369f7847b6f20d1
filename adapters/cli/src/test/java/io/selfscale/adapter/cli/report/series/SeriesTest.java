package io.selfscale.adapter.cli.report.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.backtest.Backtest;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.StandardWorld;
import io.selfscale.adapter.simulation.baseline.Baselines;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.StepFunction;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {

    private static Outcome steady(String policy) {
        Demand.Builder demand = Demand.named("steady");
        for (int i = 0; i < 6_000; i++) {
            demand.add(i < 3_000 ? i * 0.6 : 1_800 + (i - 3_000) * 0.2, 300, 0, 100);
        }
        return Backtest.run(
                Objects.requireNonNull(Baselines.named(policy)),
                StandardWorld.setting(
                        demand.lasting(Duration.ofMinutes(40)),
                        ReplicaModel.VLM_8B,
                        Duration.ofSeconds(60),
                        /* pricePerHour= */ 3,
                        /* seed= */ 1,
                        1,
                        20));
    }

    @ParameterizedTest
    @CsvSource({
        "600, 15, 1500, 15, 40",
        "172800, 15, 1500, 120, 1440",
        "604800, 15, 1500, 600, 1008",
        "604800, 15, 240, 3600, 168",
        "100, 7, 50, 10, 10",
        "31536000, 15, 240, 172800, 183"
    })
    void binsAreRoundAndFew(double end, double least, int most, double seconds, int count) {
        assertThat(TimeBins.of(end, least, most)).isEqualTo(new TimeBins(seconds, count, end));
    }

    @Test
    void stepsKeepTheirPeaksAndTroughs() {
        StepFunction function = StepFunction.of(10, 1, 5, 2, 2, 0, 3);
        TimeBins bins = new TimeBins(30, 2, 60);
        assertThat(StepBins.greatest(function, bins)).containsExactly(5, 3);
        assertThat(StepBins.least(function, bins)).containsExactly(1, 0);
        assertThat(StepBins.greatest(function, new TimeBins(5, 12, 60)))
                .containsExactly(1, 1, 5, 5, 2, 2, 2, 2, 0, 0, 3, 3);
    }

    @Test
    void lagGrowsUntilEnoughAreReady() {
        StepFunction demand = StepFunction.of(10, 1, 3, 3, 3, 1, 1);
        StepFunction supply = StepFunction.of(10, 1, 1, 2, 3, 3, 3);
        assertThat(Lag.of(supply, demand, new TimeBins(10, 6, 60))).containsExactly(0, 10, 20, 0, 0, 0);
    }

    @Test
    void arrivalsPerSecondAddUpToAllRequests() {
        Demand demand = steady("static-mean").setting().demand();
        TimeBins bins = TimeBins.of(demand.seconds(), 60, 100);
        double[] rate = RequestBins.arrivalsPerSecond(demand, bins);
        assertThat(rate[1]).isEqualTo(100 / 60.0, within(0.05));
        assertThat(Arrays.stream(rate).sum() * 60).isEqualTo(6_000, within(1e-6));
    }

    @Test
    void sharesOfTheBinsAgreeWithTheFigureOfTheRun() {
        Outcome outcome = steady("hpa-default");
        Demand demand = outcome.setting().demand();
        TimeBins bins = TimeBins.of(demand.seconds(), 60, 100);
        RequestBins requests = RequestBins.of(
                outcome.run(), bins, i -> outcome.run().requests().startSeconds(i) - demand.arrivalSeconds(i) <= 2);
        double[] rate = RequestBins.arrivalsPerSecond(demand, bins);
        double good = 0;
        for (int bin = 0; bin < bins.count(); bin++) {
            good += rate[bin] == 0 ? 0 : rate[bin] * 60 * requests.inTimePct()[bin] / 100;
            if (rate[bin] > 0) {
                assertThat(requests.p50()[bin]).isLessThanOrEqualTo(requests.p99()[bin]);
            } else {
                assertThat(requests.p99()[bin]).isNaN();
            }
        }
        assertThat(good / demand.size()).isEqualTo(outcome.figures().attainment(), within(1e-9));
        assertThat(outcome.figures().attainment()).isLessThan(1);
    }

    @Test
    void costOnlyGrowsAndEndsAtTheCostOfTheRun() {
        Outcome outcome = steady("hpa-default");
        TimeBins bins = TimeBins.of(outcome.setting().demand().seconds(), 15, 1_000);
        double[] cost = TickBins.of(outcome.run(), bins).cost();
        assertThat(cost).isSorted();
        assertThat(cost[0]).isLessThan(cost[cost.length - 1] / 10);
        assertThat(cost[cost.length - 1]).isEqualTo(outcome.run().cost(), within(1e-9));
    }

    @Test
    void actionsAreTheChangesOfTheFigures() {
        Outcome outcome = steady("hpa-default");
        var actions = Action.of(outcome.run());
        assertThat(actions).hasSize(outcome.figures().actions()).isNotEmpty();
        assertThat(actions.get(0).from()).isEqualTo(outcome.run().settings().initialReplicas());
        for (int i = 1; i < actions.size(); i++) {
            assertThat(actions.get(i).from()).isEqualTo(actions.get(i - 1).to());
        }
        assertThat(actions).allSatisfy(action -> assertThat(action.decision()).isNotNull());
    }
}
