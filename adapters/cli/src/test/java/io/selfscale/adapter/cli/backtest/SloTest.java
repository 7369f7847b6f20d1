package io.selfscale.adapter.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.backtest.Backtest;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.baseline.Baselines;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.WorldSettings;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SloTest {

    private static Slo slo(String text) {
        return Slo.of(new OptionValue("--slo", text));
    }

    @Test
    void readsWhatIsPromised() {
        assertThat(slo("wait<=2s:99%")).isEqualTo(Slo.STANDARD).hasToString("wait<=2s:99%");
        assertThat(slo(" Latency <= 1m30s : 99.9 % "))
                .isEqualTo(new Slo(LatencyObjective.Bounded.LATENCY, Duration.ofSeconds(90), 0.999))
                .hasToString("latency<=90s:99.9%");
        assertThat(slo("wait<=250ms:95%")).hasToString("wait<=250ms:95%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait<2s:99%",
                "wait<=2s",
                "wait<=2:99%",
                "queue<=2s:99%",
                "wait<=2s:100%",
                "wait<=2s:0%"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> slo(text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--slo")
                .hasMessageContaining("must be");
    }

    @Test
    void latencyIsFromArrivalToTheLastToken() {
        // One slot and one second of work each; the second request arrives half a second after the first.
        ReplicaModel replica = new ReplicaModel(1, 0, 0, 0, 0.01, 0);
        Demand demand =
                Demand.named("two").add(10, 0, 0, 100).add(10.5, 0, 0, 100).lasting(Duration.ofMinutes(1));
        WorldSettings world = WorldSettings.standard(replica, Duration.ofSeconds(60), 1, 1, 1);
        RunRecord run = Backtest.run(
                        Objects.requireNonNull(Baselines.named("hpa-default")), new Setting(demand, world, 1, 1))
                .run();

        assertThat(slo("latency<=1s:50%").objective().attainment(run)).isCloseTo(0.5, within(1e-12));
        assertThat(slo("latency<=1500ms:50%").objective().attainment(run)).isCloseTo(1.0, within(1e-12));
        assertThat(slo("latency<=900ms:50%").objective().attainment(run)).isZero();
        assertThat(slo("wait<=400ms:50%").objective().attainment(run)).isCloseTo(0.5, within(1e-12));
    }
}
