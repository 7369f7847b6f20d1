package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file at once, so that what is there is never half of it. */
public final class OutputFile {

    private OutputFile() {}

    /** Puts content into a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    /**
     * Writes text to a file.
     *
     * @throws CommandFailedException if that fails
     */
    public static void write(Path file, String text) {
        write(file, target -> Files.writeString(target, text, StandardCharsets.UTF_8));
    }

    static void write(Path file, Content content) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A device or a pipe cannot be replaced.
                content.writeTo(file);
                return;
            }
            // Not a temporary file of the system, which only its owner may read.
            Path whole = file.resolveSibling("." + file.getFileName() + ".part");
            try {
                content.writeTo(whole);
                Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new CommandFailedException("the results could not be written to " + file + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        String reason = e instanceof FileSystemException problem ? problem.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }
}
