package io.selfscale.engine.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A JSON object on one line with a checksum as its last field: {@code {"type":"snapshot",...,"crc":"9f3a01c4"}}. It
 * stays JSON that any tool reads. The checksum is the CRC-32C (Castagnoli) of the UTF-8 bytes of the line up to the
 * comma before {@code "crc"}, as eight lower-case hexadecimal digits.
 */
public final class SealedLine {

    private static final byte[] KEY = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 8;

    /** Bytes that the seal takes at the end of a line. */
    public static final int SEAL_BYTES = KEY.length + DIGITS + 2;

    /** What the end of a line says about the rest of it. */
    public enum Seal {
        /** The checksum is right. */
        INTACT,
        /** The checksum is wrong. */
        BROKEN,
        /** There is no checksum. */
        NONE
    }

    private SealedLine() {}

    /**
     * Returns the line with its seal.
     *
     * @param object one JSON object with at least one field, on one line, without a field {@code crc}
     * @throws IllegalArgumentException if it is not an object
     */
    public static String seal(String object) {
        if (object.length() < 2 || object.charAt(0) != '{' || !object.endsWith("}")) {
            throw new IllegalArgumentException("only a JSON object can be sealed");
        }
        String content = object.substring(0, object.length() - 1);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return content + new String(KEY, StandardCharsets.US_ASCII)
                + HexFormat.of().toHexDigits((int) checksum(bytes, 0, bytes.length)) + "\"}";
    }

    /** Checks a line, {@code bytes[from]} up to but not including {@code bytes[to]}, without its line end. */
    public static Seal check(byte[] bytes, int from, int to) {
        int key = to - SEAL_BYTES;
        if (key < from || bytes[to - 1] != '}' || bytes[to - 2] != '"' || !isKeyAt(bytes, key)) {
            return Seal.NONE;
        }
        long written = 0;
        for (int i = key + KEY.length; i < to - 2; i++) {
            int digit = bytes[i] >= 'A' && bytes[i] <= 'F' ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return Seal.BROKEN;
            }
            written = written << 4 | digit;
        }
        return written == checksum(bytes, from, key) ? Seal.INTACT : Seal.BROKEN;
    }

    private static boolean isKeyAt(byte[] bytes, int at) {
        for (int i = 0; i < KEY.length; i++) {
            if (bytes[at + i] != KEY[i]) {
                return false;
            }
        }
        return true;
    }

    private static long checksum(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.wrap(bytes, from, to - from));
        return crc.getValue();
    }
}
