package io.selfscale.inference.generate;

import io.selfscale.inference.image.Grid;
import io.selfscale.inference.prompt.EncodedPrompt;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A conversation ready for the model.
 *
 * @param encoded token ids and positions
 * @param grids the patches of its images and videos, in the order in which they stand in it
 * @param patches the numbers of each, {@code [patches, patchLength]}
 */
public record Prompt(EncodedPrompt encoded, List<Grid> grids, List<FloatBuffer> patches) {

    public Prompt {
        grids = List.copyOf(grids);
        patches = List.copyOf(patches);
        if (grids.size() != patches.size()) {
            throw new IllegalArgumentException("there are " + grids.size() + " grids but patches of " + patches.size());
        }
    }
}
