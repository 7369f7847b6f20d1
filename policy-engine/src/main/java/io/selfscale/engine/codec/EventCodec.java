package io.selfscale.engine.codec;

import io.selfscale.policy.Event;
import io.selfscale.policy.ManualOverride;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events and overrides as JSON. */
public final class EventCodec {

    private EventCodec() {}

    static Map<String, Object> encode(Event event) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (event instanceof Event.Interruption interruption) {
            json.put("interruption", interruption.replica());
            json.put("in_ns", interruption.in().toNanos());
        } else if (event instanceof Event.Overridden overridden) {
            json.put("override", encode(overridden.override()));
        } else if (event instanceof Event.Lifted lifted) {
            json.put("lifted", lifted.id());
            json.put("author", lifted.author());
        } else {
            throw new AssertionError(event);
        }
        return json;
    }

    static Event decode(JsonObject json) {
        if (json.has("interruption")) {
            return new Event.Interruption(json.string("interruption"), Duration.ofNanos(json.integer("in_ns")));
        }
        if (json.has("override")) {
            return new Event.Overridden(decodeOverride(json.object("override")));
        }
        return new Event.Lifted(json.string("lifted"), json.string("author"));
    }

    /** Returns the override as a JSON object. */
    public static Map<String, Object> encode(ManualOverride override) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", override.id());
        json.put("kind", override.kind().name());
        json.put("replicas", override.replicas());
        json.put("author", override.author());
        json.put("reason", override.reason());
        Duration length = override.length();
        if (length != null) {
            json.put("length_ns", length.toNanos());
        }
        return json;
    }

    /**
     * Returns the override that was encoded.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ManualOverride decodeOverride(JsonObject json) {
        return new ManualOverride(
                json.string("id"),
                ManualOverride.Kind.valueOf(json.string("kind")),
                json.count("replicas"),
                json.string("author"),
                json.string("reason"),
                json.has("length_ns") ? Duration.ofNanos(json.integer("length_ns")) : null);
    }
}
