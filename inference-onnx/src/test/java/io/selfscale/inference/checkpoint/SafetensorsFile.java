package io.selfscale.inference.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes safetensors files that need not be right. */
final class SafetensorsFile {

    private SafetensorsFile() {}

    /** A file of a header text, which is stated truly, and some bytes of data. */
    static Path write(Path file, String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return write(file, text.length, text, dataBytes);
    }

    /** A file that states any length of its header. */
    static Path write(Path file, long statedLength, byte[] text, int dataBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(statedLength).put(text);
        return Files.write(file, bytes.array());
    }
}
