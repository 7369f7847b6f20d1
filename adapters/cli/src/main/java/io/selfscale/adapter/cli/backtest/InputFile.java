package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that are given as options. */
public final class InputFile {

    private InputFile() {}

    /**
     * Returns the path of a file that is there.
     *
     * @param otherwise what else could have been given; continues the message
     * @throws UsageException if it is not there
     */
    public static Path of(String option, String text, String otherwise) {
        Path path = path(option, text);
        if (Files.isDirectory(path)) {
            throw new UsageException(option + " must be a file, but " + text + " is a folder");
        }
        if (!Files.exists(path)) {
            throw new UsageException(option + ": there is no file " + text + otherwise);
        }
        return path;
    }

    /**
     * Returns the path of a file that can be written, as far as that can be known before.
     *
     * @throws UsageException if it cannot
     */
    public static Path writable(String option, String text) {
        Path path = path(option, text);
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            throw new UsageException(option + " must be a file, but " + text + " is a folder");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException(option + ": there is no folder " + folder + " to write " + text + " into");
        }
        if (!Files.isWritable(Files.exists(path) ? path : folder)) {
            throw new UsageException(option + ": " + text + " may not be written");
        }
        return path;
    }

    private static Path path(String option, String text) {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw new UsageException(option + " must be the path of a file, but was '" + text + "'", e);
        }
        throw new UsageException(option + " must be the path of a file, but was '" + text + "'");
    }

    /** Returns the exception that says why a file cannot be read. */
    public static UsageException unreadable(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new UsageException("there is no file " + path, e);
        }
        if (e instanceof AccessDeniedException) {
            return new UsageException(path + " may not be read", e);
        }
        return new UsageException(path + " cannot be read: " + e.getMessage(), e);
    }
}
