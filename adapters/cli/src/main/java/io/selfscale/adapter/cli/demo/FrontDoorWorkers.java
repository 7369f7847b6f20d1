package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.gateway.Endpoint;
import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.process.StartupTimes;
import io.selfscale.adapter.process.Worker;
import io.selfscale.adapter.process.WorkerListener;
import io.selfscale.policy.ReplicaState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the front door which workers to use, and whoever watches what becomes of them. Called by the pool; the rest is
 * safe for concurrent use.
 */
final class FrontDoorWorkers implements WorkerListener {

    /** When so many workers ended before any was ready, the next ones will too. */
    private static final int HOPELESS_FAILURES = 3;

    private final Consumer<List<Endpoint>> frontDoor;
    private final Consumer<String> events;
    private final Map<String, Endpoint> ready = new LinkedHashMap<>();
    private final CompletableFuture<@Nullable Void> firstReady = new CompletableFuture<>();
    private final int awaited;
    private int failures;
    private @Nullable String lastFailure;

    /**
     * Creates a listener.
     *
     * @param frontDoor takes the workers to use, each time they change
     * @param events takes a line about each worker that became ready or ended
     * @param awaited ready workers that {@link #firstReady} waits for
     */
    FrontDoorWorkers(Consumer<List<Endpoint>> frontDoor, Consumer<String> events, int awaited) {
        this.frontDoor = frontDoor;
        this.events = events;
        this.awaited = awaited;
    }

    /**
     * Completes when as many workers as were awaited are ready for the first time; exceptionally if the first ones end
     * by themselves again and again.
     */
    CompletableFuture<@Nullable Void> firstReady() {
        return firstReady;
    }

    /** Returns the number of workers that the front door uses. */
    synchronized int ready() {
        return ready.size();
    }

    /** Returns why the last worker that ended unasked did so, or null if none has. */
    synchronized @Nullable String lastFailure() {
        return lastFailure;
    }

    @Override
    public void onReady(Worker worker) {
        boolean enough;
        synchronized (this) {
            ready.put(worker.id(), new Endpoint(worker.id(), worker.port()));
            frontDoor.accept(new ArrayList<>(ready.values()));
            enough = ready.size() >= awaited;
        }
        events.accept(readyLine(worker));
        if (enough) {
            firstReady.complete(null);
        }
    }

    @Override
    public void onDraining(Worker worker) {
        remove(worker);
    }

    @Override
    public void onEnded(Worker worker) {
        remove(worker);
        events.accept(endedLine(worker));
        failure(worker);
    }

    private void failure(Worker worker) {
        String cause = worker.cause();
        if (worker.state() != ReplicaState.FAILED && worker.state() != ReplicaState.EXPIRED) {
            return;
        }
        boolean hopeless;
        synchronized (this) {
            lastFailure = cause;
            failures++;
            hopeless = failures >= HOPELESS_FAILURES && ready.isEmpty();
        }
        if (hopeless) {
            // Has no effect if workers were ready before.
            firstReady.completeExceptionally(new CommandFailedException(
                    HOPELESS_FAILURES + " workers ended before they were ready; the last one " + cause));
        }
    }

    private synchronized void remove(Worker worker) {
        if (ready.remove(worker.id()) != null) {
            frontDoor.accept(new ArrayList<>(ready.values()));
        }
    }

    private static String readyLine(Worker worker) {
        StartupTimes times = worker.startup();
        double startup = times == null ? 0 : Durations.seconds(times.startedToReady());
        return String.format(
                Locale.ROOT,
                "READY worker=%s pid=%d port=%d startup=%.1fs",
                worker.id(),
                worker.pid(),
                worker.port(),
                startup);
    }

    private static String endedLine(Worker worker) {
        return "ENDED worker=" + worker.id() + (worker.pid() < 0 ? "" : " pid=" + worker.pid()) + " cause=\""
                + worker.cause() + "\"";
    }
}
