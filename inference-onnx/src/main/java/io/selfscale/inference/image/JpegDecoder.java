package io.selfscale.inference.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Decodes JPEG through the JDK's own decoder, whose discrete cosine transform and upsampling give the values of Pillow.
 *
 * <p>The decoder is given a file with everything removed that does not belong to the pixels, and with one marker in front
 * that says which colours the components are, by the rules of libjpeg (which Pillow follows and the JDK does not quite).
 */
final class JpegDecoder {

    private JpegDecoder() {}

    static RgbImage decode(byte[] bytes, DecodeGuard guard) {
        JpegFile file = JpegFile.parse(bytes, guard);
        ImageReader reader = ReaderRun.builtIn("jpeg");
        byte[] plain = file.withoutMetadata();
        RgbImage image = switch (file.colours()) {
            case GREY -> grey(file, ReaderRun.readFirst(reader, plain, guard));
            case YCC, RGB -> colour(file, reader, plain, guard);
            case CMYK, YCCK ->
                cmyk(
                        file,
                        ReaderRun.run(reader, plain, guard, r -> r.readRaster(0, null)),
                        file.colours() == JpegFile.Colours.YCCK);
        };
        return Orientation.of(file.orientation()).apply(image);
    }

    private static RgbImage grey(JpegFile file, Raster raster) {
        byte[] rgb = new byte[3 * file.width() * file.height()];
        int[] samples = new int[file.width()];
        int to = 0;
        for (int y = 0; y < file.height(); y++) {
            raster.getSamples(0, y, file.width(), 1, 0, samples);
            for (int sample : samples) {
                rgb[to] = (byte) sample;
                rgb[to + 1] = (byte) sample;
                rgb[to + 2] = (byte) sample;
                to += 3;
            }
        }
        return new RgbImage(file.width(), file.height(), rgb);
    }

    private static RgbImage colour(JpegFile file, ImageReader reader, byte[] plain, DecodeGuard guard) {
        byte[] rgb = new byte[3 * file.width() * file.height()];
        // A target in the order of the decoder is filled row by row; its default (blue first) is three times as slow.
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(rgb, rgb.length),
                file.width(),
                file.height(),
                3 * file.width(),
                3,
                new int[] {0, 1, 2},
                null);
        ComponentColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        ImageReadParam param = new ImageReadParam();
        param.setDestination(new BufferedImage(colours, raster, false, null));
        Raster unused =
                ReaderRun.run(reader, plain, guard, r -> r.read(0, param).getRaster());
        return new RgbImage(file.width(), file.height(), rgb);
    }

    /** By the rules of Adobe, which Pillow assumes too, the file holds 255 minus each ink. */
    private static RgbImage cmyk(JpegFile file, Raster raster, boolean ycck) {
        if (raster.getNumBands() != 4) {
            throw new IllegalStateException("the decoder gave " + raster.getNumBands() + " bands of four");
        }
        byte[] rgb = new byte[3 * file.width() * file.height()];
        int[] samples = new int[4 * file.width()];
        int to = 0;
        for (int y = 0; y < file.height(); y++) {
            raster.getPixels(0, y, file.width(), 1, samples);
            if (ycck) {
                CmykConversion.fromYcck(samples);
            }
            to = CmykConversion.toRgb(samples, rgb, to);
        }
        return new RgbImage(file.width(), file.height(), rgb);
    }
}
