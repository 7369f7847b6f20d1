package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.cli.demo.gateway.WorkerCounters;
import io.selfscale.adapter.cli.failure.CommandFailedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void isCompletedRequestsOverBusySeconds() {
        Calibration calibration = Calibration.between(
                FrontDoors.empty(),
                FrontDoors.of(
                        40,
                        0,
                        0,
                        Map.of(
                                "a", new WorkerCounters(19, 1_500_000_000L, 0),
                                "b", new WorkerCounters(21, 2_500_000_000L, 0))));

        assertThat(calibration.perSecond()).isCloseTo(10, within(1e-9));
        assertThat(calibration.estimate().perSecond()).isCloseTo(10, within(1e-9));
    }

    @Test
    void refusesWorkersThatServeNothing() {
        assertThatThrownBy(() -> Calibration.between(FrontDoors.empty(), FrontDoors.empty()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("must answer POST /v1/analyze with a 2xx status");
    }
}
