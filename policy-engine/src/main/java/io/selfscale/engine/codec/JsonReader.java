package io.selfscale.engine.codec;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value: objects as insertion-ordered maps, arrays as lists, whole numbers as {@code Long}, others as
 * {@code Double}. Refuses duplicate keys, trailing text and nesting beyond {@value #DEEPEST}.
 */
public final class JsonReader {

    /** Deepest nesting that is read. */
    public static final int DEEPEST = 64;

    private final String text;
    private final SharedStrings shared = new SharedStrings();
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Returns the value.
     *
     * @throws IllegalArgumentException if the text is not one JSON value, with the position
     */
    public static @Nullable Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.expected("the end");
        }
        return value;
    }

    /**
     * Returns the object.
     *
     * @throws IllegalArgumentException if the text is not one JSON object
     */
    public static JsonObject readObject(String text) {
        if (read(text) instanceof Map<?, ?> map) {
            return JsonObject.view(map);
        }
        throw new IllegalArgumentException("expected a JSON object");
    }

    private @Nullable Object value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        enter();
        Map<String, @Nullable Object> map = new FewFields();
        if (!closes('}')) {
            do {
                skipSpace();
                String key = string();
                expect(':');
                int afterKey = at;
                int keys = map.size();
                if (keys == FewFields.MOST) {
                    map = new LinkedHashMap<>(map);
                }
                map.put(key, value());
                if (map.size() == keys) {
                    at = afterKey;
                    throw expected("no second \"" + key + "\"");
                }
            } while (continues('}'));
        }
        depth--;
        return map;
    }

    private List<@Nullable Object> array() {
        enter();
        List<@Nullable Object> list = new ArrayList<>();
        if (!closes(']')) {
            do {
                list.add(value());
            } while (continues(']'));
        }
        depth--;
        return list;
    }

    private void enter() {
        at++;
        if (++depth > DEEPEST) {
            throw expected("nesting of at most " + DEEPEST);
        }
    }

    private boolean closes(char end) {
        skipSpace();
        if (peek() == end) {
            at++;
            return true;
        }
        return false;
    }

    private boolean continues(char end) {
        skipSpace();
        if (peek() == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private String string() {
        expect('"');
        for (int end = at; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '"') {
                String string = shared.substring(text, at, end);
                at = end + 1;
                return string;
            }
            if (c == '\\' || c < 0x20) {
                break;
            }
        }
        return escapedString();
    }

    private String escapedString() {
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return string.toString();
            }
            if (c < 0x20) {
                throw expected("no control character in a string");
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw expected("an escape sequence");
        };
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw expected("four hexadecimal digits");
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char digit = next();
            if (!HexFormat.isHexDigit(digit)) {
                throw expected("a hexadecimal digit");
            }
            code = code * 16 + HexFormat.fromHexDigit(digit);
        }
        return (char) code;
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw expected(word);
        }
        at += word.length();
        return value;
    }

    private Object number() {
        int start = at;
        boolean isWhole = true;
        boolean isNumber = digits(skip('-') ? at : start);
        if (isNumber && skip('.')) {
            isWhole = false;
            isNumber = digits();
        }
        if (isNumber && (skip('e') || skip('E'))) {
            isWhole = false;
            boolean unused = skip('+') || skip('-');
            isNumber = digits();
        }
        if (!isNumber || (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0)) {
            at = start;
            throw expected("a value");
        }
        if (isWhole) {
            return whole(start);
        }
        double value = Numerals.nearest(text, start, at);
        if (!Double.isFinite(value)) {
            at = start;
            throw expected("a finite number");
        }
        return value;
    }

    /** Passes over the digits of a whole part, which has no leading zero but a single one. */
    private boolean digits(int first) {
        return digits() && (at == first + 1 || text.charAt(first) != '0');
    }

    private boolean digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > start;
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private Long whole(int start) {
        try {
            return Numerals.whole(text, start, at);
        } catch (NumberFormatException e) {
            at = start;
            throw expected("a whole number of at most 64 bits");
        }
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c > ' ' || (c != ' ' && c != '\t' && c != '\r' && c != '\n')) {
                return;
            }
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw expected("more text");
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private void expect(char c) {
        skipSpace();
        if (peek() != c) {
            throw expected("'" + c + "'");
        }
        at++;
    }

    private IllegalArgumentException expected(String what) {
        return new IllegalArgumentException("not valid JSON at character " + at + ": expected " + what);
    }
}
