package io.selfscale.engine.codec;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with typed access. Every accessor throws {@link IllegalArgumentException} that names the key if the
 * value is missing or of another type.
 */
public final class JsonObject {

    private final Map<String, @Nullable Object> fields;

    private JsonObject(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** Returns a parsed object with typed access. */
    public static JsonObject of(Map<?, ?> map) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put(String.valueOf(key), value));
        return new JsonObject(fields);
    }

    /** Returns a map that was read as it is: a copy of every object would take half of the time of reading a snapshot. */
    @SuppressWarnings("unchecked") // The keys of JSON objects are strings.
    static JsonObject view(Map<?, ?> map) {
        return new JsonObject((Map<String, @Nullable Object>) map);
    }

    /** Returns the keys, in order. */
    public Iterable<String> keys() {
        return fields.keySet();
    }

    /** Tells whether there is a value that is not null. */
    public boolean has(String key) {
        return fields.get(key) != null;
    }

    /** Returns a value as it is, null if there is none. */
    public @Nullable Object get(String key) {
        return fields.get(key);
    }

    /** Returns a string. */
    public String string(String key) {
        if (fields.get(key) instanceof String string) {
            return string;
        }
        throw wrong(key, "a string");
    }

    /** Returns a string, or null if there is none. */
    public @Nullable String stringOrNull(String key) {
        return has(key) ? string(key) : null;
    }

    /** Returns a boolean. */
    public boolean bool(String key) {
        if (fields.get(key) instanceof Boolean bool) {
            return bool;
        }
        throw wrong(key, "true or false");
    }

    /** Returns a whole number. */
    public long integer(String key) {
        if (fields.get(key) instanceof Long number) {
            return number;
        }
        throw wrong(key, "a whole number");
    }

    /** Returns a whole number in the range of {@code int}. */
    public int count(String key) {
        long number = integer(key);
        if (number != (int) number) {
            throw wrong(key, "a whole number of at most 32 bits");
        }
        return (int) number;
    }

    /** Returns a number. */
    public double number(String key) {
        return number(key, fields.get(key));
    }

    private static double number(String key, @Nullable Object value) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Long number) {
            return number;
        }
        throw wrong(key, "a number");
    }

    /** Returns a moment, written as {@link Instant#toString()} does. */
    public Instant instant(String key) {
        try {
            return Instant.parse(string(key));
        } catch (DateTimeParseException e) {
            throw wrong(key, "a time such as 2026-11-11T00:00:00Z");
        }
    }

    /** Returns an object. */
    public JsonObject object(String key) {
        if (fields.get(key) instanceof Map<?, ?> map) {
            return view(map);
        }
        throw wrong(key, "an object");
    }

    /** Returns an array of objects. */
    public List<JsonObject> objects(String key) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object item : list(key)) {
            if (!(item instanceof Map<?, ?> map)) {
                throw wrong(key, "an array of objects");
            }
            objects.add(view(map));
        }
        return objects;
    }

    /** Returns an array of strings. */
    public List<String> strings(String key) {
        List<String> strings = new ArrayList<>();
        for (Object item : list(key)) {
            if (!(item instanceof String string)) {
                throw wrong(key, "an array of strings");
            }
            strings.add(string);
        }
        return strings;
    }

    /** Returns an array of whole numbers. */
    public List<Long> integers(String key) {
        List<Long> integers = new ArrayList<>();
        for (Object item : list(key)) {
            if (!(item instanceof Long number)) {
                throw wrong(key, "an array of whole numbers");
            }
            integers.add(number);
        }
        return integers;
    }

    /** Returns an array of numbers. */
    public double[] numbers(String key) {
        return list(key).stream().mapToDouble(item -> number(key, item)).toArray();
    }

    private List<? extends @Nullable Object> list(String key) {
        if (fields.get(key) instanceof List<?> list) {
            return list;
        }
        throw wrong(key, "an array");
    }

    private static IllegalArgumentException wrong(String key, String expected) {
        return new IllegalArgumentException("\"" + key + "\" must be " + expected);
    }
}
