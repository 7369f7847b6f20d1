package io.selfscale.adapter.cli.journal;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A journal that was read from a file.
 *
 * @param path the file
 * @param entries its lines: entry {@code n} is line {@code n + 1}; copied
 */
public record JournalFile(Path path, List<JournalEntry> entries) {

    public JournalFile {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a journal.
     *
     * @throws UsageException if there is none
     * @throws CommandFailedException if it is damaged, with the line
     */
    public static JournalFile read(Path path) {
        if (Files.isDirectory(path)) {
            throw new UsageException(path + " is a folder; expected a journal");
        }
        try {
            List<JournalEntry> entries = JournalReader.read(path);
            if (entries.isEmpty()) {
                throw new UsageException(path + " holds no line of a journal");
            }
            return new JournalFile(path, entries);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + path, e);
        } catch (IOException e) {
            throw new UsageException(path + " cannot be read: " + e.getMessage(), e);
        } catch (UsageException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith(path + ":1: ")) {
                throw new UsageException(
                        path + " is not a journal: line 1: " + message.substring(message.indexOf(": ") + 2), e);
            }
            throw new CommandFailedException("the journal is damaged: " + message, e);
        }
    }

    /** Returns the name of the scaling target, or null if no decision tells. */
    public @Nullable String target() {
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Decided decided) {
                Map<?, ?> decision = decided.decision();
                if (decision != null && decision.get("target") instanceof String target) {
                    return target;
                }
            }
        }
        return null;
    }
}
