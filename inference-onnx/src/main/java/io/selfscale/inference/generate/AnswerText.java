package io.selfscale.inference.generate;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes text of the bytes of tokens. A character that is spread over several tokens is held back until it is whole, and
 * so is what may yet become a stop string; bytes that can never be text become U+FFFD. Not safe for concurrent use.
 */
final class AnswerText {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder given = new StringBuilder();
    private ByteBuffer bytes = ByteBuffer.allocate(64);
    private CharBuffer chars = CharBuffer.allocate(64);
    private boolean stopped;

    /** @param stops strings that end the answer; they are not part of it, and none is empty */
    AnswerText(List<String> stops) {
        this.stops = List.copyOf(stops);
        if (this.stops.contains("")) {
            throw new IllegalArgumentException("a stop string must not be empty");
        }
    }

    /**
     * Takes the bytes of a token.
     *
     * @return the text that is certain now; perhaps none
     */
    String append(byte[] token) {
        if (stopped) {
            return "";
        }
        decode(token, false);
        return release(false);
    }

    /**
     * Ends the answer.
     *
     * @return the text that was held back
     */
    String finish() {
        if (stopped) {
            return "";
        }
        decode(new byte[0], true);
        return release(true);
    }

    /** Whether a stop string came. */
    boolean isStopped() {
        return stopped;
    }

    /** All text given so far. */
    String text() {
        return given.toString();
    }

    private void decode(byte[] token, boolean end) {
        int pending = bytes.position();
        if (bytes.capacity() < pending + token.length) {
            bytes = ByteBuffer.allocate(2 * (pending + token.length)).put(bytes.flip());
        }
        bytes.put(token).flip();
        if (chars.capacity() < bytes.remaining() + 1) {
            chars = CharBuffer.allocate(2 * (bytes.remaining() + 1));
        }
        chars.clear();
        decoder.decode(bytes, chars, end);
        if (end) {
            decoder.flush(chars);
            decoder.reset();
        }
        bytes.compact();
        held.append(chars.flip());
    }

    private String release(boolean end) {
        int first = -1;
        for (String stop : stops) {
            int found = held.indexOf(stop);
            if (found >= 0 && (first < 0 || found < first)) {
                first = found;
            }
        }
        int length;
        if (first >= 0) {
            stopped = true;
            length = first;
        } else {
            length = end ? held.length() : held.length() - beginningOfStop();
        }
        String text = held.substring(0, length);
        held.delete(0, stopped ? held.length() : length);
        given.append(text);
        return text;
    }

    /** The length of the longest end of the held text that is the beginning of a stop string. */
    private int beginningOfStop() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    longest = length;
                    break;
                }
            }
        }
        return longest;
    }
}
