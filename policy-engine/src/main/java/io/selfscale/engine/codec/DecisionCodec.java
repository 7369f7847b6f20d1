package io.selfscale.engine.codec;

import io.selfscale.policy.Capacity;
import io.selfscale.policy.Combination;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.ServiceLevel;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalState;
import io.selfscale.policy.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions as JSON, for people and tools. A replay computes a decision again from its observation; {@link #decode} is for
 * explaining one where the specification that it was made by is not at hand.
 */
public final class DecisionCodec {

    private DecisionCodec() {}

    /** Returns the decision as a JSON object. */
    public static Map<String, Object> encode(Decision decision) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", decision.stamp().target());
        json.put("sequence", decision.stamp().sequence());
        json.put("from", decision.from());
        json.put("to", decision.to());
        json.put("reason", decision.reason().name());
        json.put("seen", decision.seen().stream().map(DecisionCodec::encode).toList());
        json.put(
                "proposals",
                decision.proposals().stream().map(DecisionCodec::encode).toList());
        Map<String, Object> combination = new LinkedHashMap<>();
        combination.put("replicas", decision.combination().replicas());
        combination.put("reason", decision.combination().reason().name());
        combination.put("deciders", decision.combination().deciders());
        json.put("combination", combination);
        json.put(
                "constraints",
                decision.constraints().stream().map(DecisionCodec::encode).toList());
        json.put("capacity", encode(decision.capacity()));
        List<Object> orders = new ArrayList<>();
        decision.orders().forEach(order -> orders.add(encode(order)));
        json.put("orders", orders);
        encode(decision.notes(), json);
        return json;
    }

    private static void encode(Decision.Notes notes, Map<String, Object> json) {
        if (notes.serviceLevel().isDegraded()) {
            json.put("service_level", notes.serviceLevel().rung());
            json.put("service_level_name", notes.serviceLevel().name());
        }
        if (notes.phase() != Decision.Phase.ACTIVE) {
            json.put("phase", notes.phase().name());
        }
        if (!notes.alarms().isEmpty()) {
            json.put(
                    "alarms", notes.alarms().stream().map(DecisionCodec::encode).toList());
        }
        if (!notes.shadows().isEmpty()) {
            json.put(
                    "shadows",
                    notes.shadows().stream().map(DecisionCodec::encode).toList());
        }
    }

    private static Map<String, Object> encode(Decision.Alarm alarm) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reason", alarm.reason().name());
        json.put("detail", alarm.detail());
        return json;
    }

    private static Map<String, Object> encode(Decision.Shadow shadow) {
        Map<String, Object> json = encode(shadow.proposal());
        json.put("replicas", shadow.replicas());
        return json;
    }

    private static Map<String, Object> encode(SignalState state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("signal", state.signal().name());
        json.put("kind", state.signal().kind().name());
        json.put("unit", state.signal().unit());
        json.put("sample", ObservationCodec.encode(state.sample()));
        json.put("reporting", state.reporting());
        json.put("expected", state.expected());
        return json;
    }

    private static Map<String, Object> encode(PolicyProposal item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", item.policy());
        json.put("evaluated", item.evaluated());
        json.put("proposal", ProposalCodec.part(item.proposal()));
        return json;
    }

    private static Map<String, Object> encode(ConstraintEffect effect) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("constraint", effect.constraint());
        json.put("before", effect.before());
        json.put("after", effect.after());
        json.put("reason", effect.reason().name());
        Duration remaining = effect.remaining();
        if (remaining != null) {
            json.put("remaining_ns", remaining.toNanos());
        }
        if (!effect.detail().isEmpty()) {
            json.put("detail", effect.detail());
        }
        return json;
    }

    private static Map<String, Object> encode(Capacity capacity) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ready", capacity.ready());
        json.put("in_flight", capacity.inFlight());
        json.put("draining", capacity.draining());
        Demand demand = capacity.demand();
        if (demand != null) {
            json.put("need", demand.need());
            json.put("demand_per_second", demand.perSecond());
            json.put("capacity_per_replica", demand.capacityPerReplica());
        }
        return json;
    }

    private static Map<String, Object> encode(Order order) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", order.id());
        json.put("pool", order.pool());
        if (order instanceof Order.Start start) {
            json.put("start", start.count());
            json.put("deadline_ns", start.deadline().toNanos());
        } else if (order instanceof Order.Stop stop) {
            json.put("stop", stop.replicas());
            json.put("drain_deadline_ns", stop.drainDeadline().toNanos());
        } else {
            throw new AssertionError(order);
        }
        return json;
    }

    /**
     * Returns the decision that was encoded.
     *
     * @param json what {@link #encode} returned
     * @param observation what it rests on; gives its time
     * @throws IllegalArgumentException if it is none
     */
    public static Decision decode(JsonObject json, Observation observation) {
        JsonObject combination = json.object("combination");
        return new Decision(
                new Stamp(json.string("target"), json.integer("sequence"), observation.wallTime(), observation.nanos()),
                json.count("from"),
                json.count("to"),
                json.objects("seen").stream().map(DecisionCodec::decodeSeen).toList(),
                json.objects("proposals").stream()
                        .map(DecisionCodec::decodeProposal)
                        .toList(),
                new Combination(
                        combination.count("replicas"),
                        ReasonCode.valueOf(combination.string("reason")),
                        combination.strings("deciders")),
                json.objects("constraints").stream()
                        .map(DecisionCodec::decodeEffect)
                        .toList(),
                new Decision.Ordering(
                        decodeCapacity(json.object("capacity")),
                        json.objects("orders").stream()
                                .map(DecisionCodec::decodeOrder)
                                .toList()),
                decodeNotes(json));
    }

    private static SignalState decodeSeen(JsonObject json) {
        Signal signal = new Signal(json.string("signal"), SignalKind.valueOf(json.string("kind")), json.string("unit"));
        return new SignalState(
                signal,
                ObservationCodec.decodeSample(json.object("sample")),
                json.count("reporting"),
                json.count("expected"));
    }

    private static PolicyProposal decodeProposal(JsonObject json) {
        return new PolicyProposal(
                json.string("policy"), ProposalCodec.decode(json.object("proposal")), json.bool("evaluated"));
    }

    private static ConstraintEffect decodeEffect(JsonObject json) {
        return new ConstraintEffect(
                json.string("constraint"),
                json.count("before"),
                json.count("after"),
                ReasonCode.valueOf(json.string("reason")),
                json.has("remaining_ns") ? Duration.ofNanos(json.integer("remaining_ns")) : null,
                json.has("detail") ? json.string("detail") : "");
    }

    private static Capacity decodeCapacity(JsonObject json) {
        Demand demand = json.has("need")
                ? new Demand(json.number("demand_per_second"), json.number("capacity_per_replica"), json.count("need"))
                : null;
        return new Capacity(json.count("ready"), json.count("in_flight"), json.count("draining"), demand);
    }

    private static Order decodeOrder(JsonObject json) {
        return json.has("start")
                ? new Order.Start(
                        json.string("id"),
                        json.string("pool"),
                        json.count("start"),
                        Duration.ofNanos(json.integer("deadline_ns")))
                : new Order.Stop(
                        json.string("id"),
                        json.string("pool"),
                        json.strings("stop"),
                        Duration.ofNanos(json.integer("drain_deadline_ns")));
    }

    private static Decision.Notes decodeNotes(JsonObject json) {
        ServiceLevel level = json.has("service_level")
                ? new ServiceLevel(json.count("service_level"), json.string("service_level_name"))
                : ServiceLevel.FULL;
        Decision.Phase phase = json.has("phase") ? Decision.Phase.valueOf(json.string("phase")) : Decision.Phase.ACTIVE;
        List<Decision.Alarm> alarms = json.has("alarms")
                ? json.objects("alarms").stream()
                        .map(item ->
                                new Decision.Alarm(ReasonCode.valueOf(item.string("reason")), item.string("detail")))
                        .toList()
                : List.of();
        List<Decision.Shadow> shadows = json.has("shadows")
                ? json.objects("shadows").stream()
                        .map(item -> new Decision.Shadow(decodeProposal(item), item.count("replicas")))
                        .toList()
                : List.of();
        return new Decision.Notes(level, phase, alarms, shadows);
    }
}
