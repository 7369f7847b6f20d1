package io.selfscale.adapter.cli.demo.gateway;

import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/** A dispatcher between virtual workers, in virtual time; requests are named by their bodies. */
final class DispatcherFixture {

    /** Close to the wrap-around, so that it is always exercised. */
    private static final long ORIGIN_NANOS = Long.MAX_VALUE - 500_000_000;

    private record Task(long atNanos, Runnable work) {}

    private record Delivery(String worker, String request, CompletableFuture<Answer> answer) {}

    private final PriorityQueue<Task> alarms = new PriorityQueue<>(Comparator.comparingLong(Task::atNanos));
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Map<String, List<Integer>> answers = new LinkedHashMap<>();
    private long elapsedNanos;

    final Ticker ticker = () -> ORIGIN_NANOS + elapsedNanos;
    final Dispatcher dispatcher;

    DispatcherFixture(int queueLimit, long bytesLimit, Duration deadline) {
        dispatcher = new Dispatcher(
                new GatewaySettings(0, queueLimit, bytesLimit, deadline, Duration.ofSeconds(30)),
                ticker,
                this::deliver,
                (delay, task) -> alarms.add(new Task(elapsedNanos + delay.toNanos(), task)));
    }

    private CompletableFuture<Answer> deliver(Endpoint worker, byte[] body) {
        Delivery delivery =
                new Delivery(worker.id(), new String(body, StandardCharsets.UTF_8), new CompletableFuture<>());
        deliveries.add(delivery);
        return delivery.answer();
    }

    void workers(String... ids) {
        dispatcher.setWorkers(
                Arrays.stream(ids).map(id -> new Endpoint(id, 1000)).toList());
    }

    void request(String name) {
        answers.put(name, new ArrayList<>());
        dispatcher.onRequest(
                name.getBytes(StandardCharsets.UTF_8),
                ticker.nanos(),
                answer -> answers.getOrDefault(name, new ArrayList<>()).add(answer.status()));
    }

    /** Returns what is in flight, in the order in which it was sent, as "request>worker". */
    List<String> inFlight() {
        return deliveries.stream()
                .map(delivery -> delivery.request() + ">" + delivery.worker())
                .toList();
    }

    /** Lets a worker answer the request that it has had longest. */
    void answer(String worker, int status) {
        take(worker).complete(Answer.of(status, new byte[0]));
    }

    /** Lets a worker break off the request that it has had longest. */
    void breakOff(String worker) {
        take(worker).completeExceptionally(new IOException("connection reset"));
    }

    private CompletableFuture<Answer> take(String worker) {
        Delivery first = deliveries.stream()
                .filter(delivery -> delivery.worker().equals(worker))
                .findFirst()
                .orElseThrow();
        deliveries.remove(first);
        return first.answer();
    }

    void pass(Duration time) {
        long end = elapsedNanos + time.toNanos();
        while (!alarms.isEmpty() && alarms.element().atNanos() <= end) {
            Task task = alarms.remove();
            elapsedNanos = Math.max(elapsedNanos, task.atNanos());
            task.work().run();
        }
        elapsedNanos = end;
    }

    /** Returns the statuses with which a request was answered: one, once it was. */
    List<Integer> answersTo(String request) {
        return answers.getOrDefault(request, List.of());
    }

    Map<String, List<Integer>> answers() {
        return answers;
    }

    RequestCounters counters() {
        return dispatcher.snapshot().requests();
    }
}
