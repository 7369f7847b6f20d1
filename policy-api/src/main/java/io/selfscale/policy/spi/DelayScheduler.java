package io.selfscale.policy.spi;

import java.time.Duration;

/** Runs tasks one after the other, each at its time. Safe for concurrent use. */
public interface DelayScheduler extends AutoCloseable {

    /**
     * Runs a task once after a delay, never at the same time as another one. A task that throws is reported by the
     * scheduler and ends nothing but itself.
     *
     * @param delay not negative
     * @return a handle that cancels the task if it has not begun
     */
    Cancellable schedule(Duration delay, Runnable task);

    /** Cancels every task that has not begun and waits a bounded time for the one that has; idempotent. */
    @Override
    void close();

    /** Cancels a task. */
    @FunctionalInterface
    interface Cancellable {
        /** Cancels the task if it has not begun; does nothing otherwise. */
        void cancel();
    }
}
