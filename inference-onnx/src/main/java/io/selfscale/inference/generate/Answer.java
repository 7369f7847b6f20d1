package io.selfscale.inference.generate;

import java.time.Duration;
import java.util.List;

/**
 * An answer.
 *
 * @param text the text; special tokens are not part of it
 * @param ids the tokens, the one that ended the turn included
 * @param finish why it ended
 * @param times what it took
 */
public record Answer(String text, List<Integer> ids, FinishReason finish, Times times) {

    public Answer {
        ids = List.copyOf(ids);
    }

    /**
     * What an answer took.
     *
     * @param promptTokens tokens of the prompt
     * @param visualTokens those of them that stand for images and videos
     * @param vision in the vision tower
     * @param prefill from the prompt to the first logits
     * @param decode in all steps after that
     * @param outside the part of {@code decode} that was not spent in ONNX Runtime
     * @param steps how many steps that were
     */
    public record Times(
            int promptTokens,
            int visualTokens,
            Duration vision,
            Duration prefill,
            Duration decode,
            Duration outside,
            int steps) {

        /** Tokens per second of the steps after the prompt; 0 without any. */
        public double tokensPerSecond() {
            return decode.isZero() ? 0 : steps * 1e9 / decode.toNanos();
        }
    }
}
