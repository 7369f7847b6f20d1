package io.selfscale.adapter.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.selfscale.adapter.cli.backtest.Slo;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import io.selfscale.adapter.simulation.tune.Objective;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTextTest {

    private static ObjectiveText of(String words) {
        return ObjectiveText.of(new OptionValue("--objective", words));
    }

    @ParameterizedTest
    @CsvSource({
        "cheapest with 99% of requests waiting under 2s, WAIT, 2000, 0.99",
        "cheapest with 99 % of requests waiting under 2s, WAIT, 2000, 0.99",
        "Cheapest  with 99.5% waiting at most 500ms, WAIT, 500, 0.995",
        "the cheapest with at least 95% of all requests waiting <= 1m, WAIT, 60000, 0.95",
        "cheapest with 95% of the requests served within 20s, LATENCY, 20000, 0.95",
        "cheapest with 90% answered in 5s, LATENCY, 5000, 0.9"
    })
    void theCheapestThatKeepsAPromise(String words, LatencyObjective.Bounded what, long millis, double share) {
        ObjectiveText meant = of(words);

        assertThat(meant.objective()).isEqualTo(new Objective.Cheapest(share));
        assertThat(meant.slo()).isEqualTo(new Slo(what, Duration.ofMillis(millis), share));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "best attainment within 24.5 per hour",
                "best attainment for 24.5/h",
                "the best service within a cost of 24.5 per hour"
            })
    void theMostForACost(String words) {
        assertThat(of(words).objective()).isEqualTo(new Objective.MostInTime(24.5));
        assertThat(of(words).slo()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cheapest",
                "cheapest with 99% waiting under 2",
                "cheapest with 0% waiting under 2s",
                "cheapest with 100% waiting under 2s",
                "cheapest with 99% waiting under soon",
                "best attainment within 0 per hour",
                "best attainment within 24",
                "best"
            })
    void otherWordsAreRefusedWithAnExample(String words) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> of(words))
                .withMessageStartingWith("--objective")
                .withMessageContaining("such as");
    }

    @Test
    void whatWasMeantIsTold() {
        ObjectiveText meant = of("cheapest with 99.9% served within 20s");
        assertThat(ObjectiveText.words(meant.objective(), Slo.STANDARD))
                .isEqualTo("cheapest with 99% of requests waiting under 2s");
        assertThat(ObjectiveText.words(
                        meant.objective(), new Slo(LatencyObjective.Bounded.LATENCY, Duration.ofSeconds(20), 0.999)))
                .isEqualTo("cheapest with 99.9% of requests served within 20s");
        assertThat(ObjectiveText.words(new Objective.MostInTime(24), Slo.STANDARD))
                .isEqualTo("best attainment within 24 per hour (waits of at most 2s count)");
    }
}
