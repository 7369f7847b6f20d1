package io.selfscale.adapter.cli.demo.photo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Reads and writes PNG files in memory, with limits that hold before anything is decoded. */
final class PngFile {

    /** The greatest width and height that is decoded, in pixels. */
    static final int MAX_SIDE = 4096;

    /** The greatest memory that the decoded pixels may take: 4096 x 4096 pixels of four bytes. */
    static final long MAX_DECODED_BYTES = 64L << 20;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Signature, length and name of the first chunk, width, height, bit depth, colour type. */
    private static final int HEADER_BYTES = 26;

    private PngFile() {}

    static byte[] write(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(image.getWidth() * image.getHeight());
        // Without a cache in memory, ImageIO would write through a temporary file.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode a photo in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes a PNG file.
     *
     * @throws PhotoFormatException if it is not one, is broken or exceeds a limit
     */
    static BufferedImage read(byte[] png) throws PhotoFormatException {
        checkHeader(png);
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
            // Metadata is ignored: compressed text in it could unpack to any size.
            reader.setInput(in, /* seekForwardOnly= */ true, /* ignoreMetadata= */ true);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            // The reader of the JDK reports some damage by unchecked exceptions.
            throw new PhotoFormatException("the PNG file is damaged: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    private static void checkHeader(byte[] png) throws PhotoFormatException {
        if (png.length < HEADER_BYTES || !startsWithSignature(png)) {
            throw new PhotoFormatException(
                    "expected a PNG file, but the body of " + png.length + " bytes does not start like one");
        }
        if (int32(png, 12) != 0x49484452) {
            throw new PhotoFormatException("the PNG file is damaged: its first chunk must be IHDR");
        }
        long width = int32(png, 16) & 0xffff_ffffL;
        long height = int32(png, 20) & 0xffff_ffffL;
        if (width == 0 || height == 0 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new PhotoFormatException("a photo must have 1 to " + MAX_SIDE + " pixels a side, but this one has "
                    + width + " x " + height);
        }
        long decodedBytes = width * height * bytesPerPixel(png[24], png[25]);
        if (decodedBytes > MAX_DECODED_BYTES) {
            throw new PhotoFormatException("a photo must decode to at most " + MAX_DECODED_BYTES
                    + " bytes, but this one takes " + decodedBytes);
        }
    }

    private static boolean startsWithSignature(byte[] png) {
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (png[i] != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }

    private static int bytesPerPixel(int bitDepth, int colourType) throws PhotoFormatException {
        int samples = switch (colourType) {
            case 0, 3 -> 1; // grey, palette
            case 2 -> 3; // red, green, blue
            case 4 -> 2; // grey, alpha
            case 6 -> 4; // red, green, blue, alpha
            default ->
                throw new PhotoFormatException(
                        "the PNG file is damaged: colour type must be 0, 2, 3, 4 or 6, but was " + colourType);
        };
        return bitDepth == 16 ? 2 * samples : samples;
    }

    private static int int32(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }
}
