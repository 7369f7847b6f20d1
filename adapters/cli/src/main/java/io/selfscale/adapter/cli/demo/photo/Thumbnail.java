package io.selfscale.adapter.cli.demo.photo;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/** A photo resized to 224 x 224 pixels, the input size of many vision models. Confined to one thread. */
final class Thumbnail {

    static final int SIDE = 224;

    private final int[] pixels;

    private Thumbnail(int[] pixels) {
        this.pixels = pixels;
    }

    /** Resizes by the mean of the area that each new pixel covers; a smaller photo is enlarged by repetition. */
    static Thumbnail of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = new int[SIDE * SIDE];
        int[] sums = new int[3 * SIDE];
        Rows rows = Rows.of(image);
        for (int y = 0; y < SIDE; y++) {
            int top = y * height / SIDE;
            int bottom = Math.max(top + 1, (y + 1) * height / SIDE);
            Arrays.fill(sums, 0);
            for (int row = top; row < bottom; row++) {
                byte[] samples = rows.bgr(row);
                addRow(samples, rows.offset(row), width, sums);
            }
            for (int x = 0; x < SIDE; x++) {
                int left = x * width / SIDE;
                int right = Math.max(left + 1, (x + 1) * width / SIDE);
                int area = (right - left) * (bottom - top);
                pixels[y * SIDE + x] = rgb(sums[3 * x + 2] / area, sums[3 * x + 1] / area, sums[3 * x] / area);
            }
        }
        return new Thumbnail(pixels);
    }

    private static int rgb(int red, int green, int blue) {
        return (red << 16) | (green << 8) | blue;
    }

    private static void addRow(byte[] samples, int offset, int width, int[] sums) {
        for (int x = 0; x < SIDE; x++) {
            int left = x * width / SIDE;
            int right = Math.max(left + 1, (x + 1) * width / SIDE);
            int blue = 0;
            int green = 0;
            int red = 0;
            for (int at = offset + 3 * left; at < offset + 3 * right; at += 3) {
                blue += samples[at] & 0xff;
                green += samples[at + 1] & 0xff;
                red += samples[at + 2] & 0xff;
            }
            sums[3 * x] += blue;
            sums[3 * x + 1] += green;
            sums[3 * x + 2] += red;
        }
    }

    /** Returns the pixels, row by row, as red, green and blue of eight bits; not a copy. */
    int[] pixels() {
        return pixels;
    }

    /** Returns the variance of the Laplacian of the luminance, over all pixels but the border. */
    double sharpness() {
        int[] luminance = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            // ITU-R BT.601 in 1/1000.
            luminance[i] = (299 * ((pixel >> 16) & 0xff) + 587 * ((pixel >> 8) & 0xff) + 114 * (pixel & 0xff)) / 1000;
        }
        double sum = 0;
        double sumOfSquares = 0;
        for (int y = 1; y < SIDE - 1; y++) {
            for (int x = 1; x < SIDE - 1; x++) {
                int at = y * SIDE + x;
                int laplacian = luminance[at - 1]
                        + luminance[at + 1]
                        + luminance[at - SIDE]
                        + luminance[at + SIDE]
                        - 4 * luminance[at];
                sum += laplacian;
                sumOfSquares += (double) laplacian * laplacian;
            }
        }
        double count = (SIDE - 2.0) * (SIDE - 2.0);
        double mean = sum / count;
        return Math.max(0, sumOfSquares / count - mean * mean);
    }

    /** The rows of an image as blue, green and red bytes, whatever it was decoded to. */
    private static final class Rows {
        private final BufferedImage image;
        private final byte[] samples;
        private final boolean direct;
        private final int[] argb;

        private Rows(BufferedImage image, byte[] samples, boolean direct) {
            this.image = image;
            this.samples = samples;
            this.direct = direct;
            this.argb = direct ? new int[0] : new int[image.getWidth()];
        }

        static Rows of(BufferedImage image) {
            boolean direct = image.getType() == BufferedImage.TYPE_3BYTE_BGR;
            byte[] samples = direct
                    ? ((DataBufferByte) image.getRaster().getDataBuffer()).getData()
                    : new byte[3 * image.getWidth()];
            return new Rows(image, samples, direct);
        }

        int offset(int row) {
            return direct ? 3 * image.getWidth() * row : 0;
        }

        byte[] bgr(int row) {
            if (!direct) {
                image.getRGB(0, row, argb.length, 1, argb, 0, argb.length);
                for (int x = 0; x < argb.length; x++) {
                    samples[3 * x] = (byte) argb[x];
                    samples[3 * x + 1] = (byte) (argb[x] >> 8);
                    samples[3 * x + 2] = (byte) (argb[x] >> 16);
                }
            }
            return samples;
        }
    }
}
