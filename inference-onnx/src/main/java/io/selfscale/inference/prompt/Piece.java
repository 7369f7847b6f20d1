package io.selfscale.inference.prompt;

/** A stretch of a prompt between the text and its ids. */
sealed interface Piece {

    /** Ordinary text, as long as it gets: the tokenizer must see it at once to split it as the reference does. */
    record Run(String text) implements Piece {}

    /** An added token, a number of times. */
    record Added(int id, int count) implements Piece {}
}
