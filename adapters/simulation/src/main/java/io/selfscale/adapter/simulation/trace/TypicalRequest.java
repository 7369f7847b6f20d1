package io.selfscale.adapter.simulation.trace;

/**
 * What each request is taken for where only their number was recorded.
 *
 * @param textTokens tokens of its text, in [0, 5e8]
 * @param imageTokens tokens of its images, in [0, 5e8]
 * @param outputTokens tokens it generates, in [0, 5e8]
 */
public record TypicalRequest(int textTokens, int imageTokens, int outputTokens) {

    /** The mean image request of the standard world. */
    public static final TypicalRequest STANDARD = new TypicalRequest(637, 844, 134);

    public TypicalRequest {
        requireTokens("textTokens", textTokens);
        requireTokens("imageTokens", imageTokens);
        requireTokens("outputTokens", outputTokens);
        if (textTokens + imageTokens + outputTokens == 0) {
            throw new IllegalArgumentException("a typical request must have a token but had none");
        }
    }

    private static void requireTokens(String name, int tokens) {
        if (tokens < 0 || tokens > 500_000_000) {
            throw new IllegalArgumentException(name + " must be in [0, 5e8] but was " + tokens);
        }
    }

    /** Returns its prompt and generated tokens together. */
    public int totalTokens() {
        return textTokens + imageTokens + outputTokens;
    }
}
