package io.selfscale.adapter.cli.demo.load;

import io.selfscale.adapter.cli.demo.gateway.LatencySummary;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import io.selfscale.policy.spi.Ticker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each request of a schedule at its instant, and never waits for an answer before it sends the next one (an open
 * loop): a service that is slow gets no fewer requests. The latency of a request counts from the instant at which it
 * should have been sent, so that a late generator does not hide a slow service.
 *
 * <p>Owns one thread for sending and two for answers, all daemons, until {@link #close()}. Safe for concurrent use.
 */
public final class LoadGenerator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadGenerator.class);

    /** Without an answer for so long a request counts as lost. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(90);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int CLIENT_THREADS = 2;
    private static final long CLOSE_SECONDS = 5;

    private final HttpRequest.Builder template;
    private final ArrivalSchedule schedule;
    private final ProductPhotos photos;
    private final RandomGenerator random;
    private final Ticker ticker;
    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor clientThreads;
    private final HttpClient client;
    private final Map<Integer, CompletableFuture<HttpResponse<Void>>> outstanding = new ConcurrentHashMap<>();
    private final CompletableFuture<LoadTotals> finished = new CompletableFuture<>();
    private final Outcomes outcomes = new Outcomes();

    /** Position in the schedule; confined to the thread that sends. */
    private int next;

    private long startedNanos;

    /**
     * Creates a generator; {@link #start()} starts it.
     *
     * @param target where each photo is posted to
     * @param seed decides which photo is sent when
     */
    public LoadGenerator(URI target, ArrivalSchedule schedule, ProductPhotos photos, long seed, Ticker ticker) {
        this(target, schedule, photos, seed, ticker, ANSWER_TIMEOUT);
    }

    LoadGenerator(
            URI target,
            ArrivalSchedule schedule,
            ProductPhotos photos,
            long seed,
            Ticker ticker,
            Duration answerTimeout) {
        this.template = HttpRequest.newBuilder(target).timeout(answerTimeout).header("Content-Type", "image/png");
        this.schedule = schedule;
        this.photos = photos;
        this.random = new SplittableRandom(seed);
        this.ticker = ticker;
        this.scheduler = ClientThreads.scheduler("load");
        this.clientThreads = ClientThreads.pool("load-client", CLIENT_THREADS);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(clientThreads)
                .build();
    }

    /**
     * Starts to send; time zero of the schedule is now.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public void start() {
        if (!outcomes.tryStart()) {
            throw new IllegalStateException("a load generator can be started once, before it is closed");
        }
        startedNanos = ticker.nanos();
        scheduler.execute(this::sendOrGiveUp);
    }

    /** Returns what became of the requests that were sent so far. */
    public LoadTotals totals() {
        return outcomes.totals();
    }

    /** Returns how long the answers with 2xx took, so far. */
    public LatencySummary latency() {
        return outcomes.latency();
    }

    /**
     * Completes when every request of the schedule was sent and has an outcome, or after {@link #stop()} when every one
     * that was sent has; never exceptionally.
     */
    public CompletableFuture<LoadTotals> finished() {
        return finished.copy();
    }

    /** Sends nothing more; answers that are still to come are waited for by {@link #finished()}. Idempotent. */
    public void stop() {
        scheduler.shutdown();
        finishIf(outcomes.allSent());
    }

    /** Sends nothing more and gives up what has no answer yet, which counts as lost. Idempotent. */
    @Override
    public void close() {
        stop();
        awaitLastSend();
        for (CompletableFuture<HttpResponse<Void>> exchange : List.copyOf(outstanding.values())) {
            exchange.cancel(true);
        }
        clientThreads.shutdown();
    }

    /** A request that is just being sent must be among the outstanding ones before these are given up. */
    private void awaitLastSend() {
        try {
            if (!scheduler.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the load is still sending after {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendOrGiveUp() {
        try {
            sendWhatIsDue();
        } catch (RuntimeException e) {
            LOG.error("the load ends early: a request could not be sent", e);
            finishIf(outcomes.allSent());
        }
    }

    private void sendWhatIsDue() {
        while (next < schedule.size()) {
            long due = startedNanos + dueNanos(next);
            long early = due - ticker.nanos();
            if (early > 0) {
                Future<?> unused = scheduler.schedule(this::sendOrGiveUp, early, TimeUnit.NANOSECONDS);
                return;
            }
            if (!outcomes.trySend()) {
                return;
            }
            send(next++, due);
        }
        finishIf(outcomes.allSent());
    }

    private void send(int index, long dueAtNanos) {
        byte[] png = schedule.photo(index, photos, random).png();
        HttpRequest request = template.copy()
                .POST(HttpRequest.BodyPublishers.ofByteArray(png))
                .build();
        CompletableFuture<HttpResponse<Void>> exchange = exchange(request);
        outstanding.put(index, exchange);
        CompletableFuture<@Nullable Void> unused = exchange.<@Nullable Void>handle((response, problem) -> {
                    outstanding.remove(index);
                    onOutcome(response, ticker.nanos() - dueAtNanos);
                    return null;
                })
                .exceptionally(problem -> {
                    LOG.error("an outcome could not be counted", problem);
                    return null;
                });
    }

    private CompletableFuture<HttpResponse<Void>> exchange(HttpRequest request) {
        try {
            return client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        } catch (RuntimeException e) {
            LOG.warn("a request could not be sent", e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private void onOutcome(@Nullable HttpResponse<Void> response, long latencyNanos) {
        finishIf(response == null ? outcomes.lost() : outcomes.answered(response.statusCode(), latencyNanos));
    }

    private void finishIf(boolean done) {
        if (done) {
            finished.complete(outcomes.totals());
        }
    }

    private long dueNanos(int index) {
        return (long) (schedule.atSeconds(index) * 1e9);
    }
}
