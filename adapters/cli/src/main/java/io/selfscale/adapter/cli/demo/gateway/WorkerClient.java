package io.selfscale.adapter.cli.demo.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Carries requests to workers over HTTP. */
final class WorkerClient implements Dispatcher.Transport {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client;
    private final Duration timeout;

    WorkerClient(Executor executor, Duration timeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(executor)
                .build();
        this.timeout = timeout;
    }

    @Override
    public CompletableFuture<Answer> send(Endpoint worker, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + worker.port() + Gateway.ANALYZE_PATH))
                .timeout(timeout)
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenCompose(response -> toAnswer(worker, response));
    }

    private static CompletableFuture<Answer> toAnswer(Endpoint worker, HttpResponse<byte[]> response) {
        // A worker that is stopping says so with 503: for the request that is the same as a connection that breaks.
        return response.statusCode() == 503
                ? CompletableFuture.failedFuture(new IOException("worker " + worker.id() + " takes no requests"))
                : CompletableFuture.completedFuture(Answer.of(response.statusCode(), response.body()));
    }
}
