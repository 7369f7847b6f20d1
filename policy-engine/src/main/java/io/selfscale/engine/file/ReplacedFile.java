package io.selfscale.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of one {@linkplain SealedLine sealed line} that is only ever replaced as a whole: the new one is written
 * beside it, forced to disk and renamed. A crash at any point leaves the old one or the new one. Not safe for
 * concurrent use.
 */
public final class ReplacedFile {

    private final Disk disk;
    private final Path path;
    private final Path directory;

    /** Creates the handle of a file; nothing is read or written. */
    public ReplacedFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
        Path parent = path.toAbsolutePath().getParent();
        this.directory = parent == null ? path.toAbsolutePath() : parent;
    }

    /** Returns where the file is. */
    public Path path() {
        return path;
    }

    /** Returns where the version before the last one is, if it was {@linkplain #replaceKeepingPrevious kept}. */
    public Path previous() {
        return beside(".previous");
    }

    /**
     * Replaces the file; when this returns, the new one is on disk.
     *
     * @param line one sealed line, without a line end
     * @throws IOException if it cannot be written; the old one is then still there
     */
    public void replace(String line) throws IOException {
        Path next = write(line);
        disk.move(next, path);
        disk.forceDirectory(directory);
    }

    /**
     * Replaces the file, and keeps the old one as {@link #previous()}. A crash between the two renames leaves the old
     * one under that name only.
     *
     * @param line one sealed line, without a line end
     * @throws IOException if it cannot be written; the old one is then still there, under one of its names
     */
    public void replaceKeepingPrevious(String line) throws IOException {
        Path next = write(line);
        if (Files.isRegularFile(path)) {
            disk.move(path, previous());
        }
        disk.move(next, path);
        disk.forceDirectory(directory);
    }

    private Path write(String line) throws IOException {
        Path next = beside(".next");
        try (FileChannel channel = disk.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return next;
    }

    /** Returns what is there, or empty if there is nothing. */
    public static Optional<Content> read(Path path) throws IOException {
        try {
            return Optional.of(Content.of(Files.readAllBytes(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    /**
     * What is in a file.
     *
     * @param line the text without its line end
     * @param seal what its checksum says; {@link SealedLine.Seal#BROKEN} too if it is not valid UTF-8
     */
    public record Content(String line, SealedLine.Seal seal) {

        static Content of(byte[] bytes) {
            int end = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
            try {
                String line = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, end))
                        .toString();
                return new Content(line, SealedLine.check(bytes, 0, end));
            } catch (CharacterCodingException e) {
                return new Content("", SealedLine.Seal.BROKEN);
            }
        }
    }
}
