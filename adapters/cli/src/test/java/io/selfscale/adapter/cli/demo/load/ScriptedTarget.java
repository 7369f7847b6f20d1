package io.selfscale.adapter.cli.demo.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** A service that answers the n-th request with a given status, or not at all. */
final class ScriptedTarget implements AutoCloseable {

    /** Leaves a request without an answer. */
    static final int SILENCE = -1;

    /** Breaks the connection. */
    static final int BREAK = -2;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger number = new AtomicInteger();
    private final Semaphore arrived = new Semaphore(0);

    ScriptedTarget(IntUnaryOperator statusOf) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        http.createContext("/", exchange -> answer(exchange, statusOf.applyAsInt(number.getAndIncrement())));
        http.setExecutor(threads);
        http.start();
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        arrived.release();
        if (status == BREAK) {
            exchange.close();
        } else if (status != SILENCE) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/v1/analyze");
    }

    /** Waits until so many requests arrived. */
    boolean awaitRequests(int count) throws InterruptedException {
        return arrived.tryAcquire(count, 60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
