package io.selfscale.adapter.process;

import java.util.concurrent.CompletableFuture;

/** Asks workers whether they are ready. Safe for concurrent use. */
interface ReadinessProbe extends AutoCloseable {

    /** Asks the worker on a port, without blocking. The answer comes within a bounded time, and never exceptionally. */
    CompletableFuture<Boolean> isReady(int port);

    /** Releases what the probe holds; idempotent. */
    @Override
    void close();
}
