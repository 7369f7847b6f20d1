package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.policy.spi.DelayScheduler;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ManualTimeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    @Test
    void wrapsAroundAfterTenSeconds() {
        long before = time.nanos();
        assertThat(before).isPositive();
        time.advance(Duration.ofSeconds(11));
        assertThat(time.nanos()).isNegative();
        assertThat(time.nanos() - before).isEqualTo(Duration.ofSeconds(11).toNanos());
    }

    @Test
    void wallClockMovesWithTime() {
        time.advance(Duration.ofMinutes(2));
        assertThat(time.instant()).isEqualTo(ManualTime.DEFAULT_START.plusSeconds(120));
        assertThat(time.withZone(ZoneId.of("Asia/Shanghai")).instant()).isEqualTo(time.instant());
        assertThat(time.withZone(ZoneId.of("Asia/Shanghai")).getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void aJumpMovesTheWallClockAlone() {
        time.schedule(SECOND, () -> ran.add("task"));
        long before = time.nanos();
        time.jumpWallClock(Duration.ofDays(-1));
        assertThat(time.instant()).isEqualTo(ManualTime.DEFAULT_START.minusSeconds(86_400));
        assertThat(time.nanos()).isEqualTo(before);
        assertThat(ran).isEmpty();
    }

    @Test
    void runsDueTasksInOrderAtTheirTime() {
        time.schedule(SECOND.multipliedBy(2), () -> ran.add("b at " + time.elapsed()));
        time.schedule(SECOND, () -> ran.add("a at " + time.elapsed()));
        time.schedule(SECOND.multipliedBy(2), () -> ran.add("c at " + time.elapsed()));
        time.schedule(SECOND.multipliedBy(4), () -> ran.add("too late"));
        time.advance(SECOND.multipliedBy(3));
        assertThat(ran).containsExactly("a at PT1S", "b at PT2S", "c at PT2S");
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(3));
        assertThat(time.untilNextTask()).isEqualTo(SECOND);
    }

    @Test
    void runsATaskAgainAndAgainThatSchedulesItself() {
        reschedule();
        time.advance(SECOND.multipliedBy(5));
        assertThat(ran).hasSize(5);
        assertThat(time.pendingTasks()).isEqualTo(1);
    }

    private void reschedule() {
        time.schedule(SECOND, () -> {
            ran.add("tick");
            reschedule();
        });
    }

    @Test
    void collectsWhatTasksThrow() {
        time.schedule(SECOND, () -> {
            throw new IllegalStateException("broken");
        });
        time.schedule(SECOND, () -> {
            throw new AssertionError("wrong");
        });
        time.schedule(SECOND, () -> ran.add("next"));
        time.advance(SECOND);
        assertThat(ran).containsExactly("next");
        assertThat(time.failures()).extracting(Throwable::getMessage).containsExactly("broken", "wrong");
    }

    @Test
    void refusesToRunBackwardOrWithinATask() {
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(SECOND.negated()));
        assertThatIllegalArgumentException().isThrownBy(() -> time.schedule(SECOND.negated(), () -> {}));
        time.schedule(Duration.ZERO, () -> time.advance(SECOND));
        time.advance(Duration.ZERO);
        assertThat(time.failures()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closesSchedulersOneByOne() {
        DelayScheduler other = time.newScheduler();
        time.schedule(SECOND, () -> ran.add("own"));
        other.schedule(SECOND, () -> ran.add("other"));
        other.close();
        time.advance(SECOND);
        assertThat(ran).containsExactly("own");
        assertThatThrownBy(() -> other.schedule(SECOND, () -> {})).isInstanceOf(RejectedExecutionException.class);
        time.close();
        assertThatThrownBy(() -> time.schedule(SECOND, () -> {})).isInstanceOf(RejectedExecutionException.class);
        time.advance(SECOND);
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    void waitsForTasksOfOtherThreads() throws Exception {
        CompletableFuture<?> scheduled = Background.run(() -> time.schedule(SECOND, () -> ran.add("x")));
        time.awaitPendingTasks(1, Duration.ofMinutes(1));
        time.advance(SECOND);
        assertThat(ran).containsExactly("x");
        assertThat(scheduled).succeedsWithin(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> time.awaitPendingTasks(1, Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void losesNoTaskWhileOthersScheduleAndTimePasses() {
        List<CompletableFuture<Boolean>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Background.run(() -> {
                for (int j = 0; j < 500; j++) {
                    time.schedule(Duration.ofMillis(j % 7), () -> ran.add("task"));
                }
            }));
        }
        for (int i = 0; i < 100; i++) {
            time.advance(Duration.ofMillis(1));
        }
        assertThat(CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)))
                .succeedsWithin(60, TimeUnit.SECONDS);
        time.advance(SECOND);
        assertThat(ran).hasSize(2000);
        assertThat(time.failures()).isEmpty();
    }

    @Nested
    class KeepsTheContract implements DelaySchedulerContract {

        @Override
        public DelayScheduler scheduler() {
            return time;
        }

        @Override
        public Await await() {
            return Await.on(time, Duration.ofMillis(1), 100);
        }
    }
}
