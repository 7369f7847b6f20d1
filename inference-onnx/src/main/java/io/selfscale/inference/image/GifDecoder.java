package io.selfscale.inference.image;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Decodes the first frame of a GIF through the JDK's own decoder.
 *
 * <p>As in Pillow, a frame that does not fill the canvas lies on the transparent colour, or on colour 0 without one, and
 * the canvas grows to hold the frame.
 */
final class GifDecoder {

    private static final int SCREEN_END = 13;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2c;
    private static final int GRAPHIC_CONTROL = 0xf9;

    private final byte[] bytes;
    private final DecodeGuard guard;
    private int at = SCREEN_END;
    private int background;

    private GifDecoder(byte[] bytes, DecodeGuard guard) {
        this.bytes = bytes;
        this.guard = guard;
    }

    static RgbImage decode(byte[] bytes, DecodeGuard guard) {
        return new GifDecoder(bytes, guard).decode();
    }

    private RgbImage decode() {
        if (bytes.length < SCREEN_END) {
            throw guard.truncated();
        }
        byte[] palette = readPalette(bytes[10]);
        skipToFrame();
        int descriptor = at;
        if (bytes.length - at < 10) {
            throw guard.truncated();
        }
        int left = unsignedShort(at + 1);
        int top = unsignedShort(at + 3);
        int width = unsignedShort(at + 5);
        int height = unsignedShort(at + 7);
        int canvasWidth = Math.max(unsignedShort(6), left + width);
        int canvasHeight = Math.max(unsignedShort(8), top + height);
        guard.checkSize(width, height);
        guard.checkSize(canvasWidth, canvasHeight);
        at += 10;
        byte[] local = readPalette(bytes[descriptor + 9]);
        if (local.length > 0) {
            palette = local;
        } else if (palette.length == 0) {
            palette = greys();
        }
        int coded = at;
        at++;
        skipBlocks();
        byte[] alone = alone(width, height, bytes[descriptor + 9] & 0x40, coded);
        Raster indexes = ReaderRun.readFirst(ReaderRun.builtIn("gif"), alone, guard);
        if (indexes.getWidth() != width || indexes.getHeight() != height) {
            throw guard.corrupt("its frame has another size than its header says");
        }
        byte[] rgb = new byte[3 * canvasWidth * canvasHeight];
        if (width < canvasWidth || height < canvasHeight) {
            for (int to = 0; to < rgb.length; to += 3) {
                Samples.paint(palette, background, rgb, to);
            }
        }
        Samples.copyIndexes(indexes, palette, rgb, canvasWidth, left, top);
        return new RgbImage(canvasWidth, canvasHeight, rgb);
    }

    /** Returns the frame as a file of its own, with 256 colours, so that every index is valid, and no extension. */
    private byte[] alone(int width, int height, int interlace, int coded) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a'});
        byte[] size = {(byte) width, (byte) (width >> 8), (byte) height, (byte) (height >> 8)};
        file.writeBytes(size);
        file.writeBytes(new byte[] {(byte) 0xf7, 0, 0});
        file.writeBytes(greys());
        file.writeBytes(new byte[] {FRAME, 0, 0, 0, 0});
        file.writeBytes(size);
        file.write(interlace);
        file.write(bytes, coded, at - coded);
        file.write(0x3b);
        return file.toByteArray();
    }

    private static byte[] greys() {
        byte[] greys = new byte[3 * 256];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = (byte) (i / 3);
        }
        return greys;
    }

    private byte[] readPalette(byte flags) {
        if ((flags & 0x80) == 0) {
            return new byte[0];
        }
        int end = at + (3 << ((flags & 7) + 1));
        if (end > bytes.length) {
            throw guard.truncated();
        }
        byte[] palette = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return palette;
    }

    private void skipToFrame() {
        while (at < bytes.length && bytes[at] != FRAME) {
            if (bytes[at] != EXTENSION || bytes.length - at < 3) {
                throw guard.corrupt("it has no frame");
            }
            boolean control = (bytes[at + 1] & 0xff) == GRAPHIC_CONTROL && bytes.length - at >= 8 && bytes[at + 2] >= 4;
            if (control && (bytes[at + 3] & 1) == 1) {
                background = bytes[at + 6] & 0xff;
            }
            at += 2;
            skipBlocks();
        }
    }

    /** Moves behind a chain of blocks, each of which begins with its length, up to the empty one. */
    private void skipBlocks() {
        while (at < bytes.length) {
            int length = bytes[at] & 0xff;
            at += 1 + length;
            if (length == 0) {
                return;
            }
        }
        throw guard.truncated();
    }

    private int unsignedShort(int from) {
        return (bytes[from] & 0xff) | (bytes[from + 1] & 0xff) << 8;
    }
}
