package io.selfscale.adapter.simulation.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.backtest.StandardWorld;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {

    private static final Setting SURGE =
            StandardWorld.setting(surge(), ReplicaModel.VLM_8B, Duration.ofSeconds(60), 1, 1, 1, 60);

    /** Two hours at a load of 2 replicas, with a quarter of an hour of 7 from the second quarter on. */
    private static Demand surge() {
        SplittableRandom random = new SplittableRandom(7);
        Demand.Builder demand = Demand.named("surge");
        double at = 0;
        while (true) {
            double load = at >= 900 && at < 1800 ? 7 : 2;
            at += -Math.log(1 - random.nextDouble()) / (load * 8 / 7.05);
            if (at >= 7200) {
                return demand.lasting(Duration.ofHours(2));
            }
            demand.add(at, 637, 844, 134);
        }
    }

    private static Contender counted(int replicas, AtomicInteger decisions) {
        ConstantFleet fleet = new ConstantFleet("fleet", "", replicas);
        return new Contender() {
            @Override
            public String name() {
                return fleet.name();
            }

            @Override
            public Controller controller(Setting setting) {
                Controller inner = fleet.controller(setting);
                return seen -> {
                    decisions.incrementAndGet();
                    return inner.decide(seen);
                };
            }

            @Override
            public int initialReplicas(Setting setting) {
                return fleet.initialReplicas(setting);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 6, 7, 8, 9, 12})
    void saysWhatAWholeRunSays(int replicas) {
        for (double goal : new double[] {0.5, 0.9, 0.99, 0.999}) {
            Setting setting = new Setting(SURGE.demand(), SURGE.world(), 1, 60, goal);
            Contender fleet = new ConstantFleet("fleet", "", replicas);
            assertThat(Trial.reachesGoal(fleet, setting, share -> {}))
                    .isEqualTo(Trial.attainment(fleet, setting, share -> {}) >= goal);
        }
    }

    @Test
    void endsAsSoonAsTheGoalIsOutOfReach() {
        AtomicInteger decisions = new AtomicInteger();
        assertThat(Trial.reachesGoal(counted(4, decisions), SURGE, share -> {})).isFalse();
        // The surge begins after 60 of 480 ticks.
        assertThat(decisions.get()).isBetween(60, 120);

        decisions.set(0);
        assertThat(Trial.reachesGoal(counted(20, decisions), SURGE, share -> {}))
                .isTrue();
        assertThat(decisions.get()).isEqualTo(480);
    }

    /** A crash brings requests back, which then begin late for a second time. */
    @Test
    void runsToTheEndWhereARequestMayBeginTwice() {
        PoolModel plain = SURGE.world().pools().get(0);
        PoolModel crashing = new PoolModel(
                plain.name(),
                plain.kind(),
                plain.quota(),
                plain.pricePerHour(),
                plain.standbyPerHour(),
                plain.startup(),
                new PoolModel.Faults(0, 0.1, 0, Duration.ZERO));
        Setting setting = new Setting(SURGE.demand(), SURGE.world().withPools(List.of(crashing)), 1, 60, 0.99);
        AtomicInteger decisions = new AtomicInteger();
        assertThat(Trial.reachesGoal(counted(2, decisions), setting, share -> {}))
                .isFalse();
        assertThat(decisions.get()).isEqualTo(480);
    }

    @Test
    void staticPeakIsFoundFromAGuessThatIsTooSmallOrTooLarge() {
        for (double goal : new double[] {0.6, 0.9, 0.99, 0.9999}) {
            Setting setting = new Setting(SURGE.demand(), SURGE.world(), 1, 60, goal);
            int smallest = 1;
            while (Trial.attainment(new ConstantFleet("", "", smallest), setting, share -> {}) < goal) {
                smallest++;
            }
            assertThat(new StaticPeak("peak").settled(setting, share -> {}).initialReplicas(setting))
                    .isEqualTo(smallest);
        }
    }
}
