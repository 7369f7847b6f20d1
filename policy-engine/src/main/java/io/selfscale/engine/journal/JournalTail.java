package io.selfscale.engine.journal;

import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.file.SealedLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a journal as a crash leaves it: a last line without its end, or, after a loss of power, lines of which not
 * every block reached the disk.
 */
final class JournalTail {

    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);
    private static final int BLOCK_BYTES = 8192;

    private final Path path;
    private final FileChannel file;

    private JournalTail(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Cuts off what comes after the last sound line, and returns the new end of the file.
     *
     * @throws IOException if it cannot be read or cut, or has whole lines of which none is sound: then it is no journal
     */
    static long cut(Path path, FileChannel file) throws IOException {
        return new JournalTail(path, file).cut();
    }

    private long cut() throws IOException {
        long size = file.size();
        long end = lastLineEndBefore(size) + 1;
        long sound = end;
        while (sound > 0) {
            long start = lastLineEndBefore(sound - 1) + 1;
            if (isSound(read(start, sound - 1))) {
                break;
            }
            sound = start;
        }
        if (sound == 0 && end > 0) {
            throw new IOException(path + " has no sound line: it is no journal, or damaged from the first line on. "
                    + "Move it away, or name another file");
        }
        if (sound < size) {
            file.truncate(sound);
            if (sound < end) {
                LOG.warn("Cut {} bytes of damaged lines off the end of journal {}", size - sound, path);
            } else {
                LOG.debug("Cut a torn line of {} bytes off the end of journal {}", size - sound, path);
            }
        }
        return sound;
    }

    /** A line without a checksum, as earlier versions wrote it, is taken for sound if it is an object. */
    private static boolean isSound(byte[] line) {
        return switch (SealedLine.check(line, 0, line.length)) {
            case INTACT -> true;
            case BROKEN -> false;
            case NONE -> isObject(new String(line, StandardCharsets.UTF_8));
        };
    }

    private static boolean isObject(String line) {
        try {
            JsonReader.readObject(line);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the position of the last line end before {@code position}, or -1. */
    private long lastLineEndBefore(long position) throws IOException {
        long end = position;
        while (end > 0) {
            long start = Math.max(0, end - BLOCK_BYTES);
            byte[] block = read(start, end);
            for (int i = block.length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return start + i;
                }
            }
            end = start;
        }
        return -1;
    }

    private byte[] read(long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new IOException(path + " became shorter while it was read");
            }
        }
        return bytes.array();
    }
}
