package io.selfscale.testkit;

import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when a test says so: a wall clock, a ticker and a scheduler over the same virtual time.
 *
 * <p>{@link #nanos()} starts ten seconds before {@link Long#MAX_VALUE}, so that a wrap-around is exercised by every test
 * that runs for longer. The wall clock moves with it, and can be made to jump.
 *
 * <p>Safe for concurrent use: any thread may schedule tasks; they run on the thread that calls {@link #advance}, one
 * after the other. {@link #close()} cancels what was scheduled with this object itself and leaves the schedulers made
 * by {@link #newScheduler()} alone; time goes on.
 */
public final class ManualTime extends Clock implements Ticker, DelayScheduler {

    /** The wall-clock time at which manual time starts by default. */
    public static final Instant DEFAULT_START = Instant.parse("2026-11-11T00:00:00Z");

    private static final long START_NANOS =
            Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();

    private final VirtualTimeline timeline;
    private final DelayScheduler own;

    /** Creates manual time that starts at {@link #DEFAULT_START}. */
    public ManualTime() {
        this(DEFAULT_START);
    }

    /** Creates manual time of which the wall clock starts at {@code start}. */
    public ManualTime(Instant start) {
        timeline = new VirtualTimeline(start);
        own = timeline.newScheduler();
    }

    /**
     * Lets time pass, and runs the tasks that become due on the calling thread, in the order of their time and then of
     * their scheduling, each at its time; those that tasks schedule meanwhile included.
     *
     * @param duration not negative; zero runs what is due now
     * @throws IllegalStateException if called by a task
     */
    public void advance(Duration duration) {
        timeline.advance(duration);
    }

    /**
     * Moves the wall clock alone, as an operator or a time server does; nothing becomes due.
     *
     * @param jump forward, or backward if negative
     */
    public void jumpWallClock(Duration jump) {
        timeline.jumpWallClock(jump);
    }

    /** Returns the elapsed time since the start; wall-clock jumps do not count. */
    public Duration elapsed() {
        return Duration.ofNanos(timeline.elapsedNanos());
    }

    /** Returns what tasks threw, in the order of events; a task that threw ended nothing but itself. */
    public List<Throwable> failures() {
        return timeline.failures();
    }

    /** Returns the number of tasks that have not begun and were not cancelled, over all schedulers. */
    public int pendingTasks() {
        return timeline.pendingTasks();
    }

    /** Returns the time until the next task is due, or null if there is none; zero if one is due now. */
    public @Nullable Duration untilNextTask() {
        return timeline.untilNextTask();
    }

    /**
     * Waits, in real time, until other threads have scheduled so many tasks that at least {@code tasks} are pending.
     *
     * @param timeout real time to wait at most
     * @throws AssertionError if they have not by then
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitPendingTasks(int tasks, Duration timeout) throws InterruptedException {
        timeline.awaitPendingTasks(tasks, timeout);
    }

    /**
     * Returns another scheduler over this time, which can be closed by itself; for code under test that closes what it
     * is given, and for restarts.
     */
    public DelayScheduler newScheduler() {
        return timeline.newScheduler();
    }

    @Override
    public long nanos() {
        return START_NANOS + timeline.elapsedNanos();
    }

    @Override
    public Instant instant() {
        return timeline.wallTime();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Returns a clock over this time in another zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new ZonedView(this, zone);
    }

    /**
     * {@inheritDoc}
     *
     * @throws java.util.concurrent.RejectedExecutionException if closed
     */
    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return own.schedule(delay, task);
    }

    @Override
    public void close() {
        own.close();
    }

    /** Returns the wall-clock time and the elapsed time. */
    @Override
    public String toString() {
        return "ManualTime[" + instant() + ", elapsed " + elapsed() + "]";
    }

    private static final class ZonedView extends Clock {

        private final ManualTime time;
        private final ZoneId zone;

        ZonedView(ManualTime time, ZoneId zone) {
            this.time = time;
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new ZonedView(time, other);
        }

        @Override
        public Instant instant() {
            return time.instant();
        }
    }
}
