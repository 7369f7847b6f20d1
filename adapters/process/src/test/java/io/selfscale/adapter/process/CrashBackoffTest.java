package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrashBackoffTest {
    private static final long SECOND = 1_000_000_000L;

    /** So that the ticker wraps around in the middle. */
    private final long origin = new ManualTime().nanos();

    private final CrashBackoff backoff = new CrashBackoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    @Test
    void doesNotHoldUpTheFirstStart() {
        assertThat(backoff.remaining(Long.MIN_VALUE)).isZero();
        assertThat(backoff.remaining(Long.MAX_VALUE)).isZero();
    }

    @Test
    void doublesUpToTheMaximum() {
        long now = origin;
        for (long expected : new long[] {1, 2, 4, 8, 10, 10}) {
            backoff.crashed(now, now);
            assertThat(backoff.remaining(now)).isEqualTo(Duration.ofSeconds(expected));
            now += expected * SECOND;
            assertThat(backoff.remaining(now)).isZero();
        }
    }

    @Test
    void doesNotCountACrashOfAWorkerThatWasStartedBeforeTheLastOne() {
        backoff.crashed(origin, origin + SECOND);
        backoff.crashed(origin, origin + 2 * SECOND);

        assertThat(backoff.remaining(origin + 2 * SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void forgetsCrashesWhenALaterWorkerSurvives() {
        backoff.crashed(origin, origin);
        backoff.crashed(origin, origin);
        backoff.survived(origin - SECOND, origin + 20 * SECOND);
        assertThat(backoff.remaining(origin)).isPositive();
        backoff.survived(origin + SECOND, origin + 10 * SECOND);
        assertThat(backoff.remaining(origin)).isPositive();
        backoff.survived(origin + SECOND, origin + 11 * SECOND);
        assertThat(backoff.remaining(origin)).isZero();
    }

    @Test
    void survivesAVeryLongRow() {
        for (int i = 0; i < 1000; i++) {
            backoff.crashed(origin, origin);
        }
        CrashBackoff slow = new CrashBackoff(Duration.ofNanos(1), Duration.ofDays(300));
        for (int i = 0; i < 1000; i++) {
            slow.crashed(origin, origin);
        }

        assertThat(backoff.remaining(origin)).isEqualTo(Duration.ofSeconds(10));
        assertThat(slow.remaining(origin)).isBetween(Duration.ofMillis(500), Duration.ofDays(300));
    }
}
