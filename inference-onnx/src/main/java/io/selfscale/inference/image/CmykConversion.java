package io.selfscale.inference.image;

/** Integer conversions of four-channel JPEG pixels, equal to those of libjpeg and Pillow. */
final class CmykConversion {

    /** Fraction bits of the factors. */
    private static final int FRACTION = 16;

    private static final int HALF = 1 << (FRACTION - 1);

    private CmykConversion() {}

    private static int fixed(double factor) {
        return (int) (factor * (1 << FRACTION) + 0.5);
    }

    /**
     * Turns luma, two chromas and black into inks, in place, as {@code jdcolor.c} of libjpeg does: 255 - R, 255 - G and
     * 255 - B of an ordinary colour conversion; black stays.
     *
     * @param samples four of each pixel, 0 to 255
     */
    static void fromYcck(int[] samples) {
        for (int i = 0; i < samples.length; i += 4) {
            int luma = samples[i];
            int blue = samples[i + 1] - 128;
            int red = samples[i + 2] - 128;
            samples[i] = clamp(luma + ((fixed(1.40200) * red + HALF) >> FRACTION));
            samples[i + 1] = clamp(luma + ((-fixed(0.34414) * blue - fixed(0.71414) * red + HALF) >> FRACTION));
            samples[i + 2] = clamp(luma + ((fixed(1.77200) * blue + HALF) >> FRACTION));
            samples[i] = 255 - samples[i];
            samples[i + 1] = 255 - samples[i + 1];
            samples[i + 2] = 255 - samples[i + 2];
        }
    }

    /**
     * Turns inks as they lie in the file, inverted, into red, green and blue: Pillow's conversion of CMYK.
     *
     * @param samples four of each pixel, 0 to 255
     * @param rgb where the result goes
     * @param start where in it
     * @return where in {@code rgb} the result ends
     */
    static int toRgb(int[] samples, byte[] rgb, int start) {
        int to = start;
        for (int i = 0; i < samples.length; i += 4) {
            int light = samples[i + 3];
            rgb[to] = (byte) (light - scaled(255 - samples[i], light));
            rgb[to + 1] = (byte) (light - scaled(255 - samples[i + 1], light));
            rgb[to + 2] = (byte) (light - scaled(255 - samples[i + 2], light));
            to += 3;
        }
        return to;
    }

    /** {@code a * b / 255}, rounded, for 0 to 255. */
    private static int scaled(int a, int b) {
        int product = a * b + 128;
        return ((product >> 8) + product) >> 8;
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
