package io.selfscale.engine.journal;

import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;

/** Text within a line of JSON: an object on one line goes in as it is, so that tools can read it, all else as a string. */
final class EmbeddedText {

    private EmbeddedText() {}

    /** Returns what {@link JsonWriter} is to write for the text. */
    static Object of(String text) {
        return isOneLineObject(text) ? new JsonWriter.Raw(text) : text;
    }

    private static boolean isOneLineObject(String text) {
        if (!text.startsWith("{") || text.chars().anyMatch(c -> c < ' ' || Character.isSurrogate((char) c))) {
            return false;
        }
        try {
            // One level deeper, as it will be read: what is too deep there goes in as a string.
            JsonReader.readObject("{\"text\":" + text + "}");
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
