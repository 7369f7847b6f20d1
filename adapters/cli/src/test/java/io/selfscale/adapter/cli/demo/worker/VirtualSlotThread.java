package io.selfscale.adapter.cli.demo.worker;

import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A scheduler and a ticker of virtual time, and the processor time that jobs pretend to use. */
final class VirtualSlotThread implements DelayScheduler, Ticker {

    private record Task(long atNanos, long number, Runnable work) {}

    /** Close to the wrap-around, so that it is always exercised. */
    private static final long ORIGIN_NANOS = Long.MAX_VALUE - 50_000_000;

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private final AtomicLong cpuNanos = new AtomicLong();
    private long elapsedNanos;
    private long number;

    @Override
    public long nanos() {
        return ORIGIN_NANOS + elapsedNanos;
    }

    long elapsedMillis() {
        return elapsedNanos / 1_000_000;
    }

    long cpuNanos() {
        return cpuNanos.get();
    }

    /** Pretends that a job used processor time, and that it took as long. */
    void compute(Duration time) {
        cpuNanos.addAndGet(time.toNanos());
        elapsedNanos += time.toNanos();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable work) {
        Task task = new Task(elapsedNanos + delay.toNanos(), number++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Runs everything that is due until the given time. */
    void runUntil(Duration elapsed) {
        Task task = tasks.peek();
        while (task != null && task.atNanos() <= elapsed.toNanos()) {
            tasks.remove(task);
            elapsedNanos = Math.max(elapsedNanos, task.atNanos());
            task.work().run();
            task = tasks.peek();
        }
        elapsedNanos = Math.max(elapsedNanos, elapsed.toNanos());
    }

    @Override
    public void close() {
        tasks.clear();
    }
}
