package io.selfscale.inference.generate;

import org.jspecify.annotations.Nullable;

/**
 * Tokens that enter the decoder together.
 *
 * @param ids token ids
 * @param time position of each on the time axis
 * @param row position of each on the row axis
 * @param column position of each on the column axis
 * @param visualPlaces indexes into {@code ids} of the visual tokens, rising
 * @param visual what stands at those places; null if there are none
 * @param firstLogits index of the first token whose logits are wanted; those of all after it come too
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers that are read once
record Prefill(
        int[] ids,
        int[] time,
        int[] row,
        int[] column,
        int[] visualPlaces,
        @Nullable VisualFeatures visual,
        int firstLogits) {

    Prefill {
        int given = visual == null ? 0 : visual.tokens();
        if (given != visualPlaces.length) {
            throw new IllegalArgumentException("the prompt has " + visualPlaces.length
                    + " visual tokens but the images give " + given + " features");
        }
    }
}
