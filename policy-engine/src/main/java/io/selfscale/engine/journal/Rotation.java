package io.selfscale.engine.journal;

import java.nio.file.Path;

/**
 * When a journal goes on in a new file, and how many it keeps.
 *
 * @param maxBytes size from which on the next snapshot begins a new file, positive; {@link Long#MAX_VALUE} for never
 * @param files files that are kept, the present one included, at least 2
 */
record Rotation(long maxBytes, int files) {

    static final Rotation NEVER = new Rotation(Long.MAX_VALUE, 2);

    Rotation {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes of a journal must be at least 1 but was " + maxBytes);
        }
        if (files < 2) {
            throw new IllegalArgumentException(
                    "a journal that rotates must keep at least 2 files, the present one included, but was to keep "
                            + files);
        }
    }

    /** Returns where the file before the present one is ({@code age} 1), the one before that (2), and so on. */
    static Path older(Path path, int age) {
        return path.resolveSibling(path.getFileName() + "." + age);
    }
}
