package io.selfscale.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * The operations of a disk on which durable files rest. A seam for one purpose: tests put one in its place that dies
 * at any byte of any of them.
 */
public interface Disk {

    /** Opens a file; see {@link FileChannel#open(Path, OpenOption...)}. */
    FileChannel open(Path path, OpenOption... options) throws IOException;

    /**
     * Renames a file, and replaces the one of that name in the same instant.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it cannot be renamed; both files are then as they were
     */
    void move(Path from, Path to) throws IOException;

    /** Makes renames within a directory survive a loss of power, where the operating system can be told to. */
    void forceDirectory(Path directory);

    /** Returns the disk of this machine. */
    static Disk system() {
        return new SystemDisk();
    }
}
