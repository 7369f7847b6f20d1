package io.selfscale.adapter.cli.demo.gateway;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All workers that were ever known, and which of them is next. Belongs to the lock of the {@link Dispatcher}. */
final class WorkerLanes {

    private final Map<String, WorkerLane> byId = new LinkedHashMap<>();

    /** Opens the lanes of these workers, and closes all others. */
    void replace(List<Endpoint> workers) {
        Set<String> ids = new HashSet<>();
        for (Endpoint worker : workers) {
            if (!ids.add(worker.id())) {
                throw new IllegalArgumentException(
                        "each worker must be listed once but " + worker.id() + " is listed twice");
            }
        }
        for (Map.Entry<String, WorkerLane> lane : byId.entrySet()) {
            if (!ids.contains(lane.getKey())) {
                lane.getValue().close();
            }
        }
        for (Endpoint worker : workers) {
            byId.computeIfAbsent(worker.id(), id -> new WorkerLane(worker)).open(worker);
        }
    }

    /** Returns the least occupied lane that may have the request, at equal occupation that with the smallest id. */
    @Nullable
    WorkerLane next(OpenRequest request, long nowNanos) {
        WorkerLane best = null;
        for (WorkerLane lane : byId.values()) {
            if (lane.canTakeOne(nowNanos)
                    && request.maySendTo(lane.endpoint().id())
                    && (best == null || isBefore(lane, best))) {
                best = lane;
            }
        }
        return best;
    }

    /** Returns the time until the next suspicion ends; the greatest number if nobody is under suspicion. */
    long nanosOfSuspicion(long nowNanos) {
        long nanos = Long.MAX_VALUE;
        for (WorkerLane lane : byId.values()) {
            if (lane.isOpen() && lane.isSuspect(nowNanos)) {
                nanos = Math.min(nanos, lane.suspectUntilNanos() - nowNanos);
            }
        }
        return nanos;
    }

    int inFlight(String workerId) {
        WorkerLane lane = byId.get(workerId);
        return lane == null ? 0 : lane.inFlight();
    }

    int inFlight() {
        int sum = 0;
        for (WorkerLane lane : byId.values()) {
            sum += lane.inFlight();
        }
        return sum;
    }

    Map<String, WorkerCounters> counters(long nowNanos) {
        Map<String, WorkerCounters> counters = new LinkedHashMap<>();
        for (Map.Entry<String, WorkerLane> lane : byId.entrySet()) {
            counters.put(lane.getKey(), lane.getValue().counters(nowNanos));
        }
        return counters;
    }

    private static boolean isBefore(WorkerLane lane, WorkerLane other) {
        return lane.inFlight() != other.inFlight()
                ? lane.inFlight() < other.inFlight()
                : lane.endpoint().id().compareTo(other.endpoint().id()) < 0;
    }
}
