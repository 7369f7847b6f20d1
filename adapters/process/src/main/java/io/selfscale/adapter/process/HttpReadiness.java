package io.selfscale.adapter.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a worker for ready when it answers a GET on 127.0.0.1 with a status of 2xx.
 *
 * <p>It asks on threads of its own, one for each worker that is being asked and none when no worker is starting.
 * {@link HttpClient#sendAsync} would complete on the common pool, which an application may have blocked.
 */
final class HttpReadiness implements ReadinessProbe {
    private static final Logger log = LoggerFactory.getLogger(HttpReadiness.class);

    private final String path;
    private final Duration timeout;
    private final ExecutorService executor;
    private final HttpClient client;

    /**
     * Creates a probe.
     *
     * @param path path and query, beginning with a slash
     * @param timeout time after which an answer that has not come means no
     * @param threadName name of the threads that ask
     */
    HttpReadiness(String path, Duration timeout, String threadName) {
        this.path = path;
        this.timeout = timeout;
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(timeout)
                .executor(executor)
                .build();
    }

    /** Returns the address that is asked. */
    static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public CompletableFuture<Boolean> isReady(int port) {
        try {
            return CompletableFuture.supplyAsync(() -> ask(port), executor);
        } catch (RejectedExecutionException e) {
            log.debug("closed before port {} was asked", port, e);
            return CompletableFuture.completedFuture(false);
        }
    }

    private boolean ask(int port) {
        HttpRequest request =
                HttpRequest.newBuilder(uri(port, path)).timeout(timeout).GET().build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            // Nobody listening yet, a reset, a timeout: all of it means "not yet".
            log.trace("no answer from port {}", port, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
