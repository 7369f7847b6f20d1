package io.selfscale.adapter.process;

import java.util.concurrent.CompletableFuture;

/** A probe for workers that serve nothing. */
final class AlwaysReady implements ReadinessProbe {

    @Override
    public CompletableFuture<Boolean> isReady(int port) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void close() {}
}
