package io.selfscale.inference.image;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * The patches of several images for one call of the vision tower.
 *
 * @param grids the grid of each image, in their order
 * @param values the patches of all images behind one another, otherwise like {@link ImagePatches#values()}
 */
public record PatchBatch(List<Grid> grids, FloatBuffer values) {

    public PatchBatch {
        grids = List.copyOf(grids);
    }
}
