package io.selfscale.engine.policy;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.kpa.SlidingMaximum;
import io.selfscale.engine.kpa.TimedMaximum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A maximum over time as JSON, for the memories that hold one. */
final class TimedMaximumText {

    private TimedMaximumText() {}

    static Map<String, Object> write(TimedMaximum maximum) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (SlidingMaximum.Entry entry : maximum.buckets().entries()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("i", entry.index());
            item.put("v", entry.value());
            entries.add(item);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("granularity", maximum.granularityNanos());
        json.put("size", maximum.buckets().size());
        json.put("entries", entries);
        return json;
    }

    /** Returns what was written; {@link IllegalArgumentException} if it cannot be that. */
    static TimedMaximum read(JsonObject json) {
        List<SlidingMaximum.Entry> entries = new ArrayList<>();
        for (JsonObject item : json.objects("entries")) {
            entries.add(new SlidingMaximum.Entry(item.integer("i"), item.count("v")));
        }
        return new TimedMaximum(json.integer("granularity"), new SlidingMaximum(json.count("size"), entries));
    }
}
