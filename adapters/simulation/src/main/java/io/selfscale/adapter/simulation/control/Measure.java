package io.selfscale.adapter.simulation.control;

import io.selfscale.adapter.simulation.world.Measurements;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated world can be asked for. A signal of a policy is answered by the measure of its name, or of one of the
 * other names that servers and platforms give to the same thing.
 */
public enum Measure {
    /** Requests that wait or are served, mean since the last sample. */
    IN_FLIGHT(
            "requests that wait or are served",
            Shape.AMOUNT,
            "requests_in_flight",
            "in_flight",
            "connections",
            "concurrency",
            "ongoing_requests",
            "active_requests"),
    /** Requests that wait, now. */
    WAITING(
            "requests that wait",
            Shape.AMOUNT,
            "requests_waiting",
            "waiting",
            "queue_length",
            "queue_depth",
            "queue",
            "backlog"),
    /** Requests that hold a slot, mean since the last sample. */
    RUNNING("requests that are served", Shape.AMOUNT, "requests_running", "running", "in_service", "slots_in_use"),
    /** Requests that arrive per second. */
    ARRIVALS(
            "requests that arrive per second",
            Shape.AMOUNT,
            "arrivals",
            "arrival_rate",
            "request_rate",
            "requests_per_second",
            "rps"),
    /** Requests that are served per second. */
    THROUGHPUT("requests that are served per second", Shape.AMOUNT, "throughput", "completions"),
    /** Requests that are rejected or give up per second. */
    REJECTED("requests that are rejected or give up per second", Shape.AMOUNT, "rejected", "shed", "dropped"),
    /** Share of the slots that is taken. */
    UTILIZATION(
            "share of the slots that is taken",
            Shape.SHARE,
            "utilization",
            "slot_utilization",
            "kv_cache_utilization",
            "cpu",
            "cpu_utilization",
            "memory_utilization"),
    /** Share of the time in which a replica serves anything. */
    BUSY("share of the time in which a replica serves anything", Shape.SHARE, "gpu_utilization", "gpu", "busy_share"),
    /** Share of the requests that took a slot later than is in time, or left without one. */
    LATE("share of the requests that waited for too long or left unserved", Shape.WHOLE_SHARE, "late_share"),
    /** Share of the requests that took a slot later than is in time, or at less than full service, or left without one. */
    LATE_OR_DEGRADED(
            "share of the requests that waited for too long, were served at less than full service or left unserved",
            Shape.WHOLE_SHARE,
            "late_or_degraded_share"),
    /** Mean wait of the requests that took a slot. */
    WAIT("mean wait for a slot", Shape.TIME, "wait", "wait_mean", "queue_time"),
    /** Median wait. */
    WAIT_P50("median wait for a slot", Shape.TIME, "wait_p50"),
    /** 95th percentile of the wait. */
    WAIT_P95("95th percentile of the wait", Shape.TIME, "wait_p95"),
    /** 99th percentile of the wait. */
    WAIT_P99("99th percentile of the wait", Shape.TIME, "wait_p99"),
    /** Mean time from arrival to the first token. */
    FIRST_TOKEN("mean time from arrival to the first token", Shape.TIME, "time_to_first_token", "ttft"),
    /** Median time from arrival to the first token. */
    FIRST_TOKEN_P50("median time from arrival to the first token", Shape.TIME, "time_to_first_token_p50", "ttft_p50"),
    /** 95th percentile of the time from arrival to the first token. */
    FIRST_TOKEN_P95(
            "95th percentile of the time from arrival to the first token",
            Shape.TIME,
            "time_to_first_token_p95",
            "ttft_p95"),
    /** 99th percentile of the time from arrival to the first token. */
    FIRST_TOKEN_P99(
            "99th percentile of the time from arrival to the first token",
            Shape.TIME,
            "time_to_first_token_p99",
            "ttft_p99"),
    /** Mean time from arrival to end. */
    LATENCY("mean time from arrival to end", Shape.TIME, "latency", "latency_mean", "response_time"),
    /** Median time from arrival to end. */
    LATENCY_P50("median time from arrival to end", Shape.TIME, "latency_p50"),
    /** 95th percentile of the time from arrival to end. */
    LATENCY_P95("95th percentile of the time from arrival to end", Shape.TIME, "latency_p95"),
    /** 99th percentile of the time from arrival to end. */
    LATENCY_P99("99th percentile of the time from arrival to end", Shape.TIME, "latency_p99"),
    /** Mean time in a slot. */
    SERVICE_TIME("mean time in a slot", Shape.TIME, "service_time", "processing_time"),
    /** Mean time that the requests served lately would hold a slot in full service while all slots are taken. */
    FULL_SERVICE_TIME("mean time in a slot while all are taken", Shape.TIME, "full_service_time"),
    /** Requests per second that a replica serves in full service while all its slots are taken. */
    CAPACITY("requests per second of a busy replica", Shape.EACH, "capacity", "capacity_per_replica");

    private enum Shape {
        /** A sum over the replicas, or a mean of them, as the signal's kind says. */
        AMOUNT,
        /** A share of each replica. */
        SHARE,
        /** A share of the whole. */
        WHOLE_SHARE,
        /** Seconds. */
        TIME,
        /** The same for every replica. */
        EACH
    }

    private static final Map<String, Measure> BY_NAME = Arrays.stream(values())
            .flatMap(measure -> measure.names.stream().map(name -> Map.entry(name, measure)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));

    private final String meaning;
    private final Shape shape;
    // Error Prone does not see that List.of is immutable.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> names;

    Measure(String meaning, Shape shape, String... names) {
        this.meaning = meaning;
        this.shape = shape;
        this.names = List.of(names);
    }

