package io.selfscale.adapter.cli.demo.gateway;

import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of the front door: one queue in order of arrival, the least occupied worker first (at equal occupation the
 * one with the smallest id), a request whose worker broke off goes to another one, once. Touches no network and has no
 * thread: the transport and the alarm are given. Safe for concurrent use; foreign code is never called under the lock.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** A worker that broke off gets nothing for so long, unless it is taken off the list before. */
    static final Duration SUSPICION = Duration.ofSeconds(1);

    /** Carries a request to a worker. The future fails if the worker cannot be reached or breaks off. */
    @FunctionalInterface
    interface Transport {
        CompletableFuture<Answer> send(Endpoint worker, byte[] body);
    }

    /** Runs a task later, on a thread of its own. */
    @FunctionalInterface
    interface Alarm {
        void after(Duration delay, Runnable task);
    }

    private final GatewaySettings settings;
    private final Ticker ticker;
    private final Transport transport;
    private final Alarm alarm;

    private final Object lock = new Object();
    private final WorkerLanes lanes = new WorkerLanes();
    private final Deque<OpenRequest> queue = new ArrayDeque<>();

    /** Requests for their second attempt; they are older than what is in the queue, and go first. */
    private final Deque<OpenRequest> retries = new ArrayDeque<>();

    /** Every request without an answer, the oldest first. */
    private final Set<OpenRequest> open = new LinkedHashSet<>();

    private final Traffic traffic;
    private long openBytes;
    private boolean draining;
    private boolean alarmSet;
    private long alarmAtNanos;

    Dispatcher(GatewaySettings settings, Ticker ticker, Transport transport, Alarm alarm) {
        this.settings = settings;
        this.ticker = ticker;
        this.transport = transport;
        this.alarm = alarm;
        this.traffic = new Traffic(ticker.nanos());
    }

    /** Takes a request on; it is answered exactly once. */
    void onRequest(byte[] body, long arrivedNanos, Consumer<Answer> onAnswer) {
        OpenRequest request = new OpenRequest(body, arrivedNanos, onAnswer);
        change(after -> {
            traffic.onOffered();
            String reason = reasonToRefuse(body.length);
            if (!reason.isEmpty()) {
                Answer refusal = Answer.refusal(503, reason);
                traffic.onRefused(refusal);
                after.add(() -> request.answer(refusal));
                return;
            }
            open.add(request);
            openBytes += body.length;
            queue.addLast(request);
        });
    }

    /** Counts a request that is refused because of its form. */
    void onMalformed(Answer refusal) {
        synchronized (lock) {
            traffic.onOffered();
            traffic.onRefused(refusal);
        }
    }

    /** Replaces the list of workers that take new requests. */
    void setWorkers(List<Endpoint> workers) {
        change(after -> lanes.replace(workers));
    }

    int inFlight(String workerId) {
        synchronized (lock) {
            return lanes.inFlight(workerId);
        }
    }

    /** Takes nothing new on; what was taken on is answered as usual. */
    void drain() {
        synchronized (lock) {
            draining = true;
        }
    }

    /** Takes nothing new on, and rejects what no worker has yet. */
    void rejectWaiting() {
        change(after -> {
            draining = true;
            rejectIf(request -> true, "the front door is closing", after);
        });
    }

    GatewaySnapshot snapshot() {
        synchronized (lock) {
            long now = ticker.nanos();
            return new GatewaySnapshot(
                    traffic.counters(),
                    queue.size() + retries.size(),
                    lanes.inFlight(),
                    oldestWaiting(now),
                    lanes.counters(now));
        }
    }

    RecentLatency meanLatency(Duration trailing) {
        synchronized (lock) {
            long now = ticker.nanos();
            RecentLatency ifNone =
                    open.isEmpty() ? new RecentLatency.Idle() : new RecentLatency.Stalled(oldestWaiting(now));
            return traffic.meanLatency(now, trailing, ifNone);
        }
    }

    LatencySummary latency() {
        synchronized (lock) {
            return traffic.latency();
        }
    }

    /** A change of the state, which may leave calls to be made after the lock is released. */
    @FunctionalInterface
    private interface Change {
        void apply(List<Runnable> after);
    }

    /** Applies a change, then gives workers what they can take, then makes the calls to the outside. */
    private void change(Change change) {
        List<Runnable> after = new ArrayList<>();
        synchronized (lock) {
            change.apply(after);
            long now = ticker.nanos();
            assignAll(retries, now, after);
            assignAll(queue, now, after);
            setAlarm(now, after);
        }
        after.forEach(Dispatcher::runGuarded);
    }

    /** One call that fails must not keep the next request from being sent. */
    private static void runGuarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("a request could not be sent, or an answer not be delivered", e);
        }
    }

    private String reasonToRefuse(long bytes) {
        if (draining) {
            return "the front door is closing";
        }
        if (queue.size() + retries.size() >= settings.queueLimit() || openBytes + bytes > settings.queuedBytesLimit()) {
            return "the queue is full";
        }
        return "";
    }

    private void assignAll(Deque<OpenRequest> waiting, long now, List<Runnable> after) {
        for (Iterator<OpenRequest> each = waiting.iterator(); each.hasNext(); ) {
            OpenRequest request = each.next();
            WorkerLane lane = lanes.next(request, now);
            if (lane != null) {
                each.remove();
                lane.onSent(now);
                Endpoint worker = lane.endpoint();
                after.add(() -> send(request, lane, worker));
            } else if (!request.isRetry()) {
                // What holds for a first attempt holds for all behind it; a retry may only have met the wrong worker.
                return;
            }
        }
    }

    private void send(OpenRequest request, WorkerLane lane, Endpoint worker) {
        CompletableFuture<@Nullable Void> unused = transport
                .send(worker, request.body())
                .<@Nullable Void>handle((answer, problem) -> {
                    onReturned(request, lane, worker, answer);
                    return null;
                })
                .exceptionally(problem -> {
                    LOG.error("an answer of worker {} could not be handled", worker.id(), problem);
                    return null;
                });
    }

    private void onReturned(OpenRequest request, WorkerLane lane, Endpoint worker, @Nullable Answer answer) {
        change(after -> {
            long now = ticker.nanos();
            lane.onReturned(now, answer != null && answer.isSuccess());
            if (answer != null) {
                finish(request, answer, now, after);
                return;
            }
            lane.suspectUntil(now + SUSPICION.toNanos());
            if (request.isRetry()) {
                finish(request, Answer.refusal(502, "two workers broke off"), now, after);
                return;
            }
            request.breakAt(worker.id());
            traffic.onRetried();
            retries.addLast(request);
        });
    }

    private void finish(OpenRequest request, Answer answer, long now, List<Runnable> after) {
        open.remove(request);
        openBytes -= request.body().length;
        traffic.onAnswered(answer, now, now - request.arrivedNanos());
        after.add(() -> request.answer(answer));
    }

    private Duration oldestWaiting(long now) {
        Iterator<OpenRequest> oldestFirst = open.iterator();
        return oldestFirst.hasNext()
                ? Duration.ofNanos(Math.max(0, now - oldestFirst.next().arrivedNanos()))
                : Duration.ZERO;
    }

    private void onAlarm() {
        change(after -> {
            alarmSet = false;
            long now = ticker.nanos();
            rejectIf(request -> deadlineNanos(request) - now <= 0, "no worker was free in time", after);
        });
    }

    private void rejectIf(Predicate<OpenRequest> isDue, String reason, List<Runnable> after) {
        long now = ticker.nanos();
        for (Deque<OpenRequest> waiting : List.of(retries, queue)) {
            waiting.removeIf(request -> {
                boolean due = isDue.test(request);
                if (due) {
                    finish(request, Answer.refusal(503, reason), now, after);
                }
                return due;
            });
        }
    }

    private long deadlineNanos(OpenRequest request) {
        return request.arrivedNanos() + settings.queueDeadline().toNanos();
    }

    /** Sets the alarm for the next time at which something is to be done although nothing happened. */
    private void setAlarm(long now, List<Runnable> after) {
        if (queue.isEmpty() && retries.isEmpty()) {
            return;
        }
        long waitNanos = Long.MAX_VALUE;
        for (OpenRequest request : retries) {
            waitNanos = Math.min(waitNanos, deadlineNanos(request) - now);
        }
        OpenRequest first = queue.peekFirst();
        if (first != null) {
            waitNanos = Math.min(waitNanos, deadlineNanos(first) - now);
        }
        waitNanos = Math.min(waitNanos, lanes.nanosOfSuspicion(now));
        long delayNanos = Math.max(0, waitNanos);
        if (!alarmSet || alarmAtNanos - now > delayNanos) {
            alarmSet = true;
            alarmAtNanos = now + delayNanos;
            after.add(() -> alarm.after(Duration.ofNanos(delayNanos), this::onAlarm));
        }
    }
}
