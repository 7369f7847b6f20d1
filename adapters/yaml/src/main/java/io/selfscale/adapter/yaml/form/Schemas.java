package io.selfscale.adapter.yaml.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of JSON Schema. */
final class Schemas {

    private Schemas() {}

    /** Returns a map of keys and values that alternate, in order. */
    static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** Returns a schema of text that matches a pattern. */
    static Map<String, Object> text(String pattern) {
        return of("type", "string", "pattern", pattern);
    }

    /** Returns a schema that allows what one of several allows. */
    static Map<String, Object> anyOf(List<Map<String, Object>> schemas) {
        return of("anyOf", schemas);
    }
}
