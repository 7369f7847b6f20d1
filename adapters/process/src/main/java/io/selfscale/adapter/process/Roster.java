package io.selfscale.adapter.process;

import io.selfscale.policy.Replica;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool, those that ended lately included. Guarded by its own monitor, as are the workers in it: whoever
 * calls a method of either holds it, and calls no foreign code meanwhile.
 */
final class Roster {
    /** How long the inventory shows a replica that ended: the minute that the contract asks for, with a margin. */
    private static final Duration INVENTORY_MEMORY = Duration.ofSeconds(90);

    private final String pool;
    private final String idPrefix;
    private final Duration keepEnded;
    private final Map<String, PooledWorker> workers = new LinkedHashMap<>();
    private long accepted;
    private boolean closed;

    /**
     * Creates an empty roster.
     *
     * @param pool name of the pool
     * @param idPrefix what ids begin with
     * @param keepEnded how long a worker that ended is remembered, at least as long as the inventory shows it
     */
    Roster(String pool, String idPrefix, Duration keepEnded) {
        this.pool = pool;
        this.idPrefix = idPrefix;
        this.keepEnded = keepEnded.compareTo(INVENTORY_MEMORY) < 0 ? INVENTORY_MEMORY : keepEnded;
    }

    /** Adds a worker. */
    PooledWorker accept(String orderId, Moment now) {
        accepted++;
        PooledWorker worker = new PooledWorker(idPrefix + "-" + accepted, freeIndex(), orderId, now);
        workers.put(worker.id(), worker);
        return worker;
    }

    /** Returns the worker of that id, or null. */
    @Nullable
    PooledWorker find(String id) {
        return workers.get(id);
    }

    /** Returns every worker, in the order of acceptance. */
    List<PooledWorker> all() {
        return List.copyOf(workers.values());
    }

    /** Returns the number of workers that are not in a terminal state. */
    int size() {
        return (int) workers.values().stream()
                .filter(worker -> !worker.state().isTerminal())
                .count();
    }

    /** Returns the ports of processes that have not ended. */
    Set<Integer> ports() {
        return workers.values().stream()
                .filter(worker -> !worker.isSettled())
                .map(PooledWorker::port)
                .filter(port -> port > 0)
                .collect(Collectors.toSet());
    }

    List<Replica> replicas(Moment now) {
        forget(now);
        return workers.values().stream()
                .filter(worker -> !hasEndedFor(INVENTORY_MEMORY, worker, now))
                .map(worker -> worker.replica(pool, now))
                .toList();
    }

    /** Returns what is known of each worker, by index, and by age where several had the same one. */
    List<Worker> snapshots(Moment now) {
        forget(now);
        return workers.values().stream()
                .sorted(Comparator.comparingInt(PooledWorker::index))
                .map(PooledWorker::snapshot)
                .toList();
    }

    /** Notes that nothing is to be started any more; returns false if that is known already. */
    boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    boolean isClosed() {
        return closed;
    }

    private void forget(Moment now) {
        workers.values().removeIf(worker -> hasEndedFor(keepEnded, worker, now));
    }

    private static boolean hasEndedFor(Duration span, PooledWorker worker, Moment now) {
        return worker.isSettled() && worker.since().until(now).compareTo(span) > 0;
    }

    /** A process that is dying still has its index: what stands behind it, such as a device, is not free yet. */
    private int freeIndex() {
        Set<Integer> taken = workers.values().stream()
                .filter(worker -> !worker.isSettled())
                .map(PooledWorker::index)
                .collect(Collectors.toSet());
        int index = 0;
        while (taken.contains(index)) {
            index++;
        }
        return index;
    }
}
