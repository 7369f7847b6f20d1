package io.selfscale.inference.image;

/**
 * How the pixels of a row lie in a PNG file.
 *
 * <p>Expands to what the reference sees, Pillow's {@code convert("RGB")}: alpha and transparent colours are dropped, grey
 * is repeated without a gamma curve, of 16 bits the upper eight stay. One exception is Pillow's own: grey of 16 bits
 * without alpha is clipped at 255, not divided, so that ordinary ones become almost white.
 */
final class PngRow {

    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    private final int width;
    private final int depth;
    private final int type;
    private final byte[] palette;

    PngRow(int width, int depth, int type, byte[] palette) {
        this.width = width;
        this.depth = depth;
        this.type = type;
        this.palette = palette;
    }

    /** Whether PNG has the colour type with that many bits. */
    static boolean isValid(int depth, int type) {
        return switch (type) {
            case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    int width() {
        return width;
    }

    int depth() {
        return depth;
    }

    int type() {
        return type;
    }

    /** Whether the row's bytes are the wanted ones as they are. */
    boolean isRgb() {
        return type == RGB && depth == 8;
    }

    private int channels() {
        return switch (type) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /** Bytes of a row, at most 8 for a pixel. */
    int bytes() {
        return (int) (((long) width * channels() * depth + 7) / 8);
    }

    /** Bytes of a pixel, at least 1. */
    int pixelBytes() {
        return Math.max(1, channels() * depth / 8);
    }

    /** Writes red, green and blue of each pixel of the row that begins at {@code from}. */
    void expand(byte[] source, int from, byte[] rgb) {
        if (depth < 8 || type == PALETTE) {
            expandIndexes(source, from, rgb);
            return;
        }
        int sample = depth / 8;
        int pixel = channels() * sample;
        boolean colour = type == RGB || type == RGB_ALPHA;
        boolean clip = type == GREY && depth == 16;
        int at = from;
        for (int to = 0; to < 3 * width; to += 3) {
            byte first = clip && source[at] != 0 ? (byte) 255 : source[clip ? at + 1 : at];
            rgb[to] = first;
            rgb[to + 1] = colour ? source[at + sample] : first;
            rgb[to + 2] = colour ? source[at + 2 * sample] : first;
            at += pixel;
        }
    }

    private void expandIndexes(byte[] source, int from, byte[] rgb) {
        int mask = (1 << depth) - 1;
        int grey = 255 / mask;
        for (int x = 0; x < width; x++) {
            int bit = x * depth;
            int value = source[from + (bit >> 3)] >> (8 - depth - (bit & 7)) & mask;
            int to = 3 * x;
            if (type == GREY) {
                rgb[to] = (byte) (value * grey);
                rgb[to + 1] = rgb[to];
                rgb[to + 2] = rgb[to];
            } else {
                Samples.paint(palette, value, rgb, to);
            }
        }
    }
}
