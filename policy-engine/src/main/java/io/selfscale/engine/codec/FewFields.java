package io.selfscale.engine.codec;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that has few, in order. Looking through a handful of keys takes no longer than computing a
 * hash, and one array takes a fifth of the memory of a hash table; with many keys a hash table is better.
 */
final class FewFields extends AbstractMap<String, @Nullable Object> {

    /** How many fields are few. */
    static final int MOST = 32;

    /** Keys and their values in turn. */
    private @Nullable Object[] pairs = new @Nullable Object[12];

    private int length;

    /** A bit for each hash of a key, modulo 64: tells of most keys that are not there without a look. */
    private long hashes;

    @Override
    public int size() {
        return length / 2;
    }

    /** Adds a field or replaces its value. */
    @Override
    public @Nullable Object put(String key, @Nullable Object value) {
        int at = find(key);
        if (at < 0) {
            hashes |= 1L << key.hashCode();
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * length);
            }
            pairs[length] = key;
            pairs[length + 1] = value;
            length += 2;
            return null;
        }
        Object before = pairs[at + 1];
        pairs[at + 1] = value;
        return before;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int at = find(key);
        return at < 0 ? null : pairs[at + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(key) >= 0;
    }

    private int find(@Nullable Object key) {
        if (key == null || (hashes & 1L << key.hashCode()) == 0) {
            return -1;
        }
        for (int i = 0; i < length; i += 2) {
            if (key.equals(pairs[i])) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return length / 2;
            }

            @Override
            public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            if (next >= length) {
                throw new NoSuchElementException();
            }
            next += 2;
            String key = (String) Objects.requireNonNull(pairs[next - 2]);
            return new SimpleImmutableEntry<String, @Nullable Object>(key, pairs[next - 1]);
        }
    }
}
