package io.selfscale.inference.runtime;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/**
 * The library and its providers as they lie on the class path.
 *
 * @param library the name of the library's file
 * @param files the library and the companions that are there
 */
record NativeFiles(String library, List<Packed> files) {
    /**
     * A file on the class path.
     *
     * @param name its file name
     * @param source where it is
     * @param bytes its size
     * @param crc its CRC-32
     */
    record Packed(String name, URI source, long bytes, long crc) {
        InputStream open() throws IOException {
            URLConnection connection = source.toURL().openConnection();
            // A cached jar would stay open in the process for as long as it runs.
            connection.setUseCaches(false);
            return connection.getInputStream();
        }
    }

    /** Copies the list. */
    NativeFiles {
        files = List.copyOf(files);
    }

    /** Looks at a library on the class path and at what lies beside it. */
    static NativeFiles of(NativeLayout layout, URI library) {
        String folder = library.toString();
        folder = folder.substring(0, folder.length() - layout.library().length());
        List<Packed> files = new ArrayList<>();
        try {
            files.add(
                    packed(layout.library(), library).orElseThrow(() -> new FileNotFoundException(library.toString())));
            for (String companion : layout.companions()) {
                packed(companion, URI.create(folder + companion)).ifPresent(files::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not read ONNX Runtime on the class path, " + library, e);
        }
        return new NativeFiles(layout.library(), files);
    }

    /**
     * Looks at a file, which may be missing. The checksum of a jar's entry is in the jar's directory; that of any other
     * file is computed.
     */
    private static Optional<Packed> packed(String name, URI source) throws IOException {
        URLConnection connection = source.toURL().openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            URI file = URI.create(jar.getJarFileURL().toExternalForm());
            if ("file".equals(file.getScheme())) {
                try (JarFile opened = new JarFile(Path.of(file).toFile())) {
                    JarEntry entry = opened.getJarEntry(String.valueOf(jar.getEntryName()));
                    return entry == null
                            ? Optional.empty()
                            : Optional.of(new Packed(name, source, entry.getSize(), entry.getCrc()));
                }
            }
        }
        try (InputStream in = connection.getInputStream()) {
            CRC32 crc = new CRC32();
            long size = LibraryCache.copy(in, OutputStream.nullOutputStream(), crc);
            return Optional.of(new Packed(name, source, size, crc.getValue()));
        } catch (FileNotFoundException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean hasCuda() {
        return files.stream().anyMatch(file -> NativeLayout.isCuda(file.name()));
    }

    /** A name that tells this set of files from any other: sixteen hexadecimal digits. */
    String key() {
        StringBuilder listing = new StringBuilder();
        for (Packed file : files) {
            listing.append(file.name())
                    .append(' ')
                    .append(file.bytes())
                    .append(' ')
                    .append(file.crc())
                    .append('\n');
        }
        return LibraryCache.sha256(listing.toString()).substring(0, 16);
    }
}
