package io.selfscale.engine.codec;

import io.selfscale.policy.Advice;
import io.selfscale.policy.Event;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Observations as JSON: all that a decision rests on, so that it can be computed again. */
public final class ObservationCodec {

    private ObservationCodec() {}

    /** Returns the observation as a JSON object. */
    public static Map<String, Object> encode(Observation observation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("wall_time", observation.wallTime().toString());
        json.put("nanos", observation.nanos());
        List<Object> readings = new ArrayList<>();
        observation.readings().forEach((signal, reading) -> {
            Map<String, Object> entry = ProposalCodec.encode(signal);
            encode(reading, entry);
            readings.add(entry);
        });
        json.put("readings", readings);
        if (observation.inventory() instanceof Inventory.Unknown unknown) {
            json.put("inventory_unknown", unknown.reason());
        } else {
            json.put(
                    "inventory",
                    observation.inventory().replicas().stream()
                            .map(ObservationCodec::encode)
                            .toList());
        }
        if (!observation.outcomes().isEmpty()) {
            json.put(
                    "outcomes",
                    observation.outcomes().stream()
                            .map(ObservationCodec::encode)
                            .toList());
        }
        if (!observation.advice().isEmpty()) {
            json.put(
                    "advice",
                    observation.advice().stream().map(ObservationCodec::encode).toList());
        }
        if (!observation.events().isEmpty()) {
            json.put(
                    "events",
                    observation.events().stream().map(EventCodec::encode).toList());
        }
        return json;
    }

    /**
     * Returns the observation that was encoded.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Observation decode(JsonObject json) {
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        for (JsonObject entry : json.objects("readings")) {
            readings.put(ProposalCodec.decodeSignal(entry), decodeReading(entry));
        }
        List<Replica> replicas = new ArrayList<>();
        List<OrderOutcome> outcomes = new ArrayList<>();
        List<Advice> advice = new ArrayList<>();
        if (json.has("outcomes")) {
            json.objects("outcomes").forEach(item -> outcomes.add(decodeOutcome(item)));
        }
        if (json.has("advice")) {
            json.objects("advice")
                    .forEach(item -> advice.add(
                            new Advice(item.string("policy"), ProposalCodec.decode(item.object("proposal")))));
        }
        List<Event> events = new ArrayList<>();
        if (json.has("events")) {
            json.objects("events").forEach(item -> events.add(EventCodec.decode(item)));
        }
        Inventory inventory;
        if (json.has("inventory_unknown")) {
            inventory = Inventory.unknown(json.string("inventory_unknown"));
        } else {
            json.objects("inventory").forEach(item -> replicas.add(decodeReplica(item)));
            inventory = Inventory.of(replicas);
        }
        return new Observation(
                json.instant("wall_time"), json.integer("nanos"), readings, inventory, outcomes, advice, events);
    }

    private static void encode(Reading reading, Map<String, Object> entry) {
        if (reading instanceof Reading.Whole whole) {
            entry.put("sample", encode(whole.sample()));
        } else if (reading instanceof Reading.ByReplica byReplica) {
            Map<String, Object> samples = new LinkedHashMap<>();
            byReplica.samples().forEach((id, sample) -> samples.put(id, encode(sample)));
            entry.put("samples", samples);
        } else {
            throw new AssertionError(reading);
        }
    }

    private static Reading decodeReading(JsonObject entry) {
        if (entry.has("sample")) {
            return new Reading.Whole(decodeSample(entry.object("sample")));
        }
        JsonObject samples = entry.object("samples");
        Map<String, Sample> byReplica = new LinkedHashMap<>();
        samples.keys().forEach(id -> byReplica.put(id, decodeSample(samples.object(id))));
        return new Reading.ByReplica(byReplica);
    }

    static Map<String, Object> encode(Sample sample) {
        if (sample instanceof Sample.Fresh fresh) {
            return Map.of("fresh", List.of(fresh.value(), fresh.age().toNanos()));
        }
        if (sample instanceof Sample.Stale stale) {
            return Map.of("stale", List.of(stale.value(), stale.age().toNanos()));
        }
        if (sample instanceof Sample.Absent absent) {
            return Map.of("absent", absent.reason());
        }
        throw new AssertionError(sample);
    }

    static Sample decodeSample(JsonObject json) {
        if (json.has("absent")) {
            return new Sample.Absent(json.string("absent"));
        }
        boolean fresh = json.has("fresh");
        if (!(json.get(fresh ? "fresh" : "stale") instanceof List<?> pair)
                || pair.size() != 2
                || !(pair.get(0) instanceof Double value)
                || !(pair.get(1) instanceof Long age)) {
            throw new IllegalArgumentException("a sample must be {\"fresh\":[value,age_ns]}, \"stale\" or \"absent\"");
        }
        return fresh ? new Sample.Fresh(value, Duration.ofNanos(age)) : new Sample.Stale(value, Duration.ofNanos(age));
    }

    private static Map<String, Object> encode(Replica replica) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", replica.id());
        json.put("pool", replica.pool());
        json.put("state", replica.state().name());
        json.put("age_ns", replica.age().toNanos());
        json.put("in_state_ns", replica.inState().toNanos());
        String order = replica.orderId();
        if (order != null) {
            json.put("order", order);
        }
        if (!replica.phase().isEmpty()) {
            json.put("phase", replica.phase());
        }
        return json;
    }

    private static Replica decodeReplica(JsonObject json) {
        return new Replica(
                json.string("id"),
                json.string("pool"),
                ReplicaState.valueOf(json.string("state")),
                Duration.ofNanos(json.integer("age_ns")),
                Duration.ofNanos(json.integer("in_state_ns")),
                json.stringOrNull("order"),
                json.has("phase") ? json.string("phase") : "");
    }

    /** Returns the outcome of an order as a JSON object. */
    public static Map<String, Object> encode(OrderOutcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("order", outcome.orderId());
        json.put("status", outcome.status().name());
        json.put("granted", outcome.granted());
        json.put("reason", outcome.reason());
        return json;
    }

    private static OrderOutcome decodeOutcome(JsonObject json) {
        return new OrderOutcome(
                json.string("order"),
                OrderOutcome.Status.valueOf(json.string("status")),
                json.count("granted"),
                json.string("reason"));
    }

    private static Map<String, Object> encode(Advice advice) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", advice.policy());
        json.put("proposal", ProposalCodec.part(advice.proposal()));
        return json;
    }
}
