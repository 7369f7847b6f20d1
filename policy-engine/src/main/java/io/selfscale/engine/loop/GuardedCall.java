package io.selfscale.engine.loop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls foreign code on another thread, one call at a time: while one has not returned, another is refused. Whatever it
 * throws ends in the future. Safe for concurrent use.
 *
 * @param <T> what the call returns
 */
final class GuardedCall<T> {

    private final String name;
    private final Executor executor;
    private final AtomicReference<@Nullable Running<T>> running = new AtomicReference<>();

    GuardedCall(String name, Executor executor) {
        this.name = name;
        this.executor = executor;
    }

    String name() {
        return name;
    }

    /** Starts the call, or returns null if the last one has not returned yet. */
    @Nullable
    CompletableFuture<T> start(Callable<T> call) {
        Running<T> next = new Running<>(call, running);
        if (!running.compareAndSet(null, next)) {
            return null;
        }
        try {
            executor.execute(next);
        } catch (RejectedExecutionException e) {
            running.set(null);
            next.result.completeExceptionally(e);
        }
        return next.result;
    }

    /** Interrupts the call if it is still running. */
    void interrupt() {
        Running<T> current = running.get();
        if (current != null) {
            current.interrupt();
        }
    }

    private static final class Running<T> implements Runnable {

        private final Callable<T> call;
        private final AtomicReference<@Nullable Running<T>> slot;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private @Nullable Thread thread;

        Running(Callable<T> call, AtomicReference<@Nullable Running<T>> slot) {
            this.call = call;
            this.slot = slot;
        }

        @Override
        public void run() {
            setThread(Thread.currentThread());
            Runnable completion;
            try {
                T value = call.call();
                completion = () -> result.complete(value);
            } catch (Exception e) {
                completion = () -> result.completeExceptionally(e);
            } finally {
                // Free before the result is out: whoever sees it may call again at once.
                setThread(null);
                slot.set(null);
            }
            completion.run();
        }

        private synchronized void setThread(@Nullable Thread thread) {
            this.thread = thread;
            if (thread == null) {
                // An interrupt that arrived at the last moment must not meet the next task of this pool thread.
                Thread.interrupted();
            }
        }

        synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
