package io.selfscale.inference.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a safetensors file as a stream: the header first, from the names and shapes, then the bytes of the tensors in
 * the same order, in pieces of any size. Not safe for concurrent use. The file must not exist yet.
 */
public final class SafetensorsWriter implements AutoCloseable {

    /** The header is filled up with spaces so that the first tensor lies at a multiple of this, as the format advises. */
    private static final int ALIGNMENT = 8;

    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * A tensor to be written.
     *
     * @param name its name in the file, of which there is only one
     * @param type the type of its elements
     * @param shape its sizes, outermost first, none negative
     */
    public record Entry(String name, ElementType type, List<Long> shape) {

        public Entry {
            shape = List.copyOf(shape);
        }

        /** Its size in bytes. */
        public long bytes() {
            long total = type.bytes();
            for (long size : shape) {
                if (size < 0) {
                    throw new IllegalArgumentException("sizes must be at least 0 but were " + shape + " in " + name);
                }
                total = Math.multiplyExact(total, size);
            }
            return total;
        }
    }

    private final Path file;
    private final FileChannel channel;
    private long remaining;
    private boolean closed;

    /**
     * Creates the file and writes its header.
     *
     * @param tensors what will be written, in this order
     * @throws IllegalArgumentException if two tensors have one name or a size is negative
     * @throws CheckpointException if the file exists or cannot be written
     */
    public SafetensorsWriter(Path file, List<Entry> tensors) {
        this.file = file;
        byte[] header = header(tensors);
        remaining = tensors.stream().mapToLong(Entry::bytes).reduce(0, Math::addExact);
        FileChannel opened = null;
        try {
            opened = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            writeAll(opened, ByteBuffer.wrap(header));
        } catch (IOException e) {
            CheckpointException failure = unwritable(e);
            closeAfter(opened, failure);
            throw failure;
        }
        channel = opened;
    }

    /**
     * Writes the next bytes, little endian as the format wants them; they may end amid a tensor.
     *
     * @throws IllegalStateException if there are more bytes than the tensors have, or the writer is closed
     * @throws CheckpointException if the file cannot be written
     */
    public void write(ByteBuffer bytes) {
        if (closed || bytes.remaining() > remaining) {
            throw new IllegalStateException(
                    closed
                            ? "the writer of " + file + " is closed"
                            : "expected at most " + remaining + " more bytes but got " + bytes.remaining());
        }
        remaining -= bytes.remaining();
        try {
            writeAll(channel, bytes);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Closes the file.
     *
     * @throws CheckpointException if bytes of tensors are still to come, or the file cannot be written
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
        if (remaining > 0) {
            throw new CheckpointException(
                    file, List.of(file.getFileName() + ": " + remaining + " bytes of its tensors were not written"));
        }
    }

    /** The length in 8 bytes and the text of a header. */
    static byte[] header(List<Entry> tensors) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("__metadata__").put("format", "pt");
        Set<String> names = new HashSet<>();
        long offset = 0;
        for (Entry tensor : tensors) {
            if (!names.add(tensor.name()) || tensor.name().equals("__metadata__")) {
                throw new IllegalArgumentException("expected distinct tensor names but found twice: " + tensor.name());
            }
            ObjectNode entry = root.putObject(tensor.name());
            entry.put("dtype", tensor.type().name());
            tensor.shape().forEach(entry.putArray("shape")::add);
            long end = Math.addExact(offset, tensor.bytes());
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text = MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = Arrays.copyOf(
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(padded)
                        .array(),
                Long.BYTES + padded);
        Arrays.fill(header, Long.BYTES, header.length, (byte) ' ');
        System.arraycopy(text, 0, header, Long.BYTES, text.length);
        return header;
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int unused = channel.write(bytes);
        }
    }

    private CheckpointException unwritable(IOException e) {
        return new CheckpointException(
                file,
                List.of(file.getFileName() + ": cannot be written ("
                        + e.getClass().getSimpleName() + ": " + e.getMessage() + ")"),
                e);
    }

    private static void closeAfter(@Nullable FileChannel channel, CheckpointException failure) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
