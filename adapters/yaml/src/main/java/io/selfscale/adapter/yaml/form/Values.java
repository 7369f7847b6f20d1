package io.selfscale.adapter.yaml.form;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The values read for the keys of an object. */
public final class Values {

    private final IdentityHashMap<Field<?, ?>, Object> values = new IdentityHashMap<>();

    void put(Field<?, ?> field, Object value) {
        values.put(field, value);
    }

    /** Tells whether the key was there. */
    public boolean has(Field<?, ?> field) {
        return values.containsKey(field);
    }

    /** Returns the value of a key that is required or has a default. */
    public <V> V get(Field<?, V> field) {
        V value = orNull(field);
        if (value == null) {
            throw new IllegalStateException(field.key() + " is neither required nor has it a default");
        }
        return value;
    }

    /** Returns the value of a key, its default, or null. */
    @SuppressWarnings("unchecked") // Only values read by the form of the field are put in.
    public <V> @Nullable V orNull(Field<?, V> field) {
        Object value = values.get(field);
        return value == null ? field.absent() : (V) value;
    }

    /** Returns the value of a key, its default, or another. */
    public <V> V orElse(Field<?, V> field, V other) {
        V value = orNull(field);
        return value == null ? other : value;
    }
}
