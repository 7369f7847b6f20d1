package io.selfscale.inference.generate;

import java.util.List;

/**
 * The text of an answer as it comes, cut at the first stop string: what may yet become one is held back. Not safe for
 * concurrent use.
 */
final class AnswerText {

    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder given = new StringBuilder();
    private boolean stopped;

    /** @param stops strings that end the answer; they are not part of it, and none is empty */
    AnswerText(List<String> stops) {
        this.stops = List.copyOf(stops);
        if (this.stops.contains("")) {
            throw new IllegalArgumentException("a stop string must not be empty");
        }
    }

    /**
     * Takes the text that a token brought.
     *
     * @return the text that is certain now; perhaps none
     */
    String append(String piece) {
        if (stopped) {
            return "";
        }
        held.append(piece);
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
