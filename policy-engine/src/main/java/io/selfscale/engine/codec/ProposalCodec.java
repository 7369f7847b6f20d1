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

    /** Writes the proposal as a JSON object. */
    public static void write(JsonWriter json, Proposal proposal) {
        json.beginObject();
        if (proposal instanceof Proposal.Scale scale) {
            json.field("scale", scale.replicas());
        } else if (proposal instanceof Proposal.Hold) {
            json.field("hold", true);
        } else if (proposal instanceof Proposal.Bounds bounds) {
            json.field("floor", bounds.floor());
            json.field("cap", bounds.cap());
            json.field("urgent", bounds.urgent());
            json.field("detail", bounds.detail());
        } else if (proposal instanceof Proposal.Abstention abstention) {
            json.field("abstention", abstention.detail());
        } else if (proposal instanceof Proposal.Veto veto) {
            json.field("veto", veto.direction());
            json.field("detail", veto.detail());
        } else {
            throw new AssertionError(proposal);
        }
        json.field("reason", proposal.reason());
        if (!proposal.evidence().isEmpty()) {
            json.name("evidence").beginArray();
            for (Evidence evidence : proposal.evidence()) {
                write(json, evidence);
            }
            json.endArray();
        }
        json.endObject();
    }

    /** Returns the proposal as a part of a tree. */
    static JsonWriter.Part part(Proposal proposal) {
        return json -> write(json, proposal);
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

    private static void write(JsonWriter json, Evidence evidence) {
        json.beginObject();
        json.name("signal").beginObject();
        writeFields(json, evidence.signal());
        json.endObject();
        json.field("statistic", evidence.statistic());
        json.field("value", evidence.value());
        json.field("comparison", evidence.comparison());
        json.field("threshold", evidence.threshold());
        json.field("window_ns", evidence.window().toNanos());
        json.field("coverage", evidence.coverage());
        json.endObject();
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

    /** Writes the fields of a signal into the object that was begun. */
    public static void writeFields(JsonWriter json, Signal signal) {
        json.field("name", signal.name());
        json.field("kind", signal.kind());
        json.field("unit", signal.unit());
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
