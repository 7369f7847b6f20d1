package io.selfscale.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Threads of their own for calls that block: on two cores the common pool of newer JDKs has one thread for all. */
final class Background {

    private Background() {}

    static <T> CompletableFuture<T> run(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(call.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                },
                "background");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    static CompletableFuture<Boolean> run(Runnable task) {
        return run(() -> {
            task.run();
            return true;
        });
    }
}
