package io.selfscale.engine.keda;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.keda.MetricFallback.Behavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricFallbackTest {

    @Test
    void failuresUpToTheThresholdArePassedOn() {
        MetricFallback fallback = new MetricFallback(3, 10, Behavior.STATIC);

        assertThat(fallback.averageValue(null, null, 5, 4)).isEqualTo(new MetricFallback.Report(null, 1));
        assertThat(fallback.averageValue(null, 2, 5, 4)).isEqualTo(new MetricFallback.Report(null, 3));
        assertThat(fallback.averageValue(null, 3, 5, 4)).isEqualTo(new MetricFallback.Report(50.0, 4));
    }

    @Test
    void aSuccessIsReportedAndEndsTheCount() {
        MetricFallback fallback = new MetricFallback(3, 10, Behavior.STATIC);

        assertThat(fallback.averageValue(7.0, 9, 5, 4)).isEqualTo(new MetricFallback.Report(7.0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "STATIC, 4, 50", "STATIC, 20, 50",
        "CURRENT_REPLICAS, 4, 20", "CURRENT_REPLICAS, 20, 100",
        "CURRENT_REPLICAS_IF_HIGHER, 4, 50", "CURRENT_REPLICAS_IF_HIGHER, 20, 100",
        "CURRENT_REPLICAS_IF_LOWER, 4, 20", "CURRENT_REPLICAS_IF_LOWER, 20, 50",
    })
    void thePresentNumberEntersByBehavior(Behavior behavior, int current, double expected) {
        assertThat(new MetricFallback(0, 10, behavior)
                        .averageValue(null, 0, 5, current)
                        .value())
                .isEqualTo(expected);
    }

    @Test
    void aPlainValueIsDividedByTheReadyReplicasAndTruncatedToThousandths() {
        MetricFallback fallback = new MetricFallback(0, 10, Behavior.STATIC);

        assertThat(fallback.value(null, 0, 5, 4, 3).value()).isEqualTo(16.666);
        assertThat(fallback.value(null, 0, 5, 4, 0).value())
                .as("no replica is ready")
                .isNull();
    }

    @Test
    void withoutAFallbackNothingIsCounted() {
        assertThat(MetricFallback.none(null, 5)).isEqualTo(new MetricFallback.Report(null, 5));
        assertThat(MetricFallback.none(6.0, null)).isEqualTo(new MetricFallback.Report(6.0, null));
    }
}
