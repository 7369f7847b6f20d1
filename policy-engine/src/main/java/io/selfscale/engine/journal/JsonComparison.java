package io.selfscale.engine.journal;

import io.selfscale.engine.codec.JsonWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where two JSON values differ first. */
final class JsonComparison {

    /**
     * A difference.
     *
     * @param field the path of the field, such as {@code constraints[0].after}
     * @param left what is there on the left, as JSON, or {@code nothing}
     * @param right what is there on the right, as JSON, or {@code nothing}
     */
    record Difference(String field, String left, String right) {}

    private JsonComparison() {}

    /** Returns the first difference of two values as {@code JsonReader} returns them, or null if they are equal. */
    static @Nullable Difference first(@Nullable Object left, @Nullable Object right) {
        return first("", left, right);
    }

    private static @Nullable Difference first(String path, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
            return firstOfObjects(path, one, other);
        }
        if (left instanceof List<?> one && right instanceof List<?> other && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                Difference difference = first(path + "[" + i + "]", one.get(i), other.get(i));
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        return Objects.equals(left, right)
                ? null
                : new Difference(path.isEmpty() ? "the whole" : path, JsonWriter.write(left), JsonWriter.write(right));
    }

    private static @Nullable Difference firstOfObjects(String path, Map<?, ?> one, Map<?, ?> other) {
        Set<Object> keys = new LinkedHashSet<>(one.keySet());
        keys.addAll(other.keySet());
        for (Object key : keys) {
            String field = path.isEmpty() ? String.valueOf(key) : path + "." + key;
            if (!one.containsKey(key)) {
                return new Difference(field, "nothing", JsonWriter.write(other.get(key)));
            }
            if (!other.containsKey(key)) {
                return new Difference(field, JsonWriter.write(one.get(key)), "nothing");
            }
            Difference difference = first(field, one.get(key), other.get(key));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }
}
