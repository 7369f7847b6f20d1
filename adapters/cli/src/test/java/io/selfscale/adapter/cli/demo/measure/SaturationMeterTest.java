package io.selfscale.adapter.cli.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SaturationMeterTest {

    private static final long TICK = Duration.ofMillis(100).toNanos();

    private final SaturationMeter meter = new SaturationMeter();

    @Test
    void countsWhatIsCompletedWhileRequestsWait() {
        for (int i = 0; i <= 20; i++) {
            meter.look(i * TICK, 2, 5, 3L * i);
        }

        assertThat(meter.perSecondByReady()).containsOnlyKeys(2).containsEntry(2, 30.0);
    }

    @Test
    void leavesOutWhatWasSaturatedForLessThanASecond() {
        for (int i = 0; i <= 9; i++) {
            meter.look(i * TICK, 1, 5, i);
        }

        assertThat(meter.perSecondByReady()).isEmpty();
    }

    @Test
    void leavesOutStretchesWithAnEmptyQueueAtEitherEnd() {
        for (int i = 0; i <= 100; i++) {
            meter.look(i * TICK, 1, i % 2, i);
        }

        assertThat(meter.perSecondByReady()).isEmpty();
    }

    @Test
    void leavesOutStretchesInWhichAReplicaCameOrWent() {
        for (int i = 0; i <= 100; i++) {
            meter.look(i * TICK, 1 + i % 2, 5, i);
        }

        assertThat(meter.perSecondByReady()).isEmpty();
    }

    @Test
    void keepsNumbersOfReplicasApart() {
        for (int i = 0; i <= 20; i++) {
            meter.look(i * TICK, 1, 5, i);
        }
        for (int i = 21; i <= 41; i++) {
            meter.look(i * TICK, 3, 5, 20 + 3L * (i - 20));
        }

        assertThat(meter.perSecondByReady()).containsEntry(1, 10.0).containsEntry(3, 30.0);
    }
}
