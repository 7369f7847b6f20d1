package io.selfscale.engine.state;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.codec.ProposalCodec;
import io.selfscale.engine.operation.Operation;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.WindowSpec;
import io.selfscale.engine.supply.Supply;
import io.selfscale.engine.window.BucketRing;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A state as text, and back: the versioned snapshot that survives a restart and begins a replay. Reading gives a state
 * equal to the one written. Windows and policies are matched by what they are, not by position: a changed specification
 * keeps what still fits and starts the rest anew.
 */
public final class StateCodec {

    /** Version of the text written. Older versions stay readable. */
    public static final int VERSION = 2;

    private final ScalingSpec spec;

    /** Creates a codec for the states of one specification; safe for concurrent use. */
    public StateCodec(ScalingSpec spec) {
        this.spec = spec;
    }

    /** Returns the state as one line of JSON. */
    public String encode(State state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("target", spec.target().name());
        StateClock clock = state.clock();
        json.put("sequence", clock.sequence());
        json.put("wall_time", clock.wallTime().toString());
        json.put("nanos", clock.nanos());
        json.put("observed_since", clock.observedSinceNanos());
        json.put("incarnation", clock.incarnation());
        json.put("requested", state.requested());
        List<Object> windows = new ArrayList<>();
        for (int i = 0; i < state.rings().size(); i++) {
            windows.add(encode(spec.windows().get(i), state.rings().get(i)));
        }
        json.put("windows", windows);
        List<Object> policies = new ArrayList<>();
        for (int i = 0; i < state.policies().size(); i++) {
            policies.add(encode(spec.evaluated().get(i), state.policies().get(i)));
        }
        json.put("policies", policies);
        json.put("greatest", encode(state.history().greatest()));
        json.put("least", encode(state.history().least()));
        json.put("changes", encode(state.history().changes()));
        json.put("change", encode(state.change()));
        json.put("ledger", LedgerCodec.encode(state.ledger()));
        json.put("supply", SupplyCodec.encode(state.supply()));
        json.put("operation", OperationCodec.encode(state.operation()));
        return JsonWriter.write(json);
    }

    /**
     * Returns the state that was written.
     *
     * @throws IllegalArgumentException if the text is not a state of this target, or of a later version
     */
    public State decode(String text) {
        JsonObject json = JsonReader.readObject(text);
        long version = json.integer("version");
        if (version < 1 || version > VERSION) {
            throw new IllegalArgumentException("state version must be at most " + VERSION + " but was " + version
                    + "; it was written by a later Selfscale");
        }
        if (!json.string("target").equals(spec.target().name())) {
            throw new IllegalArgumentException("the state belongs to target " + json.string("target") + ", not to "
                    + spec.target().name());
        }
        return new State(
                new StateClock(
                        json.integer("sequence"),
                        json.instant("wall_time"),
                        json.integer("nanos"),
                        json.integer("observed_since"),
                        json.integer("incarnation")),
                json.count("requested"),
                decodeRings(json.objects("windows")),
                decodePolicies(json.objects("policies")),
                new History(
                        decodeEntries(json, "greatest"), decodeEntries(json, "least"), decodeEntries(json, "changes")),
                decodeChange(json.object("change")),
                LedgerCodec.decode(json.object("ledger"), spec.pools().get(0).name()),
                json.has("supply") ? SupplyCodec.decode(json.object("supply")) : Supply.unknown(),
                json.has("operation")
                        ? OperationCodec.decode(json.object("operation"))
                        : Operation.initial().resumedAt(json.integer("nanos")));
    }

    private static Map<String, Object> encode(WindowSpec window, BucketRing ring) {
        Map<String, Object> json = ProposalCodec.encode(window.window().signal());
        json.put("span", window.window().span().toNanos());
        json.put("bucket", ring.lengthNanos());
        json.put("first", ring.firstNanos());
        json.put("open", ring.open().index());
        json.put("buckets", new JsonWriter.Raw('"' + RingText.encode(ring) + '"'));
        return json;
    }

    private List<BucketRing> decodeRings(List<JsonObject> windows) {
        List<BucketRing> rings = new ArrayList<>();
        for (WindowSpec window : spec.windows()) {
            BucketRing ring = BucketRing.empty(window.bucketNanos(), window.buckets());
            for (JsonObject json : windows) {
                Signal signal = window.window().signal();
                if (json.string("name").equals(signal.name())
                        && ProposalCodec.decodeSignal(json).equals(signal)
                        && json.integer("span") == window.window().span().toNanos()
                        && json.integer("bucket") == window.bucketNanos()) {
                    ring = json.has("buckets")
                            ? RingText.decode(json, window.buckets())
                            : RingText.decodeNumbers(json, window.buckets());
                }
            }
            rings.add(ring);
        }
        return rings;
    }

    @SuppressWarnings("unchecked") // The memory in a state is always one that this policy returned.
    private static <M> Map<String, Object> encode(Policy<M> policy, PolicyState state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", state.policy());
        json.put("evaluated", state.evaluatedNanos());
        json.put("evaluated_for", state.evaluatedFor());
        Proposal proposal = state.proposal();
        if (proposal != null) {
            json.put("proposal", ProposalCodec.encode(proposal));
        }
        json.put("memory_version", policy.memoryCodec().version());
        json.put("memory", policy.memoryCodec().encode((M) state.memory()));
        return json;
    }

    private List<PolicyState> decodePolicies(List<JsonObject> written) {
        List<PolicyState> states = new ArrayList<>();
        for (Policy<?> policy : spec.evaluated()) {
            PolicyState state = PolicyState.initial(policy);
            for (JsonObject json : written) {
                if (json.string("policy").equals(policy.name())) {
                    state = new PolicyState(
                            policy.name(),
                            json.integer("evaluated"),
                            json.count("evaluated_for"),
                            json.has("proposal") ? ProposalCodec.decode(json.object("proposal")) : null,
                            memory(policy, json));
                }
            }
            states.add(state);
        }
        return states;
    }

    private static Object memory(Policy<?> policy, JsonObject json) {
        try {
            return policy.memoryCodec().decode(json.count("memory_version"), json.string("memory"));
        } catch (IllegalArgumentException e) {
            // The contract of MemoryCodec: memory that cannot be read is replaced by the initial one.
            return policy.initialMemory();
        }
    }

    private static List<Object> encode(List<History.Entry> entries) {
        List<Object> json = new ArrayList<>();
        for (History.Entry entry : entries) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("at", entry.nanos());
            item.put("replicas", entry.replicas());
            json.add(item);
        }
        return json;
    }

    private static List<History.Entry> decodeEntries(JsonObject json, String key) {
        return json.objects(key).stream()
                .map(item -> new History.Entry(item.integer("at"), item.count("replicas")))
                .toList();
    }

    private static Map<String, Object> encode(LastChange change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("direction", change.direction().name());
        json.put("decided", change.decidedNanos());
        json.put("pending", change.pending());
        json.put("settled", change.settledNanos());
        json.put("out_settled", change.outSettledNanos());
        return json;
    }

    private static LastChange decodeChange(JsonObject json) {
        return new LastChange(
                Direction.valueOf(json.string("direction")),
                json.integer("decided"),
                json.bool("pending"),
                json.integer("settled"),
                json.integer("out_settled"));
    }
}
