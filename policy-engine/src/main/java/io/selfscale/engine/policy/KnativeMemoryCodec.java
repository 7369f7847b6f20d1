package io.selfscale.engine.policy;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.kpa.KpaState;
import io.selfscale.engine.kpa.TimedMaximum;
import io.selfscale.policy.MemoryCodec;
import java.util.LinkedHashMap;
import java.util.Map;

/** The memory of {@link KnativeScaling} as JSON. */
final class KnativeMemoryCodec implements MemoryCodec<KnativeScaling.Memory> {

    static final KnativeMemoryCodec INSTANCE = new KnativeMemoryCodec();

    private static final int VERSION = 1;

    private KnativeMemoryCodec() {}

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public String encode(KnativeScaling.Memory memory) {
        KpaState state = memory.state();
        TimedMaximum delayed = state.delayed();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("observed_since", memory.observedSinceNanos());
        json.put("in_panic", state.inPanic());
        json.put("panic_since", state.panicSinceNanos());
        json.put("max_panic_replicas", state.maxPanicReplicas());
        if (delayed != null) {
            json.put("delayed", TimedMaximumText.write(delayed));
        }
        return JsonWriter.write(json);
    }

    @Override
    public KnativeScaling.Memory decode(int version, String text) {
        if (version != VERSION) {
            throw new IllegalArgumentException("version must be " + VERSION + " but was " + version);
        }
        JsonObject json = JsonReader.readObject(text);
        return new KnativeScaling.Memory(
                json.integer("observed_since"),
                new KpaState(
                        json.bool("in_panic"),
                        json.integer("panic_since"),
                        json.count("max_panic_replicas"),
                        json.has("delayed") ? TimedMaximumText.read(json.object("delayed")) : null));
    }
}
