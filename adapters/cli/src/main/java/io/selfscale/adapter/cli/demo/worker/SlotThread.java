package io.selfscale.adapter.cli.demo.worker;

import io.selfscale.policy.spi.DelayScheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The one thread on which a worker does its work. */
final class SlotThread implements DelayScheduler {

    private static final long CLOSE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;

    SlotThread(String name) {
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
        // After the end tasks are dropped: a job that still runs then cannot line its release up any more.
        executor = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Future<?> scheduled = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LoggerFactory.getLogger(SlotThread.class).warn("a photo is still being analysed at the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // The logger is made here only: making one takes longer than the rest of the start of a worker's threads.
            LoggerFactory.getLogger(SlotThread.class).error("a task of the worker failed", e);
        }
    }
}
