package io.selfscale.inference.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the small files of a checkpoint whole, each within a limit. */
final class CheckpointFiles {

    private CheckpointFiles() {}

    /** Whether the name is taken at all, be it by a broken link. */
    static boolean exists(Path file) {
        return Files.exists(file) || Files.isSymbolicLink(file);
    }

    /**
     * The bytes of a file.
     *
     * @param limitBytes most bytes to read
     * @return the bytes, or null when the file cannot be read, which is then noted
     */
    static byte @Nullable [] read(Path folder, String name, int limitBytes, Problems problems) {
        Path file = folder.resolve(name);
        String fault = fault(file);
        if (fault != null) {
            problems.add(name, fault);
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more than allowed tells a file at the limit from one beyond, even if it grows meanwhile.
            byte[] bytes = in.readNBytes(limitBytes + 1);
            if (bytes.length > limitBytes) {
                problems.add(name, "expected at most " + limitBytes + " bytes but the file is larger");
                return null;
            }
            return bytes;
        } catch (IOException e) {
            problems.add(name, unreadable(e));
            return null;
        }
    }

    /** Why a name is no file to read from, or null when it is one. */
    static @Nullable String fault(Path file) {
        // A pipe or device would block for ever when opened; only a regular file, perhaps behind links, is one.
        if (Files.isRegularFile(file)) {
            return null;
        }
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            return "is a link to a file that does not exist; is the download complete? Download the checkpoint again";
        }
        if (Files.exists(file)) {
            return "expected a regular file but it is a folder or a special file";
        }
        return "the file is missing; download the checkpoint again, all files of it";
    }

    static String unreadable(IOException e) {
        return "cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")";
    }
}
