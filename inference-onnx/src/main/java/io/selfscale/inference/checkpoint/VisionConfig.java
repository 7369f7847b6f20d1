package io.selfscale.inference.checkpoint;

import java.util.List;

/**
 * The sizes of the vision tower: {@code vision_config} of {@code config.json}.
 *
 * @param depth number of blocks
 * @param hiddenSize width of the residual stream
 * @param intermediateSize width of the feed-forward part of a block
 * @param heads attention heads; divides {@code hiddenSize}
 * @param outHiddenSize width of what the mergers give: the hidden size of the decoder
 * @param inChannels colour channels, 3
 * @param patchSize side of a patch, in pixels
 * @param temporalPatchSize frames in a patch
 * @param spatialMergeSize side of the square of patches that becomes one token
 * @param positionEmbeddings rows of the position table; a square number
 * @param deepstackIndexes the blocks (from 0) whose output is tapped, in the order of the text layers that it is added after
 */
public record VisionConfig(
        int depth,
        int hiddenSize,
        int intermediateSize,
        int heads,
        int outHiddenSize,
        int inChannels,
        int patchSize,
        int temporalPatchSize,
        int spatialMergeSize,
        int positionEmbeddings,
        List<Integer> deepstackIndexes) {

    public VisionConfig {
        deepstackIndexes = List.copyOf(deepstackIndexes);
    }

    /** Width of one attention head. */
    public int headDim() {
        return hiddenSize / heads;
    }

    /** Numbers in one patch: channels, frames, rows and columns. */
    public int patchLength() {
        return inChannels * temporalPatchSize * patchSize * patchSize;
    }

    /** Patches that become one token. */
    public int mergedPatches() {
        return spatialMergeSize * spatialMergeSize;
    }
}
