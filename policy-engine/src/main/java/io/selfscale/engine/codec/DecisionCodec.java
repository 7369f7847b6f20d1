package io.selfscale.engine.codec;

import io.selfscale.policy.Capacity;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Order;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.SignalState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decisions as JSON, for people and tools; a decision is not read back but computed again from its observation. */
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
        json.put("sample", ObservationCodec.encode(state.sample()));
        json.put("reporting", state.reporting());
        json.put("expected", state.expected());
        return json;
    }

    private static Map<String, Object> encode(PolicyProposal item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", item.policy());
        json.put("evaluated", item.evaluated());
        json.put("proposal", ProposalCodec.encode(item.proposal()));
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
        } else if (order instanceof Order.Stop stop) {
            json.put("stop", stop.replicas());
        } else {
            throw new AssertionError(order);
        }
        return json;
    }
}
