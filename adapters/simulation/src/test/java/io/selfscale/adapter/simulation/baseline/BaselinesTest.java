package io.selfscale.adapter.simulation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.adapter.simulation.backtest.Backtest;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.backtest.StandardWorld;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.adapter.simulation.world.ReplicaHistory;
import io.selfscale.adapter.simulation.world.TickRecord;
import io.selfscale.engine.spec.PoolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {

    private static final Setting HOUR = standard(hour(1));

    /** An hour of the mean image request, at an offered load that goes from 2 replicas to 6 and back. */
    private static Demand hour(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Demand.Builder demand = Demand.named("hour");
        double at = 0;
        while (true) {
            double load = 2 + 4 * Math.max(0, Math.sin((at - 600) / 2400 * Math.PI));
            at += -Math.log(1 - random.nextDouble()) / (load * 8 / 7.05);
            if (at >= 3600) {
                return demand.lasting(Duration.ofHours(1));
            }
            demand.add(at, 637, 844, 134);
        }
    }

    private static Setting standard(Demand demand) {
        return StandardWorld.setting(demand, ReplicaModel.VLM_8B, Duration.ofSeconds(60), 1, 1, 1, 60);
    }

    private static Contender named(String name) {
        return Objects.requireNonNull(Baselines.named(name), name);
    }

    private static Outcome run(String name) {
        return Backtest.run(named(name), HOUR);
    }

    private static List<String> names() {
        return Baselines.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void areFoundByNameAndRun(String name) {
        Outcome outcome = run(name);
        assertThat(outcome.policy()).isEqualTo(name);
        assertThat(outcome.figures().attainment()).isBetween(0.2, 1.0);
        assertThat(outcome.figures().replicaHours()).isBetween(3.5, 20.0);
        for (TickRecord tick : outcome.run().ticks()) {
            assertThat(tick.requested()).isBetween(1, 60);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void giveTheSameRunTwice(String name) {
        assertThat(run(name).figures()).isEqualTo(run(name).figures());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hpa", "hpa-", "hpa-x", "hpa-0", "hpa-0.0", "HPA-0.4", "static", ""})
    void areNotMadeUp(String name) {
        assertThat(Baselines.named(name)).isNull();
    }

    @Test
    void takeAnyTargetOfAnHpa() {
        double greedy = run("hpa-0.3").figures().replicaHours();
        double lean = run("hpa-0.9").figures().replicaHours();
        assertThat(greedy).isGreaterThan(2 * lean);
    }

    @Test
    void staticPeakIsTheSmallestFleetThatReachesTheGoal() {
        Outcome peak = run("static-peak");
        int replicas = peak.run().replicas().size();
        assertThat(peak.note()).isEqualTo(replicas + " replicas");
        assertThat(peak.figures().attainment()).isGreaterThanOrEqualTo(0.99);
        Outcome fewer = Backtest.run(new ConstantFleet("fewer", "", replicas - 1), HOUR);
        assertThat(fewer.figures().attainment()).isLessThan(0.99);
        assertThat(peak.figures().actions()).isZero();
    }

    @Test
    void staticPeakTellsWhereNoFleetIsLargeEnough() {
        Outcome outcome = Backtest.run(named("static-peak"), new Setting(HOUR.demand(), HOUR.world(), 1, 3));
        assertThat(outcome.note()).isEqualTo("3 replicas, the most allowed: no constant fleet reaches 99 %");
        assertThat(outcome.run().replicas()).hasSize(3);
    }

    @Test
    void searchesFollowTheGoalOfTheSetting() {
        Setting modest = new Setting(HOUR.demand(), HOUR.world(), 1, 60, 0.8);
        assertThat(Backtest.run(named("clairvoyant"), modest).figures().attainment())
                .isBetween(0.8, 0.99);
        assertThat(target(Backtest.run(named("hpa-tuned"), modest))).isGreaterThan(target(run("hpa-tuned")));
    }

    @Test
    void staticMeanHasTheMeanLoadAtSeventyPercent() {
        // About 3.7 replicas of load.
        assertThat(run("static-mean").note()).isEqualTo("5 replicas");
    }

    /** Returns what {@code hpa-tuned} found. */
    private static double target(Outcome tuned) {
        return Double.parseDouble(tuned.note().replaceAll("target (.*) of the slots", "$1"));
    }

    @Test
    void tunedHpaHasTheLargestTargetThatReachesTheGoal() {
        Outcome tuned = run("hpa-tuned");
        assertThat(tuned.figures().attainment()).isGreaterThanOrEqualTo(0.99);
        String next = "hpa-" + (Math.round(100 * target(tuned)) + 5) / 100.0;
        assertThat(run(next).figures().attainment()).isLessThan(0.99);
    }

    @Test
    void clairvoyantReachesTheGoalForLessThanAnyOther() {
        Outcome clairvoyant = run("clairvoyant");
        assertThat(clairvoyant.figures().attainment()).isGreaterThanOrEqualTo(0.99);
        assertThat(clairvoyant.figures().replicaHours())
                .isLessThan(run("hpa-tuned").figures().replicaHours())
                .isLessThan(run("static-peak").figures().replicaHours());
    }

    @Test
    void clairvoyantOrdersTheStartupTimeAhead() {
        // Nothing, and then all at once: what is needed at 1200 s must have been ordered 60 s before.
        Demand.Builder demand = Demand.named("step");
        demand.add(0, 637, 844, 134);
        for (int i = 0; i < 3000; i++) {
            demand.add(1200 + i / 5.0, 637, 844, 134);
        }
        Outcome outcome = Backtest.run(named("clairvoyant"), standard(demand.lasting(Duration.ofMinutes(30))));
        assertThat(outcome.figures().attainment()).isGreaterThanOrEqualTo(0.99);
        double first = outcome.run().replicas().stream()
                .mapToDouble(ReplicaHistory::orderedSeconds)
                .filter(seconds -> seconds > 0)
                .min()
                .orElseThrow();
        assertThat(first).isEqualTo(1140);
    }

    @Test
    void clairvoyantTellsWhereTheGoalCannotBeReached() {
        Outcome outcome = Backtest.run(named("clairvoyant"), new Setting(HOUR.demand(), HOUR.world(), 1, 3));
        assertThat(outcome.note()).endsWith("times the known work: 99 % cannot be reached");
    }

    @Test
    void clairvoyantSpillsToTheNextPoolWhereOneIsFull() {
        PoolModel dear = PoolModel.plain("dear", Duration.ofSeconds(60), 2);
        PoolModel cheap = new PoolModel(
                "cheap",
                PoolSpec.Kind.ON_DEMAND,
                4,
                1,
                0,
                StartupDistribution.always(Duration.ofSeconds(60)),
                PoolModel.Faults.NONE);
        Setting setting = new Setting(HOUR.demand(), HOUR.world().withPools(List.of(cheap, dear)), 1, 60);
        Outcome outcome = Backtest.run(named("clairvoyant"), setting);
        assertThat(outcome.run().replicas().stream().map(ReplicaHistory::pool).distinct())
                .contains("cheap", "dear");
        assertThat(outcome.figures().attainment()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void keepOneReplicaWhereTheSettingAllowsNone() {
        Setting toZero = new Setting(HOUR.demand(), HOUR.world(), 0, 60);
        assertThat(Backtest.run(named("hpa-default"), toZero).figures().replicaHours())
                .isEqualTo(run("hpa-default").figures().replicaHours());
    }

    @Test
    void aSearchCanBeEnded() {
        assertThatThrownBy(() -> Backtest.run(named("static-peak"), HOUR, share -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }
}
