package io.selfscale.engine.policy;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.policy.MemoryCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memory of {@link CalibratedSizing} as JSON. */
final class CalibratedMemoryCodec implements MemoryCodec<CalibratedMemory> {

    private static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public String encode(CalibratedMemory memory) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("headroom", memory.headroom());
        json.put("evaluated", memory.evaluatedNanos());
        json.put("watched", memory.watchedNanos());
        json.put("mean_arrivals", memory.meanArrivals());
        json.put("service_seconds", memory.serviceSeconds());
        json.put("squares", memory.trend().squares());
        json.put("products", memory.trend().products());
        List<Object> promises = new ArrayList<>();
        for (ArrivalTrend.Promise promise : memory.trend().promises()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("at", promise.nanos());
            item.put("rate", promise.rate());
            item.put("rise", promise.rise());
            promises.add(item);
        }
        json.put("promises", promises);
        return JsonWriter.write(json);
    }

    @Override
    public CalibratedMemory decode(int version, String text) {
        if (version != VERSION) {
            throw new IllegalArgumentException("version must be " + VERSION + " but was " + version);
        }
        JsonObject json = JsonReader.readObject(text);
        List<ArrivalTrend.Promise> promises = json.objects("promises").stream()
                .map(item -> new ArrivalTrend.Promise(item.integer("at"), item.number("rate"), item.number("rise")))
                .toList();
        return new CalibratedMemory(
                json.number("headroom"),
                json.integer("evaluated"),
                json.integer("watched"),
                json.number("mean_arrivals"),
                json.number("service_seconds"),
                new ArrivalTrend(promises, json.number("squares"), json.number("products")));
    }
}
