package io.selfscale.adapter.simulation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.selfscale.adapter.simulation.baseline.Hpa;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.Figures;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.World;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RaceTest {

    /** An hour of 4 requests a second, of which one replica serves 1.13. */
    private static Setting setting() {
        SplittableRandom random = new SplittableRandom(1);
        Demand.Builder builder = Demand.named("steady");
        double now = 0;
        while (now < 3600) {
            builder.add(now, 637, 844, 134);
            now -= Math.log(1 - random.nextDouble()) / 4;
        }
        return StandardWorld.setting(
                builder.lasting(Duration.ofSeconds(3605)), ReplicaModel.VLM_8B, Duration.ofSeconds(60), 4, 1, 1, 60);
    }

    private static Controller controller(Setting setting, double share) {
        return new Hpa(share).contender("hpa").controller(setting);
    }

    @Test
    void aRunThatIsNotHopelessIsLeftAsItIs() {
        Setting setting = setting();
        RunRecord plain = World.run(setting.demand(), setting.world(), controller(setting, 0.4));
        RunRecord raced =
                World.run(setting.demand(), setting.world(), Race.of(controller(setting, 0.4), setting, 0.96));

        assertThat(Figures.of(raced, 0.99, 1, 60)).isEqualTo(Figures.of(plain, 0.99, 1, 60));
    }

    @Test
    void aHopelessRunEndsEarlyAndWouldNotHaveComeToAnything() {
        Setting setting = setting();
        RunRecord plain = World.run(setting.demand(), setting.world(), controller(setting, 2));
        double attainment = Figures.of(plain, 0.99, 1, 60).attainment();

        assertThat(attainment).isLessThan(0.75);
        assertThatExceptionOfType(Race.Lost.class)
                .isThrownBy(() ->
                        World.run(setting.demand(), setting.world(), Race.of(controller(setting, 2), setting, 0.96)))
                .satisfies(lost -> {
                    assertThat(lost.share()).isBetween(0.01, 0.5);
                    assertThat(lost.attainment()).isBetween(0.0, 0.96);
                });
    }
}
