package io.selfscale.adapter.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A listener that remembers, and that a test can wait for. */
final class Events implements WorkerListener {
    private static final long LIMIT_SECONDS = 20;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<Worker>> seen = new ConcurrentHashMap<>();
    private final Semaphore happened = new Semaphore(0);

    @Override
    public void onReady(Worker worker) {
        note("ready", worker);
    }

    @Override
    public void onDraining(Worker worker) {
        note("draining", worker);
    }

    @Override
    public void onEnded(Worker worker) {
        note("ended", worker);
    }

    /** Returns what happened so far, such as {@code ready w-1}. */
    List<String> log() {
        return List.copyOf(log);
    }

    Worker awaitReady(String id) throws Exception {
        return future("ready " + id).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    Worker awaitEnded(String id) throws Exception {
        return future("ended " + id).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until a condition holds, which is looked at again after each event. */
    void awaitThat(String what, Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (!happened.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing more happened, and not: " + what);
            }
        }
    }

    private void note(String what, Worker worker) {
        log.add(what + " " + worker.id());
        future(what + " " + worker.id()).complete(worker);
        happened.release();
    }

    private CompletableFuture<Worker> future(String event) {
        return seen.computeIfAbsent(event, key -> new CompletableFuture<>());
    }
}
