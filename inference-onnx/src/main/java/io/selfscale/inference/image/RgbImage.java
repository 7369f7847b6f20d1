package io.selfscale.inference.image;

/**
 * An image of three 8-bit channels.
 *
 * <p>Not copied, neither in nor out, because images are large: whoever makes one gives its array away. Safe for
 * concurrent use as long as nobody writes into the array.
 */
public final class RgbImage {

    private final int width;
    private final int height;
    private final byte[] rgb;

    /**
     * Makes an image of pixels that the caller no longer changes.
     *
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @param rgb {@code [height, width, 3]}, row-major, unsigned: red, green, blue of the upper left pixel first
     * @throws IllegalArgumentException if a side is below 1 or the array has another length
     */
    public RgbImage(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "an image has at least one column and row but was " + width + " x " + height);
        }
        if (rgb.length != 3L * width * height) {
            throw new IllegalArgumentException("an image of " + width + " x " + height + " has " + 3L * width * height
                    + " bytes but there were " + rgb.length);
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** Columns, at least 1. */
    public int width() {
        return width;
    }

    /** Rows, at least 1. */
    public int height() {
        return height;
    }

    /** The image's own array, {@code [height, width, 3]}, unsigned; not to be written to. */
    public byte[] rgb() {
        return rgb;
    }

    @Override
    public String toString() {
        return "RgbImage[" + width + " x " + height + "]";
    }
}
