package io.selfscale.adapter.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);

    @Test
    void timeIsLeftForTheRunsAfterTheSearch() {
        Deadline deadline = new Deadline(
                nanos::get,
                Duration.ofSeconds(60),
                /* later= */ 20,
                () -> false,
                new Progress(new PrintWriter(new StringWriter()), false, nanos::get));
        assertThat(deadline.isTimeOver()).isFalse();

        // A second each: 40 of them, and the 20 that come after, are the minute.
        for (int i = 1; i <= 39; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            deadline.tried(i, null);
        }
        assertThat(deadline.isTimeOver()).isFalse();
        assertThat(deadline.timeShare()).isCloseTo(39 / 40.0, within(1e-9));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        deadline.tried(40, null);
        assertThat(deadline.isTimeOver()).isTrue();
    }
}
