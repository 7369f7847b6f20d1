package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.simulation.tune.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A fixed number of threads that make runs. Safe for concurrent use. */
final class Threads implements Workers, AutoCloseable {

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService executor;

    /** Creates so many threads, which do not keep the process alive. */
    Threads(int threads) {
        executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "selfscale-tune-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public <T> Iterable<T> results(List<Supplier<T>> tasks) {
        List<Future<T>> futures = new ArrayList<>();
        tasks.forEach(task -> futures.add(executor.submit(task::get)));
        return () -> futures.stream().map(Threads::result).iterator();
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("a run ended with " + e.getCause(), e);
        }
    }

    /** Ends the threads; what they are at is not waited for. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
