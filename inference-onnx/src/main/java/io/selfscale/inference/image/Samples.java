package io.selfscale.inference.image;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** Copies the samples of a decoder's raster, which knows nothing of colour profiles, gamma curves or premultiplied alpha. */
final class Samples {

    private Samples() {}

    /**
     * Copies the first three bands of a raster onto a canvas, which the raster must lie inside of.
     *
     * @param raster at least three bands of 8 bits
     * @param rgb the canvas
     * @param canvasWidth columns of the canvas
     * @param left column of the raster's first pixel
     * @param top row of the raster's first pixel
     */
    static void copyColours(Raster raster, byte[] rgb, int canvasWidth, int left, int top) {
        int width = raster.getWidth();
        boolean bytes = raster.getSampleModel() instanceof PixelInterleavedSampleModel
                && raster.getDataBuffer() instanceof DataBufferByte
                && raster.getSampleModelTranslateX() == 0
                && raster.getSampleModelTranslateY() == 0;
        int[] pixels = bytes ? new int[0] : new int[raster.getNumBands() * width];
        for (int y = 0; y < raster.getHeight(); y++) {
            int to = 3 * ((top + y) * canvasWidth + left);
            if (bytes) {
                copyBytes(raster, y, rgb, to);
                continue;
            }
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, pixels);
            for (int i = 0; i < pixels.length; i += raster.getNumBands()) {
                rgb[to] = (byte) pixels[i];
                rgb[to + 1] = (byte) pixels[i + 1];
                rgb[to + 2] = (byte) pixels[i + 2];
                to += 3;
            }
        }
    }

    private static void copyBytes(Raster raster, int y, byte[] rgb, int start) {
        PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
        DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
        byte[] source = buffer.getData();
        int[] bands = model.getBandOffsets();
        int red = bands[0];
        int green = bands[1];
        int blue = bands[2];
        int from = buffer.getOffset() + y * model.getScanlineStride();
        int to = start;
        for (int x = 0; x < raster.getWidth(); x++) {
            rgb[to] = source[from + red];
            rgb[to + 1] = source[from + green];
            rgb[to + 2] = source[from + blue];
            to += 3;
            from += model.getPixelStride();
        }
    }

    /**
     * Looks up the indexes that a raster holds and writes their colours onto a canvas; what lies outside of it is left out.
     *
     * @param raster one band of indexes
     * @param palette red, green and blue of each index; an index beyond is black
     * @param rgb the canvas
     * @param canvasWidth columns of the canvas
     * @param left column of the raster's first pixel
     * @param top row of the raster's first pixel
     */
    static void copyIndexes(Raster raster, byte[] palette, byte[] rgb, int canvasWidth, int left, int top) {
        int width = raster.getWidth();
        int[] indexes = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, indexes);
            int to = 3 * ((top + y) * canvasWidth + left);
            for (int index : indexes) {
                paint(palette, index, rgb, to);
                to += 3;
            }
        }
    }

    /** Writes the colour of one index. */
    static void paint(byte[] palette, int index, byte[] rgb, int to) {
        boolean known = 3 * index + 2 < palette.length;
        rgb[to] = known ? palette[3 * index] : 0;
        rgb[to + 1] = known ? palette[3 * index + 1] : 0;
        rgb[to + 2] = known ? palette[3 * index + 2] : 0;
    }
}
