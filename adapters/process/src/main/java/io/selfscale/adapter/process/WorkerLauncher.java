package io.selfscale.adapter.process;

import java.io.IOException;

/** Starts processes. */
@FunctionalInterface
interface WorkerLauncher extends AutoCloseable {

    /**
     * Starts a process.
     *
     * @param id the worker's, which names its output files
     * @param launch what to run
     * @throws IOException if it cannot be started
     */
    WorkerProcess start(String id, Launch launch) throws IOException;

    /** Releases what the launcher holds, and kills what it started and still runs; idempotent. */
    @Override
    default void close() {}
}
