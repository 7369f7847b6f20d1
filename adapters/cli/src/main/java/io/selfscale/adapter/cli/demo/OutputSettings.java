package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.failure.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the demo leaves behind and shows.
 *
 * @param journal the file for the decisions, or null for none
 * @param report the file for the report, or null for none
 * @param plain true for plain lines even on a terminal
 * @param port the port of the front door, 0 for any free one
 */
record OutputSettings(@Nullable Path journal, @Nullable Path report, boolean plain, int port) {

    OutputSettings {
        requireWritable("--journal", journal);
        requireWritable("--report", report);
        if (journal != null && report != null && journal.toAbsolutePath().equals(report.toAbsolutePath())) {
            throw new UsageException("--journal and --report must be different files, but both were " + report);
        }
    }

    private static void requireWritable(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new UsageException(option + " must be a file, but " + file + " is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(option + " must be in a folder that exists, but there is no folder " + folder);
        }
        if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
            throw new UsageException(option + " must be writable, but " + file + " is not");
        }
    }
}
