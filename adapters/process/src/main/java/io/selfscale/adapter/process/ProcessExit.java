package io.selfscale.adapter.process;

import java.util.concurrent.CompletableFuture;

/**
 * Sees processes end, each on a thread of its own that does nothing but wait for it and ends with it.
 *
 * <p>{@link Process#onExit()} completes on the common pool: an application that blocks that pool, which on two cores has a
 * single thread, would keep every crash from being seen.
 */
final class ProcessExit {

    private ProcessExit() {}

    /** Returns a future that completes with the exit code, never exceptionally, on the waiting thread. */
    static CompletableFuture<Integer> of(Process process) {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread thread = new Thread(() -> exit.complete(await(process)), "selfscale-exit-of-" + process.pid());
        thread.setDaemon(true);
        thread.start();
        return exit;
    }

    /** Nobody else has this thread to interrupt; if somebody does, the process has not ended for that. */
    private static int await(Process process) {
        boolean interrupted = false;
        while (true) {
            try {
                int code = process.waitFor();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return code;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
