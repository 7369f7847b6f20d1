package io.selfscale.adapter.cli.demo.gateway;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What passed the front door since it was opened, and what is inside now.
 *
 * @param requests cumulative counts
 * @param queueLength requests that wait for a worker
 * @param inFlight requests that a worker has
 * @param oldestWaiting age of the oldest request without an answer, queued or in flight; zero if there is none
 * @param workers counters of every worker that was ever known, in the order in which they came
 */
public record GatewaySnapshot(
        RequestCounters requests,
        int queueLength,
        int inFlight,
        Duration oldestWaiting,
        Map<String, WorkerCounters> workers) {

    public GatewaySnapshot {
        workers = Collections.unmodifiableMap(new LinkedHashMap<>(workers));
    }

    /** Returns the counters of one worker, all zero if it was never known. */
    public WorkerCounters worker(String id) {
        WorkerCounters counters = workers.get(id);
        return counters == null ? new WorkerCounters(0, 0, 0) : counters;
    }

    /** Returns how many requests arrived. */
    public long offered() {
        return requests.offered();
    }

    /** Returns how many requests a worker answered with 2xx. */
    public long completed() {
        return requests.completed();
    }
}
