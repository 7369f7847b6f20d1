package io.selfscale.inference.image;

/**
 * The patches of one image or video.
 *
 * @param frames frame pairs, 1 for an image
 * @param rows rows of patches, a multiple of the merge size
 * @param columns columns of patches, a multiple of the merge size
 */
public record Grid(int frames, int rows, int columns) {

    public Grid {
        if (frames < 1 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "a grid has at least one frame, row and column but was " + frames + " x " + rows + " x " + columns);
        }
    }

    /** Patches in all. */
    public int patches() {
        return Math.multiplyExact(Math.multiplyExact(frames, rows), columns);
    }

    /** Tokens in all, when squares of {@code mergeSize} patches become one. */
    public int tokens(int mergeSize) {
        return patches() / (mergeSize * mergeSize);
    }
}
