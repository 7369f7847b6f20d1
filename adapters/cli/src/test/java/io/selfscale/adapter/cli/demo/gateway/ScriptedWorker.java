package io.selfscale.adapter.cli.demo.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker that keeps each request until the test answers it, or breaks it off, unless told to answer all. */
final class ScriptedWorker implements AutoCloseable {

    private final String id;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<HttpExchange> waiting = new LinkedBlockingQueue<>();

    /** Empty while requests are kept. */
    private volatile String answerToAll = "";

    ScriptedWorker(String id) throws IOException {
        this.id = id;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/analyze", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String answer = answerToAll;
            if (answer.isEmpty()) {
                waiting.add(exchange);
            } else {
                answer(exchange, 200, answer);
            }
        });
        http.setExecutor(threads);
        http.start();
    }

    Endpoint endpoint() {
        return new Endpoint(id, http.getAddress().getPort());
    }

    /** Answers every request from now on at once. */
    void answerAll(String body) {
        answerToAll = body;
    }

    /** Waits for a request and answers it. */
    void answerNext(int status, String body) throws IOException, InterruptedException {
        answer(next(), status, body);
    }

    /** Waits for a request and keeps it. */
    HttpExchange next() throws InterruptedException {
        HttpExchange exchange = waiting.poll(60, TimeUnit.SECONDS);
        if (exchange == null) {
            throw new AssertionError("no request came to " + id);
        }
        return exchange;
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Breaks off every request and lets no more in, like a process that is killed. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
