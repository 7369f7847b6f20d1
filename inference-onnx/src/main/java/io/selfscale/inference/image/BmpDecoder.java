package io.selfscale.inference.image;

import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes BMP through the JDK's own decoder, which is given a file with the plainest header that says the same: no embedded
 * JPEG or PNG, no colour profile, no counts that claim memory.
 */
final class BmpDecoder {

    private static final int FILE_HEADER = 14;
    private static final int OS2_HEADER = 12;
    private static final int HEADER = 40;
    private static final int RGB = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BIT_FIELDS = 3;

    private final byte[] bytes;
    private final ByteBuffer in;
    private final DecodeGuard guard;
    private int width;
    private int height;
    private int bits;
    private int compression;
    private byte[] masks = new byte[0];
    private byte[] palette = new byte[0];

    private BmpDecoder(byte[] bytes, DecodeGuard guard) {
        this.bytes = bytes;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.guard = guard;
    }

    static RgbImage decode(byte[] bytes, DecodeGuard guard) {
        return new BmpDecoder(bytes, guard).decode();
    }

    private RgbImage decode() {
        try {
            readHeader();
        } catch (IndexOutOfBoundsException e) {
            throw guard.truncated();
        }
        int pixels = in.getInt(10);
        if (pixels < FILE_HEADER || pixels > bytes.length) {
            throw guard.truncated();
        }
        boolean coded = compression == RLE8 || compression == RLE4;
        long stride = ((long) width * bits + 31) / 32 * 4;
        if (!coded && bytes.length - pixels < stride * Math.abs(height)) {
            throw guard.truncated();
        }
        int rows = Math.abs(height);
        Raster raster = ReaderRun.readFirst(ReaderRun.builtIn("bmp"), plain(pixels), guard);
        if (raster.getWidth() != width || raster.getHeight() != rows) {
            throw guard.corrupt("its pixels have another size than its header says");
        }
        byte[] rgb = new byte[3 * width * rows];
        if (bits <= 8) {
            Samples.copyIndexes(raster, palette, rgb, width, 0, 0);
        } else if (raster.getSampleModel() instanceof SinglePixelPackedSampleModel packed) {
            copyPacked(raster, packed, rgb);
        } else {
            Samples.copyColours(raster, rgb, width, 0, 0);
        }
        return new RgbImage(width, rows, rgb);
    }

    private void readHeader() {
        int header = in.getInt(14);
        int colours = 0;
        if (header == OS2_HEADER) {
            width = in.getShort(18) & 0xffff;
            height = in.getShort(20) & 0xffff;
            bits = in.getShort(24);
        } else if (header >= HEADER && header <= 124) {
            width = in.getInt(18);
            height = in.getInt(22);
            bits = in.getShort(28);
            compression = in.getInt(30);
            colours = in.getInt(46);
        } else {
            throw guard.unsupported("its header has " + header + " bytes");
        }
        guard.checkSize(width, Math.abs((long) height));
        boolean known =
                (compression == RGB && (bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32))
                        || (compression == RLE8 && bits == 8)
                        || (compression == RLE4 && bits == 4)
                        || (compression == BIT_FIELDS && (bits == 16 || bits == 32));
        if (!known) {
            throw guard.unsupported("it has " + bits + " bits per pixel with compression " + compression);
        }
        int at = FILE_HEADER + header;
        if (compression == BIT_FIELDS) {
            masks = new byte[12];
            in.get(FILE_HEADER + HEADER, masks);
            at = Math.max(at, FILE_HEADER + HEADER + masks.length);
        }
        if (bits <= 8) {
            int entry = header == OS2_HEADER ? 3 : 4;
            int most = 1 << bits;
            readPalette(at, entry, colours > 0 && colours < most ? colours : most);
        }
    }

    private void readPalette(int at, int entry, int wanted) {
        int present = Math.max(0, Math.min(bytes.length, in.getInt(10)) - at) / entry;
        palette = new byte[3 * Math.min(wanted, present)];
        for (int i = 0; i < palette.length / 3; i++) {
            palette[3 * i] = bytes[at + i * entry + 2];
            palette[3 * i + 1] = bytes[at + i * entry + 1];
            palette[3 * i + 2] = bytes[at + i * entry];
        }
    }

    private byte[] plain(int pixels) {
        int colours = bits <= 8 ? 1 << bits : 0;
        int start = FILE_HEADER + HEADER + masks.length + 4 * colours;
        ByteBuffer head = ByteBuffer.allocate(start).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'B').put((byte) 'M').putInt(start + bytes.length - pixels);
        head.putInt(10, start).putInt(14, HEADER).putInt(18, width).putInt(22, height);
        head.putShort(26, (short) 1).putShort(28, (short) bits).putInt(30, compression);
        head.putInt(34, bytes.length - pixels).putInt(46, colours);
        head.put(FILE_HEADER + HEADER, masks);
        ByteArrayOutputStream file = new ByteArrayOutputStream(start + bytes.length - pixels);
        file.writeBytes(head.array());
        file.write(bytes, pixels, bytes.length - pixels);
        return file.toByteArray();
    }

    /** Widens fields of five and six bits as Pillow does: times 255, divided by the largest value, rounded down. */
    private void copyPacked(Raster raster, SinglePixelPackedSampleModel model, byte[] rgb) {
        int bands = raster.getNumBands();
        int[] largest = new int[3];
        for (int band = 0; band < 3; band++) {
            largest[band] = (1 << model.getSampleSize(band)) - 1;
        }
        int[] samples = new int[bands * width];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, samples);
            for (int i = 0; i < samples.length; i += bands) {
                for (int band = 0; band < 3; band++) {
                    rgb[to++] = (byte) (samples[i + band] * 255 / largest[band]);
                }
            }
        }
    }
}
