package io.selfscale.inference.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes WebP through TwelveMonkeys, which is given the coded pixels of the first frame and nothing else: alpha beside lossy
 * colours is dropped anyway, and a colour profile must not be applied.
 */
final class WebpDecoder {

    private static final int FILE_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;

    /** The coded pixels of a frame, and where they lie on the canvas. */
    private record Frame(int from, int length, int left, int top) {}

    private final byte[] bytes;
    private final ByteBuffer in;
    private final DecodeGuard guard;
    private int canvasWidth;
    private int canvasHeight;
    private int orientation = Exif.NONE;
    private int xmpOrientation = Exif.NONE;

    private WebpDecoder(byte[] bytes, DecodeGuard guard) {
        this.bytes = bytes;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.guard = guard;
    }

    static RgbImage decode(byte[] bytes, DecodeGuard guard) {
        return new WebpDecoder(bytes, guard).decode();
    }

    private RgbImage decode() {
        Frame frame = firstFrame(FILE_HEADER, bytes.length, 0, 0);
        if (frame == null) {
            throw guard.truncated();
        }
        long size = size(frame);
        int width = (int) (size >>> 32);
        int height = (int) size;
        guard.checkSize(width, height);
        if (canvasWidth == 0) {
            canvasWidth = width;
            canvasHeight = height;
        }
        guard.checkSize(canvasWidth, canvasHeight);
        if (frame.left > canvasWidth - width || frame.top > canvasHeight - height) {
            throw guard.corrupt("a frame of " + width + " x " + height + " at " + frame.left + ", " + frame.top
                    + " lies outside of its canvas of " + canvasWidth + " x " + canvasHeight);
        }
        Raster raster = ReaderRun.readFirst(new WebPImageReaderSpi().createReaderInstance(null), alone(frame), guard);
        if (raster.getWidth() != width || raster.getHeight() != height || raster.getNumBands() < 3) {
            throw guard.corrupt("its frame has another size than its header says");
        }
        byte[] rgb = new byte[3 * canvasWidth * canvasHeight];
        Samples.copyColours(raster, rgb, canvasWidth, frame.left, frame.top);
        return Orientation.of(orientation == Exif.NONE ? xmpOrientation : orientation)
                .apply(new RgbImage(canvasWidth, canvasHeight, rgb));
    }

    /** Returns the first coded pixels among the chunks; reads the canvas and the orientation on the way. */
    private @Nullable Frame firstFrame(int start, int end, int left, int top) {
        Frame found = null;
        int at = start;
        while (end - at >= CHUNK_HEADER) {
            int length = in.getInt(at + 4);
            int from = at + CHUNK_HEADER;
            if (length < 0 || length > end - from) {
                break;
            }
            if (ImageFormat.startsWith(bytes, at, "VP8 ") || ImageFormat.startsWith(bytes, at, "VP8L")) {
                found = found == null ? new Frame(at, CHUNK_HEADER + length, left, top) : found;
            } else if (ImageFormat.startsWith(bytes, at, "VP8X") && length >= 10) {
                canvasWidth = 1 + unsigned24(from + 4);
                canvasHeight = 1 + unsigned24(from + 7);
            } else if (ImageFormat.startsWith(bytes, at, "ANMF") && length >= FRAME_HEADER && found == null) {
                found = firstFrame(from + FRAME_HEADER, from + length, 2 * unsigned24(from), 2 * unsigned24(from + 3));
            } else if (ImageFormat.startsWith(bytes, at, "EXIF")) {
                orientation = Exif.orientation(bytes, from, length);
            } else if (ImageFormat.startsWith(bytes, at, "XMP ")) {
                xmpOrientation = Exif.orientationOfXmp(bytes, from, length);
            }
            // Chunks are padded to an even length.
            at = from + length + (length & 1);
            if (at < from) {
                break;
            }
        }
        return found;
    }

    /** Returns the width, in the upper 32 bits, and the height that the coded pixels of a frame begin with. */
    private long size(Frame frame) {
        int from = frame.from + CHUNK_HEADER;
        int length = frame.length - CHUNK_HEADER;
        if (bytes[frame.from + 3] == 'L') {
            if (length < 5 || bytes[from] != 0x2f) {
                throw guard.corrupt("its pixels do not begin as lossless ones do");
            }
            int bits = in.getInt(from + 1);
            return (long) ((bits & 0x3fff) + 1) << 32 | (bits >>> 14 & 0x3fff) + 1;
        }
        if (length < 10 || !ImageFormat.startsWith(bytes, from + 3, "\u009d\u0001*")) {
            throw guard.corrupt("its pixels do not begin as lossy ones do");
        }
        return (long) (in.getShort(from + 6) & 0x3fff) << 32 | (in.getShort(from + 8) & 0x3fff);
    }

    /** Returns a file of the simple form that holds the frame alone. */
    private byte[] alone(Frame frame) {
        int padded = frame.length + (frame.length & 1);
        byte[] file = Arrays.copyOf(bytes, FILE_HEADER + padded);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 4 + padded);
        System.arraycopy(bytes, frame.from, file, FILE_HEADER, frame.length);
        if (padded > frame.length) {
            file[file.length - 1] = 0;
        }
        return file;
    }

    private int unsigned24(int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
    }
}
