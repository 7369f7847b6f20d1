package io.selfscale.engine.policy;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.policy.MemoryCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The memory of {@link ProcessingRate}: a scale-in that is held back, and the last scale-out. Opaque to users. */
public final class ProcessingRateMemory {

    /** Nothing remembered. */
    static final ProcessingRateMemory NOTHING = new ProcessingRateMemory(ScaleInDelay.NONE, null);

    private final ScaleInDelay delay;
    private final @Nullable ScaleOut lastOut;

    /**
     * What there was when more was proposed.
     *
     * @param replicas ready then, at least 1
     * @param rate true processing rate then, positive
     */
    record ScaleOut(int replicas, double rate) {
        ScaleOut {
            if (replicas < 1 || !(rate > 0) || !Double.isFinite(rate)) {
                throw new IllegalArgumentException(
                        "replicas and rate must be positive but were " + replicas + " and " + rate);
            }
        }
    }

    ProcessingRateMemory(ScaleInDelay delay, @Nullable ScaleOut lastOut) {
        this.delay = delay;
        this.lastOut = lastOut;
    }

    ScaleInDelay delay() {
        return delay;
    }

    @Nullable
    ScaleOut lastOut() {
        return lastOut;
    }

    ProcessingRateMemory withDelay(ScaleInDelay other) {
        return new ProcessingRateMemory(other, lastOut);
    }

    ProcessingRateMemory withLastOut(@Nullable ScaleOut other) {
        return new ProcessingRateMemory(delay, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessingRateMemory memory
                && delay.equals(memory.delay)
                && Objects.equals(lastOut, memory.lastOut);
    }

    @Override
    public int hashCode() {
        return Objects.hash(delay, lastOut);
    }

    @Override
    public String toString() {
        return "ProcessingRateMemory[delay=" + delay + ", lastOut=" + lastOut + "]";
    }

    /** Returns how it is kept. */
    static MemoryCodec<ProcessingRateMemory> codec() {
        return new Codec();
    }

    private static final class Codec implements MemoryCodec<ProcessingRateMemory> {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public String encode(ProcessingRateMemory memory) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("since", memory.delay().sinceNanos());
            List<Object> queue = new ArrayList<>();
            for (ScaleInDelay.Entry entry : memory.delay().queue()) {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("nanos", entry.nanos());
                item.put("replicas", entry.replicas());
                queue.add(item);
            }
            json.put("queue", queue);
            ScaleOut out = memory.lastOut();
            if (out != null) {
                json.put("out_replicas", out.replicas());
                json.put("out_rate", out.rate());
            }
            return JsonWriter.write(json);
        }

        @Override
        public ProcessingRateMemory decode(int version, String text) {
            JsonObject json = JsonReader.readObject(text);
            List<ScaleInDelay.Entry> queue = new ArrayList<>();
            for (JsonObject entry : json.objects("queue")) {
                queue.add(new ScaleInDelay.Entry(entry.integer("nanos"), entry.count("replicas")));
            }
            ScaleOut out =
                    json.has("out_replicas") ? new ScaleOut(json.count("out_replicas"), json.number("out_rate")) : null;
            return new ProcessingRateMemory(new ScaleInDelay(json.integer("since"), queue), out);
        }
    }
}