    /** Returns the measure with a name, or null if there is none. */
    public static @Nullable Measure named(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    /** Returns its names, the preferred one first. */
    public List<String> names() {
        return names;
    }

    /** Returns what it is, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Tells whether it is of the full service at every service level, so that no policy need correct it for that. */
    public boolean isOfFullService() {
        return this == FULL_SERVICE_TIME || this == CAPACITY;
    }

    /** Tells whether a signal of this kind can be answered with it. */
    public boolean answers(SignalKind kind) {
        return switch (shape) {
            case AMOUNT -> kind == SignalKind.TOTAL || kind == SignalKind.PER_REPLICA;
            case SHARE, WHOLE_SHARE -> kind == SignalKind.RATIO;
            case TIME -> kind == SignalKind.DURATION;
            case EACH -> kind == SignalKind.PER_REPLICA;
        };
    }

    /**
     * Answers a signal.
     *
     * @param kind a kind that it {@linkplain #answers}
     * @param age time since it was measured
     */
    public Reading read(Measurements measured, SignalKind kind, Duration age) {
        if (kind == SignalKind.PER_REPLICA && this == RUNNING) {
            return byReplica(measured, Measurements.OfReplica::meanInService, age);
        }
        if (this == UTILIZATION) {
            return byReplica(measured, replica -> replica.meanInService() / measured.slots(), age);
        }
        if (this == BUSY) {
            return byReplica(measured, Measurements.OfReplica::busyShare, age);
        }
        double value = value(measured);
        if (kind == SignalKind.PER_REPLICA && shape == Shape.AMOUNT) {
            // Without a ready replica the mean per replica is not known, and certainly not zero.
            value = measured.replicas().isEmpty()
                    ? Double.NaN
                    : value / measured.replicas().size();
        }
        return Double.isFinite(value)
                ? Reading.of(new Sample.Fresh(value, age))
                : Reading.absent("nothing was measured between " + measured.fromSeconds() + " s and "
                        + measured.toSeconds() + " s");
    }

    private static Reading byReplica(
            Measurements measured, ToDoubleFunction<Measurements.OfReplica> value, Duration age) {
        if (measured.replicas().isEmpty()) {
            return Reading.absent("no replica was ready");
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        measured.replicas()
                .forEach((id, replica) -> samples.put(id, new Sample.Fresh(value.applyAsDouble(replica), age)));
        return Reading.byReplica(samples);
    }

    /** Returns the value over the whole target, NaN if there is none. */
    public double value(Measurements measured) {
        return switch (this) {
            case IN_FLIGHT -> measured.meanInFlight();
            case WAITING -> measured.waiting();
            case RUNNING -> measured.meanInService();
            case ARRIVALS -> measured.arrivals() / measured.seconds();
            case THROUGHPUT -> measured.completions() / measured.seconds();
            case REJECTED -> measured.rejected() / measured.seconds();
            case UTILIZATION ->
                measured.meanInService()
                        / (measured.slots() * (double) measured.replicas().size());
            case BUSY ->
                measured.replicas().values().stream()
                        .mapToDouble(Measurements.OfReplica::busyShare)
                        .average()
                        .orElse(Double.NaN);
            case LATE -> missedShare(measured, measured.lateStarts());
            case LATE_OR_DEGRADED -> missedShare(measured, measured.lateStarts() + measured.degradedInTime());
            case WAIT -> orOldest(measured, measured.waitSeconds().mean());
            case WAIT_P50 -> orOldest(measured, measured.waitSeconds().percentile(0.5));
            case WAIT_P95 -> orOldest(measured, measured.waitSeconds().percentile(0.95));
            case WAIT_P99 -> orOldest(measured, measured.waitSeconds().percentile(0.99));
            case FIRST_TOKEN -> orUnknown(measured, measured.firstTokenSeconds().mean());
            case FIRST_TOKEN_P50 ->
                orUnknown(measured, measured.firstTokenSeconds().percentile(0.5));
            case FIRST_TOKEN_P95 ->
                orUnknown(measured, measured.firstTokenSeconds().percentile(0.95));
            case FIRST_TOKEN_P99 ->
                orUnknown(measured, measured.firstTokenSeconds().percentile(0.99));
            case LATENCY -> orUnknown(measured, measured.responseSeconds().mean());
            case LATENCY_P50 -> orUnknown(measured, measured.responseSeconds().percentile(0.5));
            case LATENCY_P95 -> orUnknown(measured, measured.responseSeconds().percentile(0.95));
            case LATENCY_P99 -> orUnknown(measured, measured.responseSeconds().percentile(0.99));
            case SERVICE_TIME -> measured.serviceSeconds().mean();
            case FULL_SERVICE_TIME -> measured.fullBatchSeconds();
            case CAPACITY -> measured.slots() / measured.fullBatchSeconds();
        };
    }

    /** Where nothing took a slot, who waits has waited for so long at least; nobody waits for 0 s. */
    private static double orOldest(Measurements measured, double seconds) {
        return Double.isNaN(seconds) ? measured.oldestWaitSeconds() : seconds;
    }

    /** Where nothing ended, who waits has waited for so long at least; what is served will take a time not known yet. */
    private static double orUnknown(Measurements measured, double seconds) {
        boolean unknown = Double.isNaN(seconds) && measured.waiting() == 0 && measured.meanInFlight() > 0;
        return unknown ? Double.NaN : orOldest(measured, seconds);
    }

    /** Where nothing took a slot or left, what counts is whether who waits does so for too long already. */
    private static double missedShare(Measurements measured, long missedStarts) {
        long ended = measured.starts() + measured.rejected();
        if (ended == 0) {
            return measured.oldestWaitSeconds() > measured.longestWaitSeconds() ? 1 : 0;
        }
        return (missedStarts + measured.rejected()) / (double) ended;
    }
}
