package io.selfscale.engine.codec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line of JSON: either a whole tree of maps, lists, strings, numbers, booleans and null by {@link #write}, or
 * one field after the other, which takes neither time nor memory for a tree. Doubles are written so that reading them gives
 * the same bits; they must be finite. Commas are set by the writer; that every object and array that begins also ends is up
 * to the caller. Not safe for concurrent use.
 */
public final class JsonWriter {

    private final StringBuilder text;

    /** Whether a value came before in the object or array that is being written. */
    private boolean continued;

    /**
     * Creates a writer of a text.
     *
     * @param length about how many characters it will have
     */
    public JsonWriter(int length) {
        this.text = new StringBuilder(length);
    }

    /**
     * Text that is JSON already and goes in as it is.
     *
     * @param json one valid JSON value
     */
    public record Raw(String json) {}

    /** Part of a tree that writes itself. */
    @FunctionalInterface
    public interface Part {

        /** Writes one value. */
        void writeTo(JsonWriter json);
    }

    /** Returns the value as JSON. */
    public static String write(@Nullable Object value) {
        return new JsonWriter(1024).value(value).toString();
    }

    /** Begins an object. */
    public JsonWriter beginObject() {
        return begin('{');
    }

    /** Ends an object. */
    public JsonWriter endObject() {
        return end('}');
    }

    /** Begins an array. */
    public JsonWriter beginArray() {
        return begin('[');
    }

    /** Ends an array. */
    public JsonWriter endArray() {
        return end(']');
    }

    private JsonWriter begin(char bracket) {
        separate();
        text.append(bracket);
        continued = false;
        return this;
    }

    private JsonWriter end(char bracket) {
        text.append(bracket);
        continued = true;
        return this;
    }

    private void separate() {
        if (continued) {
            text.append(',');
        }
        continued = true;
    }

    /**
     * Writes the name of a field, which a value is to follow.
     *
     * @param name a word of a format: without quotes, backslashes, control characters and surrogates
     */
    public JsonWriter name(String name) {
        assert JsonStrings.isPlain(name) : name;
        separate();
        text.append('"').append(name).append("\":");
        continued = false;
        return this;
    }

    /** Writes a field. */
    public JsonWriter field(String name, long value) {
        return name(name).value(value);
    }

    /** Writes a field. */
    public JsonWriter field(String name, double value) {
        return name(name).value(value);
    }

    /** Writes a field. */
    public JsonWriter field(String name, boolean value) {
        return name(name).value(value);
    }

    /** Writes a field. */
    public JsonWriter field(String name, String value) {
        return name(name).value(value);
    }

    /** Writes a field with the name of a constant. */
    public JsonWriter field(String name, Enum<?> value) {
        return name(name).plain(value.name());
    }

    /** Writes a whole number. */
    public JsonWriter value(long value) {
        separate();
        text.append(value);
        return this;
    }

    /**
     * Writes a number.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public JsonWriter value(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no " + value);
        }
        separate();
        text.append(value);
        return this;
    }

    /** Writes true or false. */
    public JsonWriter value(boolean value) {
        separate();
        text.append(value);
        return this;
    }

    /** Writes a string. */
    public JsonWriter value(String value) {
        separate();
        JsonStrings.append(text, value);
        return this;
    }

    /**
     * Writes a string of which every character stands for itself.
     *
     * @param value without quotes, backslashes, control characters and surrogates
     */
    public JsonWriter plain(String value) {
        assert JsonStrings.isPlain(value) : value;
        separate();
        text.append('"').append(value).append('"');
        return this;
    }

    /**
     * Writes a tree.
     *
     * @throws IllegalArgumentException if there is something in it that JSON cannot say
     */
    public JsonWriter value(@Nullable Object value) {
        if (value instanceof String string) {
            return value(string);
        } else if (value instanceof Integer || value instanceof Long) {
            return value(((Number) value).longValue());
        } else if (value instanceof Double number) {
            return value(number.doubleValue());
        } else if (value instanceof Map<?, ?> map) {
            return object(map);
        } else if (value instanceof List<?> list) {
            return array(list);
        } else if (value instanceof Part part) {
            part.writeTo(this);
            return this;
        } else if (value == null || value instanceof Boolean) {
            separate();
            text.append(value);
            return this;
        } else if (value instanceof Raw raw) {
            separate();
            text.append(raw.json());
            return this;
        }
        throw new IllegalArgumentException("cannot write " + value.getClass());
    }

    private JsonWriter object(Map<?, ?> map) {
        beginObject();
        map.forEach((key, value) -> {
            value(String.valueOf(key));
            text.append(':');
            continued = false;
            value(value);
        });
        return endObject();
    }

    private JsonWriter array(List<?> list) {
        beginArray();
        list.forEach(this::value);
        return endArray();
    }

    /** Returns what was written. */
    @Override
    public String toString() {
        return text.toString();
    }
}
