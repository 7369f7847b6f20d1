package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.selfscale.policy.spi.DelayScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DelayScheduler} must do. Implement it in a test class. Delays here are at most some 50 milliseconds
 * of the scheduler's time.
 */
public interface DelaySchedulerContract {

    /** Returns the scheduler under test: new for each test, and the same one throughout it. */
    DelayScheduler scheduler();

    /** Returns how to wait until its tasks have run. */
    Await await();

    @Test
    default void runsATaskOnce() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        scheduler().schedule(Duration.ofMillis(1), () -> ran.add("only"));
        scheduler().schedule(Duration.ofMillis(20), () -> ran.add("last"));
        await().until("both ran", () -> ran.contains("last"));
        assertThat(ran).containsExactly("only", "last");
    }

    @Test
    default void runsTasksInTheOrderOfTheirTime() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        scheduler().schedule(Duration.ofMillis(50), () -> ran.add("third"));
        scheduler().schedule(Duration.ofMillis(25), () -> ran.add("second"));
        scheduler().schedule(Duration.ZERO, () -> ran.add("first"));
        await().until("all ran", () -> ran.size() == 3);
        assertThat(ran).containsExactly("first", "second", "third");
    }

    @Test
    default void runsWhatATaskSchedules() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        scheduler().schedule(Duration.ofMillis(1), () -> {
            ran.add("first");
            scheduler().schedule(Duration.ofMillis(1), () -> ran.add("second"));
        });
        await().until("both ran", () -> ran.size() == 2);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    default void goesOnAfterATaskThatThrows() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        scheduler().schedule(Duration.ZERO, () -> {
            throw new IllegalStateException("thrown on purpose");
        });
        scheduler().schedule(Duration.ofMillis(10), () -> ran.add("next"));
        await().until("the next one ran", () -> ran.contains("next"));
    }

    @Test
    default void runsNoTaskThatWasCancelled() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        DelayScheduler.Cancellable cancelled = scheduler().schedule(Duration.ofMillis(20), () -> ran.add("cancelled"));
        scheduler().schedule(Duration.ofMillis(40), () -> ran.add("last"));
        cancelled.cancel();
        cancelled.cancel();
        await().until("the last one ran", () -> ran.contains("last"));
        assertThat(ran).containsExactly("last");
    }

    @Test
    default void cancelsNothingThatHasRun() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        DelayScheduler.Cancellable done = scheduler().schedule(Duration.ZERO, () -> ran.add("done"));
        await().until("it ran", () -> ran.contains("done"));
        assertThatCode(done::cancel).doesNotThrowAnyException();
    }

    @Test
    default void canBeClosedTwice() {
        DelayScheduler scheduler = scheduler();
        scheduler.schedule(Duration.ofMillis(50), () -> {});
        scheduler.close();
        assertThatCode(scheduler::close).doesNotThrowAnyException();
    }
}
