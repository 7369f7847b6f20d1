package io.selfscale.adapter.cli.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusyShareTest {

    private static final long TICK = Duration.ofMillis(100).toNanos();

    private final BusyShare share = new BusyShare(Duration.ofMillis(100), 0);

    @Test
    void isBusyTimeOverElapsedTime() {
        share.at(TICK, Map.of("a", 0L));

        assertThat(share.at(2 * TICK, Map.of("a", TICK / 4)).get("a")).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void countsANewWorkerAsIdleUntilItCame() {
        share.at(TICK, Map.of());

        assertThat(share.at(2 * TICK, Map.of("a", TICK / 2)).get("a")).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void looksBackOverTheWindow() {
        BusyShare slow = new BusyShare(Duration.ofMillis(400), 0);
        for (int i = 1; i <= 4; i++) {
            slow.at(i * TICK, Map.of("a", 0L));
        }

        assertThat(slow.at(5 * TICK, Map.of("a", TICK)).get("a")).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void neverLeavesTheUnitInterval() {
        share.at(TICK, Map.of("a", 0L));

        assertThat(share.at(2 * TICK, Map.of("a", 5 * TICK))).containsEntry("a", 1.0);
    }

    @Test
    void keepsTheOrderOfTheWorkersAndForgetsThoseThatLeft() {
        Map<String, Long> two = new LinkedHashMap<>();
        two.put("b", TICK);
        two.put("a", 0L);

        assertThat(share.at(TICK, two).keySet()).containsExactly("b", "a");
        assertThat(share.at(2 * TICK, Map.of("a", 0L)).keySet()).containsExactly("a");
    }
}
