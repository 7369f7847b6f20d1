package io.selfscale.adapter.simulation.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.engine.spec.PoolSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {

    /** The mean image request of the standard world: 637 text, 844 image and 134 output tokens. */
    @Test
    void theStandardServicesServeAsTheModelSays() {
        double vlm = ReplicaModel.VLM_8B.serviceSeconds(637, 844, 134, 8);
        assertThat(vlm).isCloseTo(7.05, within(0.01));
        assertThat(8 / vlm).isCloseTo(1.13, within(0.01));
        double mgk = ReplicaModel.MGK.serviceSeconds(637, 844, 134, 4);
        assertThat(mgk).isCloseTo(2.23, within(0.01));
        assertThat(4 / mgk).isCloseTo(1.79, within(0.01));
    }

    /** The example of semantics section 9.7. */
    @Test
    void aBatchOfSixteenTakesHalfAsLongAgainAsOne() {
        ReplicaModel model = new ReplicaModel(16, 0.25, 0, 0, 0.010, 0.0004);
        assertThat(model.serviceSeconds(0, 0, 128, 1)).isCloseTo(1.581, within(0.0005));
        assertThat(model.serviceSeconds(0, 0, 128, 16)).isCloseTo(2.349, within(0.0005));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0.01, 0, slots",
        "5000, 0, 0, 0, 0.01, 0, slots",
        "1, -1, 0, 0, 0.01, 0, baseSeconds",
        "1, 0, NaN, 0, 0.01, 0, perTokenSeconds",
        "1, 0, 0, Infinity, 0.01, 0, perImageTokenSeconds",
        "1, 0, 0, 0, 0, 0, alphaSeconds",
        "1, 0, 0, 0, NaN, 0, alphaSeconds",
        "1, 0, 0, 0, 0.01, -1, betaSeconds",
    })
    void aReplicaThatCannotBeIsRefused(
            int slots, double base, double perToken, double perImage, double alpha, double beta, String named) {
        assertThatThrownBy(() -> new ReplicaModel(slots, base, perToken, perImage, alpha, beta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    private static double[] drawn(StartupDistribution.Law law) {
        SplittableRandom random = new SplittableRandom(5);
        double[] times = new double[20_000];
        Arrays.setAll(times, i -> law.seconds(random));
        Arrays.sort(times);
        return times;
    }

    @Test
    void startsAreDrawnAsTheirQuantilesSay() {
        StartupDistribution.Law law = new StartupDistribution.Law.LogNormal(199, 409);
        double[] times = drawn(law);
        assertThat(times[0]).isPositive();
        assertThat(times[10_000]).isCloseTo(199, within(4.0));
        assertThat(times[19_000]).isCloseTo(409, within(12.0));
        assertThat(times[19_800]).isCloseTo(law.quantileSeconds(0.99), within(40.0));
        assertThat(law.quantileSeconds(0.5)).isEqualTo(199);
        assertThat(law.quantileSeconds(0.95)).isCloseTo(409, within(1e-9));
        assertThat(law.quantileSeconds(0.99)).isCloseTo(551.3, within(0.1));

        StartupDistribution.Law measured = new StartupDistribution.Law.Empirical(List.of(30.0, 10.0, 20.0, 90.0));
        assertThat(Arrays.stream(drawn(measured)).distinct().toArray()).containsExactly(10, 20, 30, 90);
        assertThat(measured.quantileSeconds(0.5)).isEqualTo(20);
        assertThat(measured.quantileSeconds(0.95)).isEqualTo(90);

        StartupDistribution.Law fixed = new StartupDistribution.Law.Fixed(60);
        assertThat(drawn(fixed)).containsOnly(60);
        assertThat(fixed.quantileSeconds(0.99)).isEqualTo(60);
    }

    @Test
    void aStartIsInThePhaseThatItsTimeIsIn() {
        StartupDistribution startup = new StartupDistribution(
                new StartupDistribution.Law.Fixed(100),
                List.of(
                        new StartupDistribution.Phase("schedule", 0.1),
                        new StartupDistribution.Phase("image", 0.5),
                        new StartupDistribution.Phase("weights", 0.4)));
        assertThat(startup.phaseAt(0)).isEqualTo("schedule");
        assertThat(startup.phaseAt(0.1)).isEqualTo("image");
        assertThat(startup.phaseAt(0.59)).isEqualTo("image");
        assertThat(startup.phaseAt(0.61)).isEqualTo("weights");
        assertThat(startup.phaseAt(1)).isEqualTo("weights");
        assertThat(startup.phaseAt(Double.NaN)).isEqualTo("weights");
        assertThat(StartupDistribution.always(Duration.ofSeconds(1)).phaseAt(0.5))
                .isEmpty();
    }

    @Test
    void aStartThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new StartupDistribution.Law.Fixed(-1)).hasMessageContaining("at least 0 s");
        assertThatThrownBy(() -> new StartupDistribution.Law.LogNormal(0, 1)).hasMessageContaining("p50");
        assertThatThrownBy(() -> new StartupDistribution.Law.LogNormal(2, 1)).hasMessageContaining("p50");
        assertThatThrownBy(() -> new StartupDistribution.Law.Empirical(List.of()))
                .hasMessageContaining("one or more");
        assertThatThrownBy(() -> new StartupDistribution.Law.Empirical(List.of(1.0, Double.NaN)))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> new StartupDistribution.Phase("image", 1.5)).hasMessageContaining("phase image");
        assertThatThrownBy(() -> new StartupDistribution(
                        new StartupDistribution.Law.Fixed(1), List.of(new StartupDistribution.Phase("image", 0.5))))
                .hasMessageContaining("add up to 1");
    }

    private static PoolModel pool(String name, int quota, double price, double standby) {
        return new PoolModel(
                name,
                PoolSpec.Kind.ON_DEMAND,
                quota,
                price,
                standby,
                StartupDistribution.always(Duration.ofSeconds(1)),
                PoolModel.Faults.NONE);
    }

    @Test
    void aPoolThatCannotBeIsRefused() {
        assertThatThrownBy(() -> pool(" ", 1, 1, 0)).hasMessageContaining("name");
        assertThatThrownBy(() -> pool("a", -1, 1, 0)).hasMessageContaining("quota of pool a");
        assertThatThrownBy(() -> pool("a", 1, 1, 2)).hasMessageContaining("standbyPerHour <= pricePerHour");
        assertThatThrownBy(() -> pool("a", 1, Double.NaN, 0)).hasMessageContaining("pricePerHour");
        assertThatThrownBy(() -> pool("a", PoolSpec.UNLIMITED, 2, 1)).hasMessageContaining("pool a must have a quota");
        assertThatThrownBy(() -> new PoolModel.Faults(1.1, 0, 0, Duration.ZERO)).hasMessageContaining("neverReady");
        assertThatThrownBy(() -> new PoolModel.Faults(0, -1, 0, Duration.ZERO)).hasMessageContaining("crashes");
        assertThatThrownBy(() -> new PoolModel.Faults(0, 0, Double.POSITIVE_INFINITY, Duration.ZERO))
                .hasMessageContaining("interruptions");
        assertThatThrownBy(() -> new PoolModel.Faults(0, 0, 0, Duration.ofSeconds(-1)))
                .hasMessageContaining("interruptionNotice");
    }
}
