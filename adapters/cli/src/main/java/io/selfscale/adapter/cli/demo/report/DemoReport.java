package io.selfscale.adapter.cli.demo.report;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The report of a demo run; the components are the members of the JSON document, in its order. Every time is in
 * seconds since the load began (negative before), to the millisecond.
 *
 * @param requests what became of the requests
 * @param latencySeconds how long completed requests took, from the moment they were due
 * @param replicas how many there were
 * @param scaleOuts changes of the requested count to a larger one
 * @param scaleIns changes of the requested count to a smaller one
 * @param decisions every change of the requested count, in order; copied
 * @param workers every worker process, in the order in which they were started; copied
 * @param throughputByReady completed requests per second by the number of ready replicas, over the time at which
 *     exactly that many were ready and requests were waiting throughout; a number of replicas that was not saturated
 *     for at least a second is left out; copied
 * @param startupSeconds how long workers took from their order until they were ready
 * @param cpuSeconds processor time used, start-up included
 */
public record DemoReport(
        Requests requests,
        Latency latencySeconds,
        Replicas replicas,
        int scaleOuts,
        int scaleIns,
        List<Change> decisions,
        List<WorkerLife> workers,
        SortedMap<Integer, Double> throughputByReady,
        Startup startupSeconds,
        CpuSeconds cpuSeconds) {

    public DemoReport {
        decisions = List.copyOf(decisions);
        workers = List.copyOf(workers);
        throughputByReady = Collections.unmodifiableSortedMap(new TreeMap<>(throughputByReady));
    }

    /**
     * What became of the requests; {@code offered = completed + failed + rejected + lost}.
     *
     * @param offered sent to the front door
     * @param completed answered with a 2xx status
     * @param failed answered with any other status
     * @param rejected answered with 429 or 503 by the front door
     * @param lost not answered
     */
    public record Requests(long offered, long completed, long failed, long rejected, long lost) {
        public Requests {
            if (offered != completed + failed + rejected + lost) {
                throw new IllegalArgumentException("offered must be completed + failed + rejected + lost but was "
                        + offered + " != " + completed + " + " + failed + " + " + rejected + " + " + lost);
            }
        }

        /** Returns the requests that were not completed. */
        @JsonIgnore
        public long notCompleted() {
            return offered - completed;
        }
    }

    /**
     * Percentiles of latency; null if nothing was completed.
     *
     * @param p50 the median
     * @param p95 what 95 % of the requests did not exceed
     * @param p99 what 99 % of the requests did not exceed
     */
    public record Latency(
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {}

    /**
     * Replicas over time.
     *
     * @param min least ready replicas while the load ran and until the pool was back at its least size
     * @param max most ready replicas in that time
     * @param timeline a point for every second, and for every change of the requested or ready count; copied
     */
    public record Replicas(int min, int max, List<TimelinePoint> timeline) {
        public Replicas {
            timeline = List.copyOf(timeline);
        }
    }

    /**
     * One moment; an array of four numbers in JSON.
     *
     * @param atSeconds when
     * @param requested replicas the autoscaler wants
     * @param ready replicas that serve
     * @param need replicas that the demand takes: {@code ceil(demand / measured capacity of one ready replica)}; null
     *     while it is not known
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"t_s", "requested", "ready", "need"})
    public record TimelinePoint(
            @JsonProperty("t_s") double atSeconds,
            int requested,
            int ready,
            @Nullable Integer need) {}

    /**
     * One change of the requested count.
     *
     * @param atSeconds when
     * @param from replicas requested before
     * @param to replicas requested after
     * @param reason the stable name of the reason
     * @param explain what was seen, wanted, limited and ordered, in a few lines
     */
    public record Change(@JsonProperty("t_s") double atSeconds, int from, int to, String reason, String explain) {}

    /**
     * The life of a worker process; what has not happened is null.
     *
     * @param id the replica
     * @param pid its process id
     * @param startedSeconds when the process was started
     * @param readySeconds when it was ready
     * @param endedSeconds when it had ended
     * @param cause why it ended
     */
    public record WorkerLife(
            String id,
            @Nullable Long pid,
            @JsonProperty("started_s") @Nullable Double startedSeconds,
            @JsonProperty("ready_s") @Nullable Double readySeconds,
            @JsonProperty("ended_s") @Nullable Double endedSeconds,
            @Nullable String cause) {}

    /**
     * Percentiles of start-up times; null if no worker was ever ready.
     *
     * @param p50 the median
     * @param p95 what 95 % of the workers did not exceed
     */
    public record Startup(@Nullable Double p50, @Nullable Double p95) {}

    /**
     * Processor time.
     *
     * @param gateway of the demo's own process: front door, autoscaler and load generator together
     * @param workers of all worker processes
     */
    public record CpuSeconds(double gateway, double workers) {}
}
