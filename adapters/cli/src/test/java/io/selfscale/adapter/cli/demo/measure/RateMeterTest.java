package io.selfscale.adapter.cli.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateMeterTest {

    private static final long TICK = Duration.ofMillis(100).toNanos();

    /** Near the end of the range, so that wrapping around is always part of the test. */
    private static final long START = Long.MAX_VALUE - 3 * TICK;

    private final RateMeter meter = new RateMeter(Duration.ofSeconds(1));

    @Test
    void startsAtZero() {
        assertThat(meter.perSecond(START, 1_000)).isZero();
    }

    @Test
    void isTheIncreaseSinceTheFirstCallWhileTheWindowIsNotFull() {
        meter.perSecond(START, 0);

        assertThat(meter.perSecond(START + TICK, 5)).isCloseTo(50, within(1e-9));
        assertThat(meter.perSecond(START + 2 * TICK, 5)).isCloseTo(25, within(1e-9));
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        for (int i = 0; i <= 10; i++) {
            meter.perSecond(START + i * TICK, 10L * i);
        }
        double last = 0;
        for (int i = 11; i <= 30; i++) {
            last = meter.perSecond(START + i * TICK, 100);
        }

        assertThat(last).isZero();
    }

    @Test
    void isSteadyForASteadyCounter() {
        meter.perSecond(START, 0);
        for (int i = 1; i <= 50; i++) {
            assertThat(meter.perSecond(START + i * TICK, 4L * i)).isCloseTo(40, within(1e-9));
        }
    }

    @Test
    void refusesAnEmptyWindow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateMeter(Duration.ZERO))
                .withMessageContaining("window must be positive");
    }
}
