package io.selfscale.engine.journal;

import io.selfscale.policy.spi.StateStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps the state of each target in one file of a directory, written beside it and moved into place, so that a crash
 * leaves the old or the new one. Not safe for concurrent use.
 */
public final class FileStateStore implements StateStore {

    private final Path directory;

    /**
     * Creates a store.
     *
     * @param directory where the files go; created if there is none
     * @throws IOException if it cannot be created
     */
    public FileStateStore(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    @Override
    public void save(String target, String state) throws IOException {
        Path file = file(target);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(state.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public Optional<String> load(String target) throws IOException {
        try {
            return Optional.of(Files.readString(file(target), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path file(String target) {
        return directory.resolve(URLEncoder.encode(target, StandardCharsets.UTF_8) + ".state.json");
    }
}
