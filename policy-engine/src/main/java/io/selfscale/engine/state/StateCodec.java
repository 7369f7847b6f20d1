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
import java.util.List;

/**
 * A state as text, and back: the versioned snapshot that survives a restart and begins a replay. Reading gives a state
 * equal to the one written. Windows and policies are matched by what they are, not by position: a changed specification
 * keeps what still fits and starts the rest anew.
 */
public final class StateCodec {

    /** Version of the text written. Older versions stay readable. */
    public static final int VERSION = 2;

    /** Room for the text of most states; a longer one only takes longer. */
    private static final int USUAL_LENGTH = 8 * 1024;

    private final ScalingSpec spec;

    /** Creates a codec for the states of one specification; safe for concurrent use. */
    public StateCodec(ScalingSpec spec) {
        this.spec = spec;
    }

    /** Returns the state as one line of JSON. */
    public String encode(State state) {
        JsonWriter json = new JsonWriter(USUAL_LENGTH);
        json.beginObject();
        json.field("version", VERSION);
        json.field("target", spec.target().name());
        StateClock clock = state.clock();
        json.field("sequence", clock.sequence());
        json.field("wall_time", clock.wallTime().toString());
        json.field("nanos", clock.nanos());
        json.field("observed_since", clock.observedSinceNanos());
        json.field("incarnation", clock.incarnation());
        json.field("requested", state.requested());
        json.name("windows").beginArray();
        for (int i = 0; i < state.rings().size(); i++) {
            write(json, spec.windows().get(i), state.rings().get(i));
        }
        json.endArray();
        json.name("policies").beginArray();
        for (int i = 0; i < state.policies().size(); i++) {
            write(json, spec.evaluated().get(i), state.policies().get(i));
        }
        json.endArray();
        write(json, "greatest", state.history().greatest());
        write(json, "least", state.history().least());
        write(json, "changes", state.history().changes());
        write(json, state.change());
        LedgerCodec.write(json.name("ledger"), state.ledger());
        SupplyCodec.write(json.name("supply"), state.supply());
        OperationCodec.write(json.name("operation"), state.operation());
        return json.endObject().toString();
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

    private static void write(JsonWriter json, WindowSpec window, BucketRing ring) {
        json.beginObject();
        ProposalCodec.writeFields(json, window.window().signal());
        json.field("span", window.window().span().toNanos());
        json.field("bucket", ring.lengthNanos());
        json.field("first", ring.firstNanos());
        json.field("open", ring.newestKept());
        json.name("buckets").plain(RingText.encode(ring));
        json.endObject();
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
    private static <M> void write(JsonWriter json, Policy<M> policy, PolicyState state) {
        json.beginObject();
        json.field("policy", state.policy());
        json.field("evaluated", state.evaluatedNanos());
        json.field("evaluated_for", state.evaluatedFor());
        Proposal proposal = state.proposal();
        if (proposal != null) {
            ProposalCodec.write(json.name("proposal"), proposal);
        }
        json.field("memory_version", policy.memoryCodec().version());
        json.field("memory", policy.memoryCodec().encode((M) state.memory()));
        json.endObject();
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

    private static void write(JsonWriter json, String name, List<History.Entry> entries) {
        json.name(name).beginArray();
        for (History.Entry entry : entries) {
            json.beginObject();
            json.field("at", entry.nanos());
            json.field("replicas", entry.replicas());
            json.endObject();
        }
        json.endArray();
    }

    private static List<History.Entry> decodeEntries(JsonObject json, String key) {
        return json.objects(key).stream()
                .map(item -> new History.Entry(item.integer("at"), item.count("replicas")))
                .toList();
    }

    private static void write(JsonWriter json, LastChange change) {
        json.name("change").beginObject();
        json.field("direction", change.direction());
        json.field("decided", change.decidedNanos());
        json.field("pending", change.pending());
        json.field("settled", change.settledNanos());
        json.field("out_settled", change.outSettledNanos());
        json.endObject();
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
