package io.selfscale.adapter.process;

import java.util.concurrent.CompletableFuture;

/** A process of the operating system. */
final class OsProcess implements WorkerProcess {
    private final Process process;
    private final CompletableFuture<Integer> exit;

    OsProcess(Process process) {
        this.process = process;
        this.exit = ProcessExit.of(process);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    @Override
    public void terminate() {
        process.destroy();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }
}
