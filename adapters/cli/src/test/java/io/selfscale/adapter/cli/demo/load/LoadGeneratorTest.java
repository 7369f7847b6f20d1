package io.selfscale.adapter.cli.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import io.selfscale.policy.spi.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LoadGeneratorTest {

    private static final ProductPhotos PHOTOS = ProductPhotos.draw(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Test
    void sendsEverythingAndCountsEachOutcome() throws Exception {
        int[] statuses = {200, 202, 429, 503, 500, 404, ScriptedTarget.BREAK, 200};
        try (ScriptedTarget target = new ScriptedTarget(i -> statuses[i]);
                LoadGenerator load = generator(target.uri(), spaced(8, 0.02), TIMEOUT)) {
            load.start();

            assertThat(load.finished().get(60, TimeUnit.SECONDS)).isEqualTo(new LoadTotals(8, 3, 2, 2, 1, 0));
            assertThat(load.totals()).isEqualTo(new LoadTotals(8, 3, 2, 2, 1, 0));
            assertThat(load.latency().count()).isEqualTo(3);
            assertThat(load.latency().p50()).isPositive();
        }
    }

    @Test
    void doesNotWaitForAnswers() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget(i -> ScriptedTarget.SILENCE);
                LoadGenerator load = generator(target.uri(), ArrivalSchedule.burst(2, 1), TIMEOUT)) {
            load.start();

            assertThat(target.awaitRequests(40)).isTrue();
            assertThat(load.totals()).isEqualTo(new LoadTotals(40, 0, 0, 0, 0, 40));
            assertThat(load.finished()).isNotDone();
        }
    }

    @Test
    void aRequestWithoutAnAnswerInTimeIsLost() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget(i -> i == 0 ? 200 : ScriptedTarget.SILENCE);
                LoadGenerator load = generator(target.uri(), spaced(2, 0.05), Duration.ofSeconds(1))) {
            load.start();

            assertThat(load.finished().get(60, TimeUnit.SECONDS)).isEqualTo(new LoadTotals(2, 1, 0, 0, 1, 0));
        }
    }

    @Test
    void aTargetThatIsNotThereLosesEverything() throws Exception {
        ScriptedTarget gone = new ScriptedTarget(i -> 200);
        gone.close();
        try (LoadGenerator load = generator(gone.uri(), spaced(5, 0.01), TIMEOUT)) {
            load.start();

            assertThat(load.finished().get(60, TimeUnit.SECONDS)).isEqualTo(new LoadTotals(5, 0, 0, 0, 5, 0));
            assertThat(load.latency().count()).isZero();
        }
    }

    @Test
    void latencyCountsFromTheInstantAtWhichARequestShouldHaveBeenSent() throws Exception {
        // The ticker jumps a minute after the start: every request is sent at once, but a minute too late.
        long[] nanos = {0, TimeUnit.MINUTES.toNanos(1)};
        int[] looks = {0};
        Ticker jumping = () -> nanos[Math.min(1, looks[0]++)];
        try (ScriptedTarget target = new ScriptedTarget(i -> 200);
                LoadGenerator load = new LoadGenerator(target.uri(), spaced(3, 10), PHOTOS, 1, jumping, TIMEOUT)) {
            load.start();
            load.finished().get(60, TimeUnit.SECONDS);

            assertThat(load.latency().p50()).isBetween(49.9, 50.1);
            assertThat(load.latency().max()).isBetween(59.9, 60.1);
        }
    }

    @Test
    void anEmptyScheduleIsFinishedAtOnce() throws Exception {
        try (LoadGenerator load = generator(URI.create("http://127.0.0.1:1/"), spaced(0, 1), TIMEOUT)) {
            load.start();

            assertThat(load.finished().get(60, TimeUnit.SECONDS)).isEqualTo(new LoadTotals(0, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void stoppingSendsNoMoreButWaitsForAnswers() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget(i -> 200);
                LoadGenerator load = generator(target.uri(), spaced(2, 3600), TIMEOUT)) {
            load.start();
            assertThat(target.awaitRequests(1)).isTrue();
            load.stop();

            assertThat(load.finished().get(60, TimeUnit.SECONDS)).isEqualTo(new LoadTotals(1, 1, 0, 0, 0, 0));
        }
    }

    @Test
    void closingGivesUpWhatHasNoAnswer() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget(i -> ScriptedTarget.SILENCE)) {
            LoadGenerator load = generator(target.uri(), spaced(2, 3600), TIMEOUT);
            load.start();
            assertThat(target.awaitRequests(1)).isTrue();
            load.close();

            assertThat(load.finished().get(60, TimeUnit.SECONDS)).isEqualTo(new LoadTotals(1, 0, 0, 0, 1, 0));
            load.close();
        }
    }

    @Test
    void canBeStartedOnce() {
        try (LoadGenerator load = generator(URI.create("http://127.0.0.1:1/"), spaced(0, 1), TIMEOUT)) {
            load.start();
            assertThatThrownBy(load::start).isInstanceOf(IllegalStateException.class);
        }
    }

    private static LoadGenerator generator(URI target, ArrivalSchedule schedule, Duration timeout) {
        return new LoadGenerator(target, schedule, PHOTOS, 1, Ticker.system(), timeout);
    }

    private static ArrivalSchedule spaced(int count, double seconds) {
        ArrivalSchedule.Builder builder = new ArrivalSchedule.Builder(count);
        for (int i = 0; i < count; i++) {
            builder.add(i * seconds);
        }
        return builder.build(Duration.ofNanos((long) (count * seconds * 1e9)));
    }
}
