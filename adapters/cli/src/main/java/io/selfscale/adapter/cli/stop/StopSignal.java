package io.selfscale.adapter.cli.stop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, or whatever else tells this virtual machine to end: asks a command to stop, and keeps the machine alive until it
 * has, for a bounded time. Safe for concurrent use.
 */
public final class StopSignal implements AutoCloseable {

    /** Longer than the pool takes to kill what does not end by itself. */
    private static final Duration USUAL_LONGEST = Duration.ofSeconds(20);

    private final CompletableFuture<@Nullable Void> requested = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Duration longest;
    private final Thread hook;

    private StopSignal(String command, Duration longest) {
        this.longest = longest;
        this.hook = new Thread(this::onShutdown, "selfscale-" + command + "-stop");
    }

    /**
     * Returns a signal that listens from now on, until it is closed.
     *
     * @param command what is asked to stop, for the name of the thread
     */
    public static StopSignal listening(String command) {
        return listening(command, USUAL_LONGEST);
    }

    /**
     * Returns a signal that listens from now on, until it is closed.
     *
     * @param command what is asked to stop, for the name of the thread
     * @param longest how long the machine is kept alive for it at most, positive
     */
    public static StopSignal listening(String command, Duration longest) {
        StopSignal signal = new StopSignal(command, longest);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Completes when the command is to stop. */
    public CompletableFuture<@Nullable Void> requested() {
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
            stopped.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
