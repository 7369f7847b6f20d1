package io.selfscale.inference.image;

import java.util.Arrays;

/**
 * Resizes with the antialiased bicubic filter of Pillow, to the bit: first each row, then each column, 8-bit values in
 * between, sums in fixed point. An axis whose length stays is left as it is. Pure.
 */
public final class BicubicResizer {

    private static final int HALF = 1 << (ResizeTaps.FRACTION - 1);

    private BicubicResizer() {}

    /**
     * Returns the image in another size, itself if it has that size already.
     *
     * @param image the image
     * @param size the size wanted
     */
    public static RgbImage resize(RgbImage image, ImageSize size) {
        RgbImage wide = size.width() == image.width() ? image : resizeRows(image, size.width());
        return size.height() == image.height() ? wide : resizeColumns(wide, size.height());
    }

    private static RgbImage resizeRows(RgbImage image, int width) {
        ResizeTaps taps = ResizeTaps.of(image.width(), width);
        byte[] source = image.rgb();
        byte[] target = new byte[Math.multiplyExact(Math.multiplyExact(3, width), image.height())];
        for (int y = 0; y < image.height(); y++) {
            resizeRow(source, 3 * image.width() * y, taps, target, 3 * width * y, width);
        }
        return new RgbImage(width, image.height(), target);
    }

    private static void resizeRow(byte[] source, int row, ResizeTaps taps, byte[] target, int start, int width) {
        int to = start;
        for (int x = 0; x < width; x++) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int pixel = row + 3 * taps.first(x);
            int count = taps.count(x);
            for (int tap = 0; tap < count; tap++) {
                int weight = taps.weight(x, tap);
                red += (source[pixel] & 0xff) * weight;
                green += (source[pixel + 1] & 0xff) * weight;
                blue += (source[pixel + 2] & 0xff) * weight;
                pixel += 3;
            }
            target[to] = clamped(red);
            target[to + 1] = clamped(green);
            target[to + 2] = clamped(blue);
            to += 3;
        }
    }

    private static RgbImage resizeColumns(RgbImage image, int height) {
        ResizeTaps taps = ResizeTaps.of(image.height(), height);
        int stride = 3 * image.width();
        byte[] target = new byte[Math.multiplyExact(stride, height)];
        int[] sums = new int[stride];
        for (int y = 0; y < height; y++) {
            int count = taps.count(y);
            if (count == 4) {
                resizeFromFourRows(image.rgb(), stride, taps, y, target);
                continue;
            }
            Arrays.fill(sums, HALF);
            int tap = 0;
            for (; tap + 4 <= count; tap += 4) {
                addFourRows(image.rgb(), (taps.first(y) + tap) * stride, stride, taps, y, tap, sums);
            }
            for (; tap < count; tap++) {
                addRow(image.rgb(), (taps.first(y) + tap) * stride, taps.weight(y, tap), sums);
            }
            int to = y * stride;
            for (int i = 0; i < stride; i++) {
                target[to + i] = clamped(sums[i]);
            }
        }
        return new RgbImage(image.width(), height, target);
    }

    /** The usual case when nothing shrinks, without a row of sums. */
    private static void resizeFromFourRows(byte[] source, int stride, ResizeTaps taps, int out, byte[] target) {
        int weight0 = taps.weight(out, 0);
        int weight1 = taps.weight(out, 1);
        int weight2 = taps.weight(out, 2);
        int weight3 = taps.weight(out, 3);
        int from = taps.first(out) * stride;
        int from1 = from + stride;
        int from2 = from1 + stride;
        int from3 = from2 + stride;
        int to = out * stride;
        for (int i = 0; i < stride; i++) {
            target[to + i] = clamped(HALF
                    + (source[from + i] & 0xff) * weight0
                    + (source[from1 + i] & 0xff) * weight1
                    + (source[from2 + i] & 0xff) * weight2
                    + (source[from3 + i] & 0xff) * weight3);
        }
    }

    private static void addFourRows(
            byte[] source, int from, int stride, ResizeTaps taps, int out, int tap, int[] sums) {
        int weight0 = taps.weight(out, tap);
        int weight1 = taps.weight(out, tap + 1);
        int weight2 = taps.weight(out, tap + 2);
        int weight3 = taps.weight(out, tap + 3);
        int from1 = from + stride;
        int from2 = from1 + stride;
        int from3 = from2 + stride;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (source[from + i] & 0xff) * weight0
                    + (source[from1 + i] & 0xff) * weight1
                    + (source[from2 + i] & 0xff) * weight2
                    + (source[from3 + i] & 0xff) * weight3;
        }
    }

    private static void addRow(byte[] source, int from, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (source[from + i] & 0xff) * weight;
        }
    }

    private static byte clamped(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> ResizeTaps.FRACTION));
    }
}
