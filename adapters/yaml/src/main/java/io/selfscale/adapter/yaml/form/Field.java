package io.selfscale.adapter.yaml.form;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key of an {@link ObjectForm}.
 *
 * @param key the key
 * @param form of its value
 * @param presence whether it must be there
 * @param absent what holds where it is not there, or null
 * @param getter the value to write, or null to leave the key out
 * @param meaning what it says, for people: one line, no full stop
 * @param <T> the type of the object
 * @param <V> the type of the value
 */
public record Field<T, V>(
        String key,
        Form<V> form,
        Presence presence,
        @Nullable V absent,
        Function<T, @Nullable V> getter,
        String meaning) {

    /** Whether a key must be there. */
    public enum Presence {
        /** It must. */
        REQUIRED,
        /** It may be left out. */
        OPTIONAL,
        /** It must, and its value is the signal that quantities of the same object are about. */
        SUBJECT
    }

    /** Returns a key that must be there. */
    public static <T, V> Field<T, V> required(
            String key, Form<V> form, Function<T, @Nullable V> getter, String meaning) {
        return new Field<>(key, form, Presence.REQUIRED, null, getter, meaning);
    }

    /** Returns a key that may be left out, with nothing in its place. */
    public static <T, V> Field<T, V> optional(
            String key, Form<V> form, Function<T, @Nullable V> getter, String meaning) {
        return new Field<>(key, form, Presence.OPTIONAL, null, getter, meaning);
    }

    /** Returns a key that may be left out, with a value in its place. */
    public static <T, V> Field<T, V> optional(
            String key, Form<V> form, V absent, Function<T, @Nullable V> getter, String meaning) {
        return new Field<>(key, form, Presence.OPTIONAL, absent, getter, meaning);
    }

    /** Returns a key for the signal that quantities of the same object are about; it must be there. */
    public static <T, V> Field<T, V> subject(
            String key, Form<V> form, Function<T, @Nullable V> getter, String meaning) {
        return new Field<>(key, form, Presence.SUBJECT, null, getter, meaning);
    }

    /** Tells whether the key must be there. */
    public boolean isRequired() {
        return presence != Presence.OPTIONAL;
    }
}
