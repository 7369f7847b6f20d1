package io.selfscale.inference.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * Reads the header of a safetensors file: 8 bytes little endian with the length of a JSON text, the text, then the bytes
 * of the tensors (format description of Hugging Face safetensors). No byte of a tensor is read, and no memory is taken
 * before the stated length was held against the size of the file and a limit.
 */
final class SafetensorsReader {

    /** First bytes of the small text file that Git LFS leaves in the place of a large one. */
    private static final String LFS_POINTER = "version ";

    private SafetensorsReader() {}

    /**
     * The checked header.
     *
     * @throws CheckpointException if the file cannot be read or is not a whole, well-formed safetensors file
     */
    static SafetensorsHeader read(Path file) {
        String name = String.valueOf(file.getFileName());
        String fault = CheckpointFiles.fault(file);
        if (fault != null) {
            throw failure(file, name, fault);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            byte[] text = text(file, name, channel, size);
            List<SafetensorsHeader.Entry> tensors = new ArrayList<>(
                    SafetensorsEntries.parse(text, SafetensorsHeader.PREFIX_BYTES + (long) text.length));
            checkLayout(file, name, tensors, SafetensorsHeader.PREFIX_BYTES + (long) text.length, size);
            return new SafetensorsHeader(file, text.length, size, tensors);
        } catch (JacksonException e) {
            throw failure(file, name, "the header is not valid JSON: " + Json.reason(e));
        } catch (SafetensorsEntries.Malformed e) {
            throw failure(file, name, "the header is malformed: " + e.getMessage());
        } catch (IOException e) {
            throw new CheckpointException(file, List.of(name + ": " + CheckpointFiles.unreadable(e)), e);
        }
    }

    private static byte[] text(Path file, String name, FileChannel channel, long size) throws IOException {
        // The first character of the text is read with the length: a file of another kind costs no memory.
        ByteBuffer start =
                ByteBuffer.allocate(SafetensorsHeader.PREFIX_BYTES + 1).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, start, 0);
        if (start.position() < SafetensorsHeader.PREFIX_BYTES) {
            throw failure(
                    file,
                    name,
                    "expected a header but the file has only " + start.position()
                            + " bytes; it is truncated, download it again");
        }
        if (new String(start.array(), 0, SafetensorsHeader.PREFIX_BYTES, StandardCharsets.ISO_8859_1)
                .equals(LFS_POINTER)) {
            throw failure(file, name, "is a pointer of Git LFS, not the weights; run: git lfs pull");
        }
        long length = start.getLong(0);
        if (length < 2 || length > SafetensorsHeader.MAX_HEADER_BYTES) {
            throw failure(
                    file,
                    name,
                    "expected a header of 2 to " + SafetensorsHeader.MAX_HEADER_BYTES + " bytes but the file states "
                            + Long.toUnsignedString(length) + "; it is not a safetensors file or is damaged");
        }
        if (length > size - SafetensorsHeader.PREFIX_BYTES) {
            throw failure(
                    file,
                    name,
                    "expected a header of " + length + " bytes, as the file states, but it has only " + size
                            + " bytes in all; it is truncated, download it again");
        }
        if (start.get(SafetensorsHeader.PREFIX_BYTES) != '{') {
            throw failure(file, name, "expected the header to start with { ; it is not a safetensors file");
        }
        ByteBuffer text = ByteBuffer.allocate((int) length);
        fill(channel, text, SafetensorsHeader.PREFIX_BYTES);
        if (text.hasRemaining()) {
            throw failure(file, name, "the file became shorter while it was read");
        }
        return text.array();
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                return;
            }
        }
    }

    /** The format allows neither overlaps nor holes: each tensor starts where the one before ends. */
    private static void checkLayout(
            Path file, String name, List<SafetensorsHeader.Entry> tensors, long dataStart, long size) {
        tensors.sort(Comparator.comparingLong(SafetensorsHeader.Entry::offset)
                .thenComparingLong(SafetensorsHeader.Entry::length));
        long end = dataStart;
        for (SafetensorsHeader.Entry tensor : tensors) {
            if (tensor.offset() != end) {
                throw failure(
                        file,
                        name,
                        "expected the bytes of " + Problems.shown(tensor.name()) + " to start at " + end
                                + ", where the tensor before ends, but the header says " + tensor.offset()
                                + (tensor.offset() < end ? " (they overlap)" : " (there is a hole)"));
            }
            end = tensor.offset() + tensor.length();
        }
        if (end != size) {
            throw failure(
                    file,
                    name,
                    "expected " + end + " bytes, as the header says, but the file has " + size
                            + (size < end
                                    ? "; it is truncated, download it again"
                                    : "; there are bytes after the last tensor"));
        }
    }

    private static CheckpointException failure(Path file, String name, String what) {
        return new CheckpointException(file, List.of(name + ": " + what));
    }
}
