package io.selfscale.inference.image;

/**
 * The size of an image.
 *
 * @param width columns, in pixels, at least 1
 * @param height rows, in pixels, at least 1
 */
public record ImageSize(int width, int height) {

    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "an image has at least one column and row but was " + width + " x " + height);
        }
    }
}
