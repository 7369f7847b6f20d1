package io.selfscale.adapter.cli.demo.gateway;

import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door: takes photos by {@code POST /v1/analyze} on 127.0.0.1, lets them wait in one queue in order of
 * arrival, and gives each to a worker that has a place free.
 *
 * <p>A worker has at most two requests at a time, one in service and one ready to follow. The one with the fewest goes
 * first, at equal numbers the one with the smallest id. If a worker cannot be reached, breaks off, or takes too long,
 * its request goes to another worker, once, before everything that waits; if that one fails too, the answer is 502.
 * While no worker is ready, requests wait. 503 (with {@code Retry-After}) says that the queue is full, that the request
 * waited too long, or that the door is closing. Other answers of a worker are passed on. {@code GET /healthz} answers
 * 200.
 *
 * <p>Owns its threads, all daemons, until {@link #close()}. Safe for concurrent use.
 */
public final class Gateway implements AutoCloseable {

    static final String ANALYZE_PATH = "/v1/analyze";
    static final String HEALTH_PATH = "/healthz";

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final String HOST = "127.0.0.1";
    private static final int SERVER_THREADS = 8;
    private static final int CLIENT_THREADS = 2;

    /** Connections that may wait to be accepted: a burst opens hundreds at once. */
    private static final int ACCEPT_QUEUE = 1024;

    /** Photos have hundreds of kilobytes: larger reads than usual save system calls. */
    private static final int INPUT_BUFFER_BYTES = 64 << 10;

    /** Longer than any demo: a connection closed just when a client wants to reuse it would lose a request. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(60);

    private final Server server;
    private final int port;
    private final Dispatcher dispatcher;
    private final ScheduledThreadPoolExecutor alarms;
    private final ThreadPoolExecutor clientThreads;

    private Gateway(
            Server server,
            int port,
            Dispatcher dispatcher,
            ScheduledThreadPoolExecutor alarms,
            ThreadPoolExecutor clientThreads) {
        this.server = server;
        this.port = port;
        this.dispatcher = dispatcher;
        this.alarms = alarms;
        this.clientThreads = clientThreads;
    }

    /**
     * Opens a front door, without workers yet.
     *
     * @throws PortInUseException if somebody else listens on the port
     * @throws IOException if it cannot listen for another reason
     */
    public static Gateway open(GatewaySettings settings, Ticker ticker) throws IOException {
        ScheduledThreadPoolExecutor alarms =
                new ScheduledThreadPoolExecutor(1, threads("gateway-alarm"), new ThreadPoolExecutor.DiscardPolicy());
        ThreadPoolExecutor clientThreads = new ThreadPoolExecutor(
                CLIENT_THREADS,
                CLIENT_THREADS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("gateway-client"),
                new ThreadPoolExecutor.DiscardPolicy());
        Dispatcher dispatcher = new Dispatcher(
                settings,
                ticker,
                new WorkerClient(clientThreads, settings.workerTimeout()),
                (delay, task) -> schedule(alarms, delay, task));
        QueuedThreadPool pool = new QueuedThreadPool(SERVER_THREADS);
        pool.setName("gateway");
        pool.setDaemon(true);
        Server server = new Server(pool);
        ServerConnector connector = connector(server, settings.port());
        server.setHandler(new FrontDoor(dispatcher, ticker));
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            alarms.shutdownNow();
            clientThreads.shutdown();
            throw cannotListen(settings.port(), e);
        }
        return new Gateway(server, connector.getLocalPort(), dispatcher, alarms, clientThreads);
    }

    /** Returns the port on which it listens. */
    public int port() {
        return port;
    }

    /** Returns where photos are posted to. */
    public URI analyzeUri() {
        return URI.create("http://" + HOST + ":" + port + ANALYZE_PATH);
    }

    /**
     * Replaces the list of workers that take new requests. One that is left out gets no more of them and finishes those
     * it has; see {@link #inFlight}.
     *
     * @throws IllegalArgumentException if an id is listed twice
     */
    public void setWorkers(List<Endpoint> workers) {
        dispatcher.setWorkers(workers);
    }

    /** Returns how many requests a worker has, on the list or not; 0 if it was never known. */
    public int inFlight(String workerId) {
        return dispatcher.inFlight(workerId);
    }

    /** Returns the counters. Costs a short lock and a copy of one small record per worker. */
    public GatewaySnapshot snapshot() {
        return dispatcher.snapshot();
    }

    /**
     * Returns the mean latency of the answers of the last moments, from the arrival of the request on. Refusals at the
     * door do not count.
     *
     * @param trailing how far back to look, in steps of 50 ms; more than zero, at most 12 s
     * @throws IllegalArgumentException if {@code trailing} is out of range
     */
    public RecentLatency meanLatency(Duration trailing) {
        if (trailing.isNegative() || trailing.isZero() || trailing.compareTo(LatencyRing.MAX_TRAILING) > 0) {
            throw new IllegalArgumentException(
                    "trailing must be more than zero and at most " + LatencyRing.MAX_TRAILING + " but was " + trailing);
        }
        return dispatcher.meanLatency(trailing);
    }

    /** Returns how long the answers with 2xx took, since the door was opened. */
    public LatencySummary latency() {
        return dispatcher.latency();
    }

    /** Rejects new requests; those inside are answered. Idempotent. */
    public void drain() {
        dispatcher.drain();
    }

    /** Rejects what waits, breaks off what is in flight and stops listening. Idempotent. */
    @Override
    public void close() {
        dispatcher.rejectWaiting();
        stop(server);
        alarms.shutdownNow();
        clientThreads.shutdown();
    }

    private static ServerConnector connector(Server server, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        HttpConnectionFactory factory = new HttpConnectionFactory(http);
        factory.setInputBufferSize(INPUT_BUFFER_BYTES);
        ServerConnector connector = new ServerConnector(server, /* acceptors= */ 1, /* selectors= */ 1, factory);
        connector.setHost(HOST);
        connector.setPort(port);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        // Without this a port counts as taken for a minute after its last connection closed.
        connector.setReuseAddress(true);
        server.addConnector(connector);
        return connector;
    }

    private static IOException cannotListen(int port, Exception problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
                return new PortInUseException(port, problem);
            }
        }
        return new IOException("cannot listen on " + HOST + ":" + port + ": " + problem.getMessage(), problem);
    }

    private static void schedule(ScheduledThreadPoolExecutor alarms, Duration delay, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("an alarm of the front door failed", e);
            }
        };
        Future<?> unused = alarms.schedule(guarded, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the front door did not stop cleanly", e);
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
