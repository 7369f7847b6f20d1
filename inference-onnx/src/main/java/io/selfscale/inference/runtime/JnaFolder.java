package io.selfscale.inference.runtime;

import com.sun.jna.Native;
import java.nio.file.Path;

/** Where JNA unpacks its own library. */
final class JnaFolder {
    private static final String TEMPORARY_FOLDER = "jna.tmpdir";

    private JnaFolder() {}

    /**
     * Loads JNA, with its temporary files in our cache folder: by default it makes a folder in the user's home. JNA can be
     * told by a system property only, and looks at it when it is loaded; the property is taken away again. It has no
     * effect when JNA is loaded already or the application has set the property itself.
     */
    static void load(Path cacheFolder) {
        if (System.getProperty(TEMPORARY_FOLDER) != null) {
            return;
        }
        System.setProperty(
                TEMPORARY_FOLDER, cacheFolder.toAbsolutePath().resolve("jna").toString());
        try {
            // Any use of the class loads it.
            int pointerBytes = Native.POINTER_SIZE;
            if (pointerBytes != Long.BYTES) {
                throw new OrtException(
                        OrtException.NO_LIBRARY,
                        "ONNX Runtime needs a 64-bit JVM, but pointers of this one have " + pointerBytes + " bytes");
            }
        } catch (UnsatisfiedLinkError e) {
            throw new OrtException(
                    OrtException.NO_LIBRARY,
                    "could not load JNA, which calls ONNX Runtime: " + e.getMessage() + ". It unpacks its library into "
                            + cacheFolder.resolve("jna") + ", which must be writable and allow execution; -D"
                            + RuntimeSettings.CACHE_PROPERTY + "=<folder> names another folder",
                    e);
        } finally {
            System.clearProperty(TEMPORARY_FOLDER);
        }
    }
}
