package io.selfscale.inference.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files chunk by chunk, right or wrong. */
final class PngBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PngBytes() {
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    }

    PngBytes header(int width, int height, int depth, int type) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) type)
                        .array());
    }

    /** The rows, each with the number of its filter in front, compressed. */
    PngBytes rows(byte... rows) {
        Deflater deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        byte[] coded = new byte[rows.length + 100];
        int length = deflater.deflate(coded);
        deflater.end();
        return chunk("IDAT", Arrays.copyOf(coded, length));
    }

    PngBytes chunk(String type, byte... data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        return this;
    }

    byte[] bytes() {
        return chunk("IEND").out.toByteArray();
    }
}
