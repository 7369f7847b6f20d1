package io.selfscale.inference.image;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Runs tasks side by side on an executor of the caller. */
final class ParallelTasks {

    private ParallelTasks() {}

    /** Runs all tasks and waits for the last one, also when one fails: they write into one buffer. */
    static void runAll(List<Runnable> tasks, Executor executor) {
        List<CompletableFuture<?>> running = new ArrayList<>();
        RuntimeException refused = null;
        for (Runnable task : tasks) {
            try {
                running.add(CompletableFuture.runAsync(task, executor));
            } catch (RuntimeException e) {
                // The executor takes no more: those that it has taken are waited for all the same.
                refused = e;
                break;
            }
        }
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
        if (refused != null) {
            throw refused;
        }
    }
}
