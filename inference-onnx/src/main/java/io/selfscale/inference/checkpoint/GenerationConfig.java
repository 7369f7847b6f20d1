package io.selfscale.inference.checkpoint;

import java.util.List;

/**
 * The model's own defaults for sampling: {@code generation_config.json}.
 *
 * @param endTokenIds the ids that end an answer
 * @param sample whether to draw; otherwise the most likely token is taken
 * @param temperature divides the logits before a draw, above 0
 * @param topK how many of the most likely tokens take part in a draw; 0 for all
 * @param topP the share of probability that the most likely tokens together must reach, in (0, 1]
 * @param repetitionPenalty divides (or, below 0, multiplies) the logits of tokens seen before, above 0; 1 for none
 */
public record GenerationConfig(
        List<Integer> endTokenIds,
        boolean sample,
        double temperature,
        int topK,
        double topP,
        double repetitionPenalty) {

    public GenerationConfig {
        endTokenIds = List.copyOf(endTokenIds);
    }
}
