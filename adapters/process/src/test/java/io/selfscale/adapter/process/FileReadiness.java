package io.selfscale.adapter.process;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A probe for workers that are shell scripts: ready once a file is there.
 *
 * @param file what the worker writes when it is ready, in one go
 */
record FileReadiness(Path file) implements ReadinessProbe {

    @Override
    public CompletableFuture<Boolean> isReady(int port) {
        return CompletableFuture.completedFuture(file.toFile().length() > 0);
    }

    @Override
    public void close() {}
}
