package io.selfscale.inference.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells whether a checkpoint is still the one that something was made from, without reading its weights: SHA-256 over
 * {@code config.json} and the name, size and header of every weight file.
 *
 * <p>Two checkpoints of one model that differ in weights alone have the same digest.
 */
public final class CheckpointDigest {

    private static final int BUFFER_BYTES = 1 << 16;

    private CheckpointDigest() {}

    /**
     * The digest of a checkpoint folder, as 64 lower-case hexadecimal digits.
     *
     * <p>What is hashed: the length of {@code config.json} and its bytes; then for each weight file, in alphabetical order
     * of names, the length of its name in UTF-8 and the name, the size of the file, the length of its header and the
     * header. Lengths and sizes are 8 bytes, little endian. Reads a few MB at most, whatever the size of the weights.
     *
     * @throws CheckpointException if a file is missing or no safetensors file
     */
    public static String of(Path folder) {
        Problems problems = new Problems(folder);
        byte[] config = CheckpointFiles.read(folder, ConfigReader.FILE, Json.MAX_CONFIG_BYTES, problems);
        WeightFiles files = WeightFiles.find(folder, problems);
        MessageDigest sha = sha256();
        if (config != null) {
            text(sha, config);
        }
        for (String name : files.names()) {
            try {
                // Read and checked, so that the digest never vouches for a file that could not be opened.
                SafetensorsHeader header = SafetensorsReader.read(folder.resolve(name));
                text(sha, name.getBytes(StandardCharsets.UTF_8));
                number(sha, header.fileBytes());
                header(sha, header);
            } catch (CheckpointException e) {
                problems.addAll(e);
            }
        }
        problems.throwIfAny();
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void header(MessageDigest sha, SafetensorsHeader header) {
        number(sha, header.headerBytes());
        long end = SafetensorsHeader.PREFIX_BYTES + header.headerBytes();
        try (FileChannel channel = FileChannel.open(header.file(), StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            for (long position = SafetensorsHeader.PREFIX_BYTES; position < end; position += buffer.position()) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - position));
                if (channel.read(buffer, position) < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
                sha.update(buffer.array(), 0, buffer.position());
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    header.file(), List.of(header.file().getFileName() + ": " + CheckpointFiles.unreadable(e)), e);
        }
    }

    private static void text(MessageDigest sha, byte[] bytes) {
        number(sha, bytes.length);
        sha.update(bytes);
    }

    private static void number(MessageDigest sha, long value) {
        sha.update(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
