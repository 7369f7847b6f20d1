package io.selfscale.engine.codec;

import org.jspecify.annotations.Nullable;

/**
 * Short strings that one text holds many times, such as keys: each becomes one object, as long as not too many others come
 * between. Not safe for concurrent use.
 */
final class SharedStrings {

    private static final int LONGEST = 24;

    /** A power of two. */
    private static final int SLOTS = 128;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /** Returns the part of a text, perhaps as an object that was returned before. */
    String substring(String text, int start, int end) {
        int length = end - start;
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return text.substring(start, end);
        }
        int slot = (31 * (31 * text.charAt(start) + text.charAt(end - 1)) + length) & (SLOTS - 1);
        String known = slots[slot];
        if (known != null && known.length() == length && text.startsWith(known, start)) {
            return known;
        }
        String string = text.substring(start, end);
        slots[slot] = string;
        return string;
    }
}
