package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Writes a file at once, so that what is there is never half of it. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Writes text to a file.
     *
     * @throws CommandFailedException if that fails
     */
    public static void write(Path file, String text) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A device or a pipe cannot be replaced.
                Files.writeString(file, text, StandardCharsets.UTF_8);
                return;
            }
            // Beside the file, so that the move is one step; only a root, which is no file, has no folder.
            Path whole = Files.createTempFile(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()), ".selfscale", ".part");
            try {
                Files.writeString(whole, text, StandardCharsets.UTF_8);
                Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new CommandFailedException("the results could not be written to " + file + ": " + e, e);
        }
    }
}
