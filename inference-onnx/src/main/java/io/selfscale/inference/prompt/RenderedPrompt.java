package io.selfscale.inference.prompt;

import java.util.BitSet;
import java.util.List;

/**
 * A conversation as a chat template prints it, before placeholders are expanded. It remembers which characters came from
 * the messages and not from the template, so that those never become special tokens. Immutable.
 */
public final class RenderedPrompt {

    private final String text;
    private final BitSet data;

    private RenderedPrompt(String text, BitSet data) {
        this.text = text;
        this.data = data;
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** Whether a character of a range came from a message, so that the range is no special token. */
    boolean hasData(int from, int to) {
        int next = data.nextSetBit(from);
        return next >= 0 && next < to;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Collects a prompt. Used by one thread. */
    static final class Builder {

        private final StringBuilder text = new StringBuilder();
        private final BitSet data = new BitSet();
        private final List<String> assistantTokens;

        /** @param added the tokens of the tokenizer; those that are not special keep their meaning in assistant turns */
        Builder(List<AddedToken> added) {
            assistantTokens = DataText.assistantTokens(added);
        }

        /** Text of the template, in which special tokens are meant. */
        Builder template(String piece) {
            text.append(piece);
            return this;
        }

        /** Text of a message, in which nothing is a special token. */
        Builder data(String piece) {
            data.set(text.length(), text.length() + piece.length());
            text.append(piece);
            return this;
        }

        /** Text of an assistant's turn, in which only tokens that are added but not special are meant. */
        Builder assistant(String piece) {
            int start = text.length();
            data(piece);
            DataText.forEachToken(piece, assistantTokens, (from, to) -> data.clear(start + from, start + to));
            return this;
        }

        RenderedPrompt build() {
            return new RenderedPrompt(text.toString(), (BitSet) data.clone());
        }
    }
}
