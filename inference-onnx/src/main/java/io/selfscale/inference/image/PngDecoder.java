package io.selfscale.inference.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes PNG over the JDK's {@link Inflater}, to the values of Pillow's {@code convert("RGB")}.
 *
 * <p>Not through Image I/O: its PNG decoder alone takes longer for an image of 1920 x 1080 than the whole way to patches
 * may, and it expands compressed text and profiles that nobody asked for. Here only the header, the palette, the pixels and
 * the orientation are read.
 */
final class PngDecoder {

    private static final int SIGNATURE = 8;
    private static final int CHUNK_OVERHEAD = 12;

    /** No deflate stream grows by more than this factor (1032 : 1 in the limit). */
    private static final int MOST_EXPANSION = 1040;

    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int EXIF = 0x65584966;
    private static final int ITXT = 0x69545874;

    /** First column and row, and distances, of the seven passes of an interlaced image. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

    private final byte[] bytes;
    private final DecodeGuard guard;
    private final List<int[]> data = new ArrayList<>();
    private PngRow row = new PngRow(1, 8, PngRow.GREY, new byte[0]);
    private int height;
    private boolean interlaced;
    private byte[] palette = new byte[0];
    private int orientation = Exif.NONE;
    private int xmpOrientation = Exif.NONE;
    private int nextData;

    private PngDecoder(byte[] bytes, DecodeGuard guard) {
        this.bytes = bytes;
        this.guard = guard;
    }

    static RgbImage decode(byte[] bytes, DecodeGuard guard) {
        PngDecoder decoder = new PngDecoder(bytes, guard);
        decoder.readChunks();
        RgbImage image = decoder.inflate();
        return Orientation.of(decoder.orientation == Exif.NONE ? decoder.xmpOrientation : decoder.orientation)
                .apply(image);
    }

    private void readChunks() {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int at = SIGNATURE;
        boolean hasHeader = false;
        while (bytes.length - at >= CHUNK_OVERHEAD) {
            int length = in.getInt(at);
            int type = in.getInt(at + 4);
            int from = at + 8;
            // The last pixels may be there although the end is not, as Pillow allows it.
            int present = Math.min(length, bytes.length - from);
            boolean whole = bytes.length - from - 4L >= length;
            if (length < 0 || (!whole && type != IDAT)) {
                break;
            }
            if (!hasHeader && type != IHDR) {
                throw guard.corrupt("it does not begin with a header");
            }
            if (type == IDAT) {
                data.add(new int[] {from, present});
            } else if (type == IHDR || type == PLTE) {
                checkSum(at, length);
                hasHeader = true;
                if (type == IHDR) {
                    readHeader(in, from, length);
                } else {
                    palette = Arrays.copyOfRange(bytes, from, from + length);
                }
            } else if (type == EXIF) {
                orientation = Exif.orientation(bytes, from, length);
            } else if (type == ITXT && ImageFormat.startsWith(bytes, from, "XML:com.adobe.xmp\0\0")) {
                xmpOrientation = Exif.orientationOfXmp(bytes, from, length);
            } else if (type == IEND) {
                break;
            }
            at = from + present + 4;
        }
        if (!hasHeader) {
            throw guard.truncated();
        }
    }

    private void checkSum(int chunk, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, chunk + 4, length + 4);
        int expected = ByteBuffer.wrap(bytes).getInt(chunk + 8 + length);
        if ((int) sum.getValue() != expected) {
            throw guard.corrupt("the check sum of its header or palette is wrong");
        }
    }

    private void readHeader(ByteBuffer in, int from, int length) {
        if (length < 13) {
            throw guard.corrupt("its header has " + length + " bytes, not 13");
        }
        long width = in.getInt(from) & 0xffffffffL;
        long rows = in.getInt(from + 4) & 0xffffffffL;
        guard.checkSize(width, rows);
        int depth = in.get(from + 8);
        int type = in.get(from + 9);
        if (!PngRow.isValid(depth, type)) {
            throw guard.corrupt("its header says colour type " + type + " with " + depth + " bits");
        }
        if (in.get(from + 10) != 0 || in.get(from + 11) != 0 || in.get(from + 12) >>> 1 != 0) {
            throw guard.corrupt("its header names a compression, filter or interlace method that PNG does not have");
        }
        height = (int) rows;
        interlaced = in.get(from + 12) == 1;
        row = new PngRow((int) width, depth, type, palette);
    }

    private RgbImage inflate() {
        int width = row.width();
        if (row.type() == PngRow.PALETTE && palette.length < 3) {
            throw guard.corrupt("it has no palette");
        }
        long compressed = 0;
        for (int[] part : data) {
            compressed += part[1];
        }
        if (compressed * MOST_EXPANSION < (long) row.bytes() * height) {
            throw guard.truncated();
        }
        byte[] rgb = new byte[3 * width * height];
        Inflater inflater = new Inflater();
        try {
            for (int[] pass : interlaced ? PASSES : ONE_PASS) {
                inflatePass(inflater, rgb, width, pass);
            }
        } catch (DataFormatException e) {
            throw guard.corrupt(e);
        } finally {
            inflater.end();
        }
        return new RgbImage(width, height, rgb);
    }

    private void inflatePass(Inflater inflater, byte[] rgb, int width, int[] pass) throws DataFormatException {
        int columns = (width - pass[0] + pass[2] - 1) / pass[2];
        int rows = (height - pass[1] + pass[3] - 1) / pass[3];
        if (columns < 1 || rows < 1) {
            return;
        }
        PngRow format = new PngRow(columns, row.depth(), row.type(), palette);
        int length = format.bytes();
        byte[] filtered = new byte[1 + length];
        boolean direct = !interlaced && format.isRgb();
        byte[] current = direct ? rgb : new byte[2 * length];
        byte[] expanded = direct ? new byte[0] : new byte[3 * columns];
        int prior = -1;
        for (int y = 0; y < rows; y++) {
            guard.checkTime();
            fill(inflater, filtered);
            int at = direct ? y * length : y % 2 * length;
            if (!PngFilter.undo(filtered, current, at, prior, length, format.pixelBytes())) {
                throw guard.corrupt("row " + y + " has filter " + filtered[0]);
            }
            prior = at;
            if (!direct) {
                format.expand(current, at, expanded);
                int to = 3 * ((pass[1] + y * pass[3]) * width + pass[0]);
                scatter(expanded, rgb, to, 3 * pass[2]);
            }
        }
    }

    private static void scatter(byte[] pixels, byte[] rgb, int start, int step) {
        if (step == 3) {
            System.arraycopy(pixels, 0, rgb, start, pixels.length);
            return;
        }
        int to = start;
        for (int i = 0; i < pixels.length; i += 3) {
            rgb[to] = pixels[i];
            rgb[to + 1] = pixels[i + 1];
            rgb[to + 2] = pixels[i + 2];
            to += step;
        }
    }

    private void fill(Inflater inflater, byte[] target) throws DataFormatException {
        int filled = 0;
        while (filled < target.length) {
            int count = inflater.inflate(target, filled, target.length - filled);
            filled += count;
            if (count == 0) {
                if (inflater.finished() || inflater.needsDictionary() || nextData == data.size()) {
                    throw guard.truncated();
                }
                int[] part = data.get(nextData++);
                inflater.setInput(bytes, part[0], part[1]);
            }
        }
    }
}
