package io.selfscale.adapter.cli.demo.worker;

import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The place where a worker does one job after the other, in the order in which they came. A job keeps the place, and
 * its result is held back, until the {@link CpuShare} lets it go. Safe for concurrent use.
 */
final class ProcessingSlot {

    private final CpuShare share;
    private final Ticker ticker;
    private final LongSupplier threadCpuNanos;
    private final DelayScheduler scheduler;

    private final Object lock = new Object();
    private final Deque<Job<?>> waiting = new ArrayDeque<>();
    private boolean occupied;
    private long completed;
    private long cpuNanos;

    /**
     * Creates a slot.
     *
     * @param threadCpuNanos tells the processor time used so far by the thread that calls it
     * @param scheduler where the jobs run, one at a time; belongs to the caller
     */
    ProcessingSlot(CpuShare share, Ticker ticker, LongSupplier threadCpuNanos, DelayScheduler scheduler) {
        this.share = share;
        this.ticker = ticker;
        this.threadCpuNanos = threadCpuNanos;
        this.scheduler = scheduler;
    }

    /** Lines a job up. The future completes on the thread of the scheduler, with what the job returned or threw. */
    <T> CompletableFuture<T> submit(Callable<T> work) {
        Job<T> job = new Job<>(work);
        synchronized (lock) {
            if (occupied) {
                waiting.addLast(job);
                return job.result;
            }
            occupied = true;
        }
        scheduler.schedule(Duration.ZERO, () -> run(job));
        return job.result;
    }

    /** Returns how many jobs were done. */
    long completed() {
        synchronized (lock) {
            return completed;
        }
    }

    /** Returns the processor time that they used, in nanoseconds. */
    long cpuNanos() {
        synchronized (lock) {
            return cpuNanos;
        }
    }

    /** Returns how many jobs wait behind the one in the slot. */
    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    private void run(Job<?> job) {
        long startNanos = ticker.nanos();
        long cpuBefore = threadCpuNanos.getAsLong();
        job.work();
        long used = Math.max(0, threadCpuNanos.getAsLong() - cpuBefore);
        long hold = share.holdNanos(startNanos, used, ticker.nanos());
        scheduler.schedule(Duration.ofNanos(hold), () -> release(job, used));
    }

    private void release(Job<?> job, long used) {
        Job<?> next;
        synchronized (lock) {
            completed++;
            cpuNanos += used;
            next = waiting.pollFirst();
            occupied = next != null;
        }
        job.release();
        if (next != null) {
            run(next);
        }
    }

    /** A job, and its outcome between its end and its release. Used on the thread of the scheduler only. */
    private static final class Job<T> {
        private final Callable<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private Runnable outcome = () -> {};

        Job(Callable<T> work) {
            this.work = work;
        }

        void work() {
            try {
                T value = work.call();
                outcome = () -> result.complete(value);
            } catch (Exception e) {
                outcome = () -> result.completeExceptionally(e);
            }
        }

        void release() {
            outcome.run();
        }
    }
}
