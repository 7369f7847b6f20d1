package io.selfscale.engine.codec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, strings, numbers, booleans and null as one line of JSON. Doubles are written so that reading them
 * gives the same bits; they must be finite.
 */
public final class JsonWriter {

    private JsonWriter() {}

    /**
     * Text that is JSON already and goes in as it is.
     *
     * @param json one valid JSON value
     */
    public record Raw(String json) {}

    /** Returns the value as JSON. */
    public static String write(@Nullable Object value) {
        StringBuilder text = new StringBuilder(1024);
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            text.append(value);
        } else if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("JSON has no " + number);
            }
            text.append(number);
        } else if (value instanceof String string) {
            appendString(text, string);
        } else if (value instanceof Map<?, ?> map) {
            appendObject(text, map);
        } else if (value instanceof List<?> list) {
            appendArray(text, list);
        } else if (value instanceof Raw raw) {
            text.append(raw.json());
        } else {
            throw new IllegalArgumentException("cannot write " + value.getClass());
        }
    }

    private static void appendObject(StringBuilder text, Map<?, ?> map) {
        char separator = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator);
            appendString(text, String.valueOf(entry.getKey()));
            text.append(':');
            append(text, entry.getValue());
            separator = ',';
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private static void appendArray(StringBuilder text, List<?> list) {
        char separator = '[';
        for (Object item : list) {
            text.append(separator);
            append(text, item);
            separator = ',';
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private static void appendString(StringBuilder text, String string) {
        text.append('"');
        if (isPlain(string)) {
            text.append(string).append('"');
            return;
        }
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c)) {
                        // Surrogates are escaped one by one, so that even an unpaired one survives UTF-8.
                        text.append("\\u");
                        String hex = Integer.toHexString(c);
                        text.append("0000", 0, 4 - hex.length()).append(hex);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static boolean isPlain(String string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
