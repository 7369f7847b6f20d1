package io.selfscale.inference.checkpoint;

import java.util.List;

/**
 * The sizes of the text decoder: {@code text_config} of {@code config.json}.
 *
 * @param vocabularySize rows of the embedding and of the head, at least as many as the tokenizer has
 * @param hiddenSize width of the residual stream
 * @param intermediateSize width of the gated feed-forward part
 * @param layers number of layers
 * @param attentionHeads query heads of a layer
 * @param keyValueHeads key and value heads of a layer; divides {@code attentionHeads}
 * @param headDim width of one head; {@code attentionHeads * headDim} need not equal {@code hiddenSize}
 * @param maxPositions longest context, in positions
 * @param rmsNormEpsilon what the root mean square normalization adds to the mean of the squares
 * @param ropeTheta base of the rotary frequencies
 * @param mropeSection how many of the {@code headDim / 2} rotary frequencies read the time, row and column axis
 */
public record TextConfig(
        int vocabularySize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int attentionHeads,
        int keyValueHeads,
        int headDim,
        int maxPositions,
        double rmsNormEpsilon,
        double ropeTheta,
        List<Integer> mropeSection) {

    public TextConfig {
        mropeSection = List.copyOf(mropeSection);
    }
}
