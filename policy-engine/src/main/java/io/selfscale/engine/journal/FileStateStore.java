package io.selfscale.engine.journal;

import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.file.Disk;
import io.selfscale.engine.file.ReplacedFile;
import io.selfscale.engine.file.SealedLine;
import io.selfscale.policy.spi.StateStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the state of each target in one file of a directory, {@code TARGET.state.json}: one JSON object with a
 * checksum. A save writes beside it, forces that to disk, keeps the old file as {@code TARGET.state.json.previous} and
 * renames; so a crash at any point leaves the old state or the new one, and a state that was saved survives a loss of
 * power. If the file is damaged, the one before it is used, and a warning logged. Files of earlier versions, without a
 * checksum, stay readable. Not safe for concurrent use.
 */
public final class FileStateStore implements StateStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileStateStore.class);
    private static final String PREFIX = "{\"type\":\"state\",\"state\":";

    private final Path directory;
    private final Disk disk;

    /**
     * Creates a store.
     *
     * @param directory where the files go; created if there is none
     * @throws IOException if it cannot be created
     */
    public FileStateStore(Path directory) throws IOException {
        this(directory, Disk.system());
    }

    FileStateStore(Path directory, Disk disk) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.disk = disk;
    }

    @Override
    public void save(String target, String state) throws IOException {
        file(target).replaceKeepingPrevious(SealedLine.seal(PREFIX + JsonWriter.write(EmbeddedText.of(state)) + "}"));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IOException if it cannot be read, or if it and the one before it are damaged; with what to do about it
     */
    @Override
    public Optional<String> load(String target) throws IOException {
        ReplacedFile file = file(target);
        Optional<ReplacedFile.Content> present = ReplacedFile.read(file.path());
        Optional<ReplacedFile.Content> before = ReplacedFile.read(file.previous());
        if (present.isEmpty() && before.isEmpty()) {
            return Optional.empty();
        }
        String state = present.isPresent() ? stateIn(present.get()) : null;
        if (state != null) {
            return Optional.of(state);
        }
        String older = before.isPresent() ? stateIn(before.get()) : null;
        if (older == null) {
            throw new IOException("the state of target " + target + " is damaged: "
                    + (present.isPresent() ? file.path() : file.previous()) + " has a wrong checksum, and there is no "
                    + "sound file before it. Put a copy of it back, or remove it to start anew: the replicas that are "
                    + "there are then taken over as they are");
        }
        if (present.isPresent()) {
            LOG.warn(
                    "The state of target {} is damaged: {} has a wrong checksum. Going on from the one before it, {}",
                    target,
                    file.path(),
                    file.previous());
        }
        return Optional.of(older);
    }

    /** Returns the state in a file, or null if it is damaged. */
    private static @Nullable String stateIn(ReplacedFile.Content content) {
        String line = content.line();
        return switch (content.seal()) {
            case BROKEN -> null;
            // A file of an earlier version is the state itself; the beginning of a new one is what a loss of power
            // leaves.
            case NONE -> line.startsWith(PREFIX) || PREFIX.startsWith(line) ? null : line;
            case INTACT -> {
                if (!line.startsWith(PREFIX)) {
                    yield null;
                }
                String value = line.substring(PREFIX.length(), line.length() - SealedLine.SEAL_BYTES);
                yield value.startsWith("\"") && JsonReader.read(value) instanceof String text ? text : value;
            }
        };
    }

    private ReplacedFile file(String target) {
        String name = URLEncoder.encode(target, StandardCharsets.UTF_8) + ".state.json";
        return new ReplacedFile(disk, directory.resolve(name));
    }
}
