package io.selfscale.inference.image;

/**
 * How an image must be turned before it is looked at: the values 1 to 8 of the tag Orientation of Exif, which say where the
 * stored first row and column belong.
 */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    ROTATED_180(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    ROTATED_90(true, true, false),
    TRANSVERSED(true, true, true),
    ROTATED_270(true, false, true);

    private static final Orientation[] BY_VALUE = values();

    /** Whether rows become columns. */
    private final boolean transpose;

    /** Whether, in the result, columns run from right to left. */
    private final boolean reverseColumns;

    /** Whether, in the result, rows run from bottom to top. */
    private final boolean reverseRows;

    Orientation(boolean transpose, boolean reverseColumns, boolean reverseRows) {
        this.transpose = transpose;
        this.reverseColumns = reverseColumns;
        this.reverseRows = reverseRows;
    }

    /** Returns the orientation of a value of the tag; values outside 1 to 8 mean nothing, and the image stays. */
    static Orientation of(int value) {
        return value < 1 || value > BY_VALUE.length ? UPRIGHT : BY_VALUE[value - 1];
    }

    /** Returns the image turned upright, itself if it is. */
    RgbImage apply(RgbImage image) {
        if (this == UPRIGHT) {
            return image;
        }
        int width = transpose ? image.height() : image.width();
        int height = transpose ? image.width() : image.height();
        byte[] source = image.rgb();
        byte[] target = new byte[source.length];
        // Distances, in bytes of the source, of one step to the right and one step down in the result.
        int right = transpose ? 3 * image.width() : 3;
        int down = transpose ? 3 : 3 * image.width();
        int start = (reverseColumns ? (width - 1) * right : 0) + (reverseRows ? (height - 1) * down : 0);
        int stepRight = reverseColumns ? -right : right;
        int stepDown = reverseRows ? -down : down;
        int to = 0;
        for (int y = 0; y < height; y++) {
            int from = start + y * stepDown;
            for (int x = 0; x < width; x++) {
                target[to] = source[from];
                target[to + 1] = source[from + 1];
                target[to + 2] = source[from + 2];
                to += 3;
                from += stepRight;
            }
        }
        return new RgbImage(width, height, target);
    }
}
