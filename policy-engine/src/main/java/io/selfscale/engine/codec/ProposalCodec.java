package io.selfscale.engine.codec;

import io.selfscale.policy.Comparison;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Proposals and the evidence they rest on, as JSON. */
public final class ProposalCodec {

    private ProposalCodec() {}

    /** Returns the proposal as a JSON object. */
    public static Map<String, Object> encode(Proposal proposal) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (proposal instanceof Proposal.Scale scale) {
            json.put("scale", scale.replicas());
        } else if (proposal instanceof Proposal.Hold) {
            json.put("hold", true);
        } else if (proposal instanceof Proposal.Bounds bounds) {
            json.put("floor", bounds.floor());
            json.put("cap", bounds.cap());
            json.put("urgent", bounds.urgent());
            json.put("detail", bounds.detail());
        } else if (proposal instanceof Proposal.Abstention abstention) {
            json.put("abstention", abstention.detail());
        } else if (proposal instanceof Proposal.Veto veto) {
            json.put("veto", veto.direction().name());
            json.put("detail", veto.detail());
        } else {
            throw new AssertionError(proposal);
        }
        json.put("reason", proposal.reason().name());
        if (!proposal.evidence().isEmpty()) {
            json.put(
                    "evidence",
                    proposal.evidence().stream().map(ProposalCodec::encode).toList());
        }
        return json;
    }

    /**
     * Returns the proposal that was encoded.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Proposal decode(JsonObject json) {
        ReasonCode reason = ReasonCode.valueOf(json.string("reason"));
        List<Evidence> evidence = new ArrayList<>();
        if (json.has("evidence")) {
            json.objects("evidence").forEach(item -> evidence.add(decodeEvidence(item)));
        }
        if (json.has("scale")) {
            return new Proposal.Scale(json.count("scale"), reason, evidence);
        }
        if (json.has("hold")) {
            return new Proposal.Hold(reason, evidence);
        }
        if (json.has("floor")) {
            return new Proposal.Bounds(
                    json.count("floor"),
                    json.count("cap"),
                    json.bool("urgent"),
                    reason,
                    evidence,
                    json.string("detail"));
        }
        if (json.has("veto")) {
            return new Proposal.Veto(Direction.valueOf(json.string("veto")), reason, evidence, json.string("detail"));
        }
        return new Proposal.Abstention(reason, json.string("abstention"));
    }

    private static Map<String, Object> encode(Evidence evidence) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("signal", encode(evidence.signal()));
        json.put("statistic", evidence.statistic());
        json.put("value", evidence.value());
        json.put("comparison", evidence.comparison().name());
        json.put("threshold", evidence.threshold());
        json.put("window_ns", evidence.window().toNanos());
        json.put("coverage", evidence.coverage());
        return json;
    }

    private static Evidence decodeEvidence(JsonObject json) {
        return new Evidence(
                decodeSignal(json.object("signal")),
                json.string("statistic"),
                json.number("value"),
                Comparison.valueOf(json.string("comparison")),
                json.number("threshold"),
                Duration.ofNanos(json.integer("window_ns")),
                json.number("coverage"));
    }

    /** Returns the signal as a JSON object. */
    public static Map<String, Object> encode(Signal signal) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", signal.name());
        json.put("kind", signal.kind().name());
        json.put("unit", signal.unit());
        return json;
    }

    /**
     * Returns the signal that was encoded.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Signal decodeSignal(JsonObject json) {
        return new Signal(json.string("name"), SignalKind.valueOf(json.string("kind")), json.string("unit"));
    }
}
