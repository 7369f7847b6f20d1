package io.selfscale.adapter.process;

import io.selfscale.policy.spi.DelayScheduler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks on one named daemon thread. A task that is given after {@link #close()} is never run. */
final class SingleThreadScheduler implements DelayScheduler {
    private static final Logger log = LoggerFactory.getLogger(SingleThreadScheduler.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor executor;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    SingleThreadScheduler(String threadName) {
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread created = new Thread(task, threadName);
                    created.setDaemon(true);
                    thread.set(created);
                    return created;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Future<?> future =
                executor.schedule(() -> reporting(task), TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdown();
        // A task that closes its own scheduler cannot wait for itself.
        if (Thread.currentThread() == thread.get()) {
            return;
        }
        try {
            if (!executor.awaitTermination(TimeUnit.NANOSECONDS.convert(CLOSE_LIMIT), TimeUnit.NANOSECONDS)) {
                log.warn("a task is still running {} after its scheduler was closed", CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reporting(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("a scheduled task failed; this is a bug", e);
        }
    }
}
