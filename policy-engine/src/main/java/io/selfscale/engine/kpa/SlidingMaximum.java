package io.selfscale.engine.kpa;

import java.util.ArrayList;
import java.util.List;

/**
 * The maximum over the last indexes. Holds only values that no later value reaches, so at most {@code size} of them.
 * Immutable.
 *
 * @param size number of indexes, at least 1: the newest one and {@code size - 1} before it
 * @param entries what can still be the maximum, indexes ascending, values descending; copied
 */
public record SlidingMaximum(int size, List<Entry> entries) {

    /**
     * A value.
     *
     * @param index where it was recorded
     * @param value what was recorded
     */
    public record Entry(long index, int value) {}

    public SlidingMaximum {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1 but was " + size);
        }
        entries = List.copyOf(entries);
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i - 1).index() >= entries.get(i).index()
                    || entries.get(i - 1).value() <= entries.get(i).value()) {
                throw new IllegalArgumentException(
                        "entries must have ascending indexes and descending values but were " + entries);
            }
        }
    }

    /** Returns a maximum over nothing yet. */
    public static SlidingMaximum of(int size) {
        return new SlidingMaximum(size, List.of());
    }

    /**
     * Returns this with one more value.
     *
     * @param index where; one before the newest counts as the newest
     */
    public SlidingMaximum with(long index, int value) {
        long newest = entries.isEmpty()
                ? index
                : Math.max(index, entries.get(entries.size() - 1).index());
        List<Entry> kept = new ArrayList<>(entries.size() + 1);
        for (Entry entry : entries) {
            if (entry.index() > newest - size && entry.value() > value) {
                kept.add(entry);
            }
        }
        if (kept.isEmpty() || kept.get(kept.size() - 1).index() < newest) {
            kept.add(new Entry(newest, value));
        }
        return new SlidingMaximum(size, kept);
    }

    /** Returns the maximum over the indexes up to the newest; 0 if nothing was recorded. */
    public int maximum() {
        return entries.isEmpty() ? 0 : entries.get(0).value();
    }
}
