package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.testkit.Await;
import io.selfscale.testkit.DelaySchedulerContract;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleThreadSchedulerTest implements DelaySchedulerContract {
    private final SingleThreadScheduler scheduler = new SingleThreadScheduler("scheduler-test");

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Override
    public DelayScheduler scheduler() {
        return scheduler;
    }

    /** A task behind all those of the contract: when it runs they have run. */
    @Override
    public Await await() {
        return (what, condition) -> {
            CompletableFuture<Boolean> last = new CompletableFuture<>();
            scheduler.schedule(Duration.ofMillis(60), () -> last.complete(true));
            last.get(60, TimeUnit.SECONDS);
            assertThat(condition.call()).as(what).isTrue();
        };
    }

    @Test
    void runsTasksOnOneNamedDaemonThread() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        scheduler.schedule(Duration.ZERO, () -> thread.complete(Thread.currentThread()));

        assertThat(thread.get(60, TimeUnit.SECONDS).getName()).isEqualTo("scheduler-test");
        assertThat(thread.join().isDaemon()).isTrue();
    }

    @Test
    void runsNeitherCancelledTasksNorThoseOfAClosedScheduler() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        CompletableFuture<Boolean> after = new CompletableFuture<>();
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        scheduler.schedule(Duration.ZERO, cancelled::join);
        scheduler.schedule(Duration.ofMillis(1), () -> ran.complete(true)).cancel();
        cancelled.complete(true);
        scheduler.schedule(Duration.ofMillis(2), () -> after.complete(true));
        after.get(60, TimeUnit.SECONDS);
        scheduler.close();
        scheduler.schedule(Duration.ZERO, () -> ran.complete(true));

        assertThat(ran).isNotDone();
    }

    @Test
    void canBeClosedByItsOwnTaskWithoutWaitingForIt() throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        scheduler.schedule(Duration.ZERO, () -> {
            scheduler.close();
            closed.complete(true);
        });

        assertThat(closed.get(2, TimeUnit.SECONDS)).isTrue();
    }
}
