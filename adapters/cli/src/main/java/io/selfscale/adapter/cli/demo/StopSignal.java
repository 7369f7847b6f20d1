package io.selfscale.adapter.cli.demo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, or whatever else tells this virtual machine to end: asks the demo to stop, and keeps the machine alive until
 * it has, for a bounded time.
 */
final class StopSignal implements AutoCloseable {

    /** Longer than the pool takes to kill what does not end by itself. */
    private static final long STOP_SECONDS = 20;

    private final CompletableFuture<@Nullable Void> requested = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "selfscale-demo-stop");

    private StopSignal() {}

    /** Returns a signal that listens from now on, until it is closed. */
    static StopSignal listening() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Completes when the demo is to stop. */
    CompletableFuture<@Nullable Void> requested() {
        return requested;
    }

    /** Says that everything is stopped. */
    @Override
    public void close() {
        stopped.countDown();
        if (!requested.isDone()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The machine has begun to end in this very moment; the hook finds everything stopped.
                requested.complete(null);
            }
        }
    }

    private void onShutdown() {
        requested.complete(null);
        try {
            stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
