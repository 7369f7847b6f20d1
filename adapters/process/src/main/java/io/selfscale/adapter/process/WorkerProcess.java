package io.selfscale.adapter.process;

import java.util.concurrent.CompletableFuture;

/** A process that was started. Safe for concurrent use; no method blocks. */
interface WorkerProcess {

    /** Returns the number that the operating system knows it by. */
    long pid();

    /** Completes with the exit code when it has ended; 128 + n if signal n ended it. Never exceptionally. */
    CompletableFuture<Integer> exit();

    /** Asks it to end (SIGTERM); without effect if it has. */
    void terminate();

    /** Ends it (SIGKILL); without effect if it has ended. */
    void kill();
}
