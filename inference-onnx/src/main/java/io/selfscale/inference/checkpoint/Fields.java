package io.selfscale.inference.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The keys of one JSON object. A key that is missing or cannot be right is noted and read as some value in range, so
 * that the rest is still looked at; a reader gives its result away only if nothing was noted. A null counts as missing.
 */
final class Fields {

    private final String file;
    private final String prefix;
    private final JsonNode object;
    private final Problems problems;

    Fields(String file, String prefix, JsonNode object, Problems problems) {
        this.file = file;
        this.prefix = prefix;
        this.object = object;
        this.problems = problems;
    }

    boolean has(String key) {
        return !object.path(key).isMissingNode() && !object.path(key).isNull();
    }

    JsonNode node(String key) {
        return object.path(key);
    }

    /** Problems so far, of the whole checkpoint: where it has not grown, what was read meanwhile is sound. */
    long faults() {
        return problems.count();
    }

    /** Notes a problem with a key. */
    void fault(String key, String what) {
        problems.add(file, prefix + key + ": " + what);
    }

    /** A sub-object that must be there; null when it is not, which is then noted. */
    @Nullable
    Fields object(String key) {
        if (has(key)) {
            return optionalObject(key);
        }
        wrong(key, "an object");
        return null;
    }

    /** A sub-object that may be absent. */
    @Nullable
    Fields optionalObject(String key) {
        if (!has(key)) {
            return null;
        }
        if (!object.path(key).isObject()) {
            wrong(key, "an object");
            return null;
        }
        return new Fields(file, prefix + key + ".", object.path(key), problems);
    }

    int integer(String key, int min, int max) {
        return (int) longInteger(key, min, max);
    }

    int integer(String key, int min, int max, int fallback) {
        return has(key) ? integer(key, min, max) : fallback;
    }

    long longInteger(String key, long min, long max) {
        JsonNode node = object.path(key);
        if (isIntegerIn(node, min, max)) {
            return node.longValue();
        }
        wrong(key, min == max ? "the integer " + min : "an integer from " + min + " to " + max);
        return min;
    }

    /** Integers, at least {@code minCount} and at most {@code maxCount} of them. */
    List<Integer> integers(String key, int minCount, int maxCount, int min, int max) {
        JsonNode node = object.path(key);
        List<Integer> values = new ArrayList<>();
        if (node.isArray() && node.size() >= minCount && node.size() <= maxCount) {
            for (JsonNode value : node.values()) {
                if (isIntegerIn(value, min, max)) {
                    values.add(value.intValue());
                }
            }
            if (values.size() == node.size()) {
                return values;
            }
        }
        wrong(
                key,
                "a list of " + (minCount == maxCount ? minCount : minCount + " to " + maxCount) + " integers from "
                        + min + " to " + max);
        return List.of();
    }

    /** A finite number with {@code above < number <= atMost}. */
    double number(String key, double above, double atMost) {
        double value = finite(object.path(key));
        if (value > above && value <= atMost) {
            return value;
        }
        wrong(key, "a number above " + above + " and at most " + atMost);
        return atMost;
    }

    double number(String key, double above, double atMost, double fallback) {
        return has(key) ? number(key, above, atMost) : fallback;
    }

    /** Three finite numbers in {@code (above, atMost]}. */
    List<Double> channels(String key, double above, double atMost) {
        JsonNode node = object.path(key);
        List<Double> values = new ArrayList<>();
        if (node.isArray() && node.size() == 3) {
            for (JsonNode value : node.values()) {
                double number = finite(value);
                if (number > above && number <= atMost) {
                    values.add(number);
                }
            }
            if (values.size() == 3) {
                return values;
            }
        }
        wrong(key, "3 numbers, one for each channel, above " + above + " and at most " + atMost);
        return List.of();
    }

    boolean flag(String key, boolean fallback) {
        if (!has(key)) {
            return fallback;
        }
        if (!object.path(key).isBoolean()) {
            wrong(key, "true or false");
            return fallback;
        }
        return object.path(key).booleanValue();
    }

    /** A string, or null when the key is missing or, which is noted, no string. */
    @Nullable
    String text(String key) {
        if (!has(key)) {
            return null;
        }
        if (!object.path(key).isString()) {
            wrong(key, "a string");
            return null;
        }
        return object.path(key).stringValue();
    }

    /** Notes a key that is there and has another value than the only one that is supported. */
    void mustBe(String key, String supported) {
        String value = text(key);
        if (value != null && !value.equals(supported)) {
            fault(key, "only \"" + supported + "\" is supported but found \"" + Problems.shown(value) + "\"");
        }
    }

    void mustBe(String key, boolean supported) {
        if (flag(key, supported) != supported) {
            fault(key, "only " + supported + " is supported but found " + !supported);
        }
    }

    void wrong(String key, String expected) {
        fault(
                key,
                "expected " + expected + " but "
                        + (has(key) ? "found " + Json.shown(object.path(key)) : "the key is missing"));
    }

    static boolean isIntegerIn(JsonNode node, long min, long max) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= min && node.longValue() <= max;
    }

    /** The value of a number, NaN if it is none or too large. */
    static double finite(JsonNode node) {
        if (!node.isNumber()) {
            return Double.NaN;
        }
        try {
            double value = node.doubleValue();
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (JacksonException e) {
            // An integer beyond the range of a double is as good as no number here.
            return Double.NaN;
        }
    }
}
