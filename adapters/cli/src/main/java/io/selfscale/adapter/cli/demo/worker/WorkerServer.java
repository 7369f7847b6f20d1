package io.selfscale.adapter.cli.demo.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.selfscale.adapter.cli.demo.photo.PhotoAnalysis;
import io.selfscale.adapter.cli.demo.photo.PhotoFormatException;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Analyses photos that come over HTTP, one at a time in the order of arrival, at the speed that its {@link CpuShare}
 * gives.
 *
 * <p>{@code GET /ready} answers 503 until the worker is warm, then 200. {@code POST /v1/analyze} takes a PNG file and
 * answers with {@link PhotoAnalysis#toJson()}, or 400 if it is none that can be analysed. {@code GET /stats} answers
 * with {@link WorkerStats#toJson()}.
 *
 * <p>Safe for concurrent use.
 */
public final class WorkerServer implements AutoCloseable {

    private static final int MAX_BODY_BYTES = 16 << 20;
    private static final int HTTP_THREADS = 4;
    private static final long CLOSE_SECONDS = 10;

    private final WorkerSettings settings;
    private final HttpServer http;
    private final ExecutorService httpThreads;
    private final SlotThread slotThread;
    private final ProcessingSlot slot;
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private final Exchanges exchanges = new Exchanges();

    private WorkerServer(WorkerSettings settings, HttpServer http, SlotThread slotThread, ProcessingSlot slot) {
        this.settings = settings;
        this.http = http;
        this.slotThread = slotThread;
        this.slot = slot;
        AtomicInteger number = new AtomicInteger();
        this.httpThreads = Executors.newFixedThreadPool(HTTP_THREADS, task -> {
            Thread thread = new Thread(task, "worker-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a worker; it listens at once and is ready later.
     *
     * @throws IOException if it cannot listen on its port
     */
    public static WorkerServer start(WorkerSettings settings, Ticker ticker) throws IOException {
        LongSupplier cpuClock = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
        return start(settings, ticker, cpuClock, () -> WarmUp.run(cpuClock));
    }

    static WorkerServer start(WorkerSettings settings, Ticker ticker, LongSupplier threadCpuNanos, Runnable warmUp)
            throws IOException {
        HttpServer http = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), settings.port()), 0);
        SlotThread slotThread = new SlotThread("worker-slot");
        ProcessingSlot slot = new ProcessingSlot(settings.cpuShare(), ticker, threadCpuNanos, slotThread);
        WorkerServer worker = new WorkerServer(settings, http, slotThread, slot);
        http.setExecutor(worker.httpThreads);
        http.createContext("/", worker::handle);
        http.start();
        slotThread.schedule(Duration.ZERO, () -> worker.getReady(warmUp));
        return worker;
    }

    /** Returns the port on which it listens. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Completes when the worker is ready. */
    public CompletableFuture<@Nullable Void> ready() {
        return ready.copy();
    }

    /** Returns what it did so far. */
    public WorkerStats stats() {
        return new WorkerStats(settings.index(), ready.isDone(), slot.completed(), slot.cpuNanos(), slot.waiting());
    }

    /** Takes no more requests, finishes those it has (for ten seconds at most) and ends its threads. Idempotent. */
    @Override
    public void close() {
        try {
            exchanges.close().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LoggerFactory.getLogger(WorkerServer.class)
                    .warn("worker {} ends with requests unanswered", settings.index(), e);
        }
        http.stop(0);
        slotThread.close();
        httpThreads.shutdownNow();
    }

    private void getReady(Runnable warmUp) {
        warmUp.run();
        slotThread.schedule(settings.startupDelay(), () -> ready.complete(null));
    }

    private void handle(HttpExchange exchange) throws IOException {
        switch (String.valueOf(exchange.getRequestURI().getPath())) {
            case "/ready" -> {
                boolean isReady = ready.isDone() && exchanges.isOpen();
                answer(exchange, isReady ? 200 : 503, "{\"ready\":" + isReady + "}");
            }
            case "/stats" -> answer(exchange, 200, stats().toJson());
            case "/v1/analyze" -> analyze(exchange);
            default -> answer(exchange, 404, error("there is nothing here"));
        }
    }

    private void analyze(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            answer(exchange, 405, error("use POST"));
            return;
        }
        byte[] png = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (png.length > MAX_BODY_BYTES) {
            answer(exchange, 413, error("a photo must have at most " + MAX_BODY_BYTES + " bytes"));
            return;
        }
        if (!ready.isDone() || !exchanges.tryEnter()) {
            answer(exchange, 503, error("this worker takes no requests"));
            return;
        }
        // The thread is free again from here on: the answer is written when the slot lets it go.
        CompletableFuture<@Nullable Void> unused = slot.submit(
                        () -> PhotoAnalysis.of(png).toJson())
                .<@Nullable Void>handleAsync(
                        (json, problem) -> {
                            finish(exchange, json, problem);
                            return null;
                        },
                        httpThreads);
    }

    private void finish(HttpExchange exchange, @Nullable String json, @Nullable Throwable problem) {
        try {
            if (json != null) {
                answer(exchange, 200, json);
            } else if (problem instanceof PhotoFormatException) {
                answer(exchange, 400, error(String.valueOf(problem.getMessage())));
            } else {
                answer(exchange, 500, error("the analysis failed: " + problem));
            }
        } catch (IOException e) {
            // Nobody waits for the answer any more.
            exchange.close();
        } finally {
            exchanges.leave();
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String error(String reason) {
        return "{\"error\":\"" + reason.replaceAll("[\\p{Cntrl}\"\\\\]", " ") + "\"}";
    }

    /** Counts the requests inside, and lets no more in once closed. */
    private static final class Exchanges {
        private final CompletableFuture<@Nullable Void> empty = new CompletableFuture<>();
        private int inside;
        private boolean closed;

        synchronized boolean isOpen() {
            return !closed;
        }

        synchronized boolean tryEnter() {
            if (!closed) {
                inside++;
            }
            return !closed;
        }

        synchronized void leave() {
            inside--;
            completeIfEmpty();
        }

        synchronized CompletableFuture<@Nullable Void> close() {
            closed = true;
            completeIfEmpty();
            return empty;
        }

        private void completeIfEmpty() {
            if (closed && inside == 0) {
                empty.complete(null);
            }
        }
    }
}
