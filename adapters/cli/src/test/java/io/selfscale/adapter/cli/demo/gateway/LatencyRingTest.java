package io.selfscale.adapter.cli.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyRingTest {

    private static final long ORIGIN = Long.MAX_VALUE - 1_000_000_000L;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LatencyRing ring = new LatencyRing(ORIGIN);

    @Test
    void forgetsWhatIsOlderThanAsked() {
        record(0, 10);
        record(500, 20);
        record(1400, 30);

        assertThat(ring.count(at(500), SECOND)).isEqualTo(2);
        assertThat(ring.sumNanos(at(500), SECOND)).isEqualTo(30);
        assertThat(ring.count(at(1400), SECOND)).isEqualTo(2);
        assertThat(ring.sumNanos(at(1400), SECOND)).isEqualTo(50);
        assertThat(ring.count(at(2600), SECOND)).isZero();
    }

    @Test
    void usesItsBucketsAgain() {
        record(0, 10);
        record(20_000, 30);

        assertThat(ring.sumNanos(at(20_000), LatencyRing.MAX_TRAILING)).isEqualTo(30);
        record(40_000, 40);
        record(40_000, 2);
        assertThat(ring.count(at(40_010), SECOND)).isEqualTo(2);
        assertThat(ring.sumNanos(at(40_010), SECOND)).isEqualTo(42);
    }

    private void record(long atMillis, long latencyNanos) {
        ring.record(at(atMillis), latencyNanos);
    }

    private static long at(long millis) {
        return ORIGIN + millis * 1_000_000;
    }
}
