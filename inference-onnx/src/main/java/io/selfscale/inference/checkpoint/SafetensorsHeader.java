package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * The header of a safetensors file, read and checked against the size of the file.
 *
 * @param file the file
 * @param headerBytes length of the JSON text after the 8 bytes that state it
 * @param fileBytes size of the file
 * @param tensors what the file holds, in the order of their bytes; they lie without gap from the end of the header to
 *     the end of the file
 */
record SafetensorsHeader(Path file, long headerBytes, long fileBytes, List<Entry> tensors) {

    /** The 8 bytes that state the length of the header. */
    static final int PREFIX_BYTES = 8;

    /** The limit that the reference implementation of the format also has. */
    static final int MAX_HEADER_BYTES = 100_000_000;

    SafetensorsHeader {
        tensors = List.copyOf(tensors);
    }

    /**
     * One tensor.
     *
     * @param name its name in the file
     * @param dtype its element type by the name of the format; perhaps one that we have no use for
     * @param shape its sizes, outermost first
     * @param offset where its first byte lies, counted from the start of the file
     * @param length its size in bytes
     */
    record Entry(String name, String dtype, List<Long> shape, long offset, long length) {
        Entry {
            shape = List.copyOf(shape);
        }
    }
}
