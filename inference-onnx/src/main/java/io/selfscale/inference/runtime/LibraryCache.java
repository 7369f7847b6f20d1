package io.selfscale.inference.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/**
 * Unpacked libraries: a folder for each set of files, named by their sizes and checksums. A folder appears under its
 * name complete or not at all; a file lock keeps two processes from unpacking the same at once.
 *
 * <p>The checksum of every file is compared with that of the jar before the folder is used, and again when a file's size
 * or time of change is not the one that was noted then: a file that was cut short or damaged is unpacked anew. (To read
 * half a gigabyte at every start would cost a second.) It is no protection against somebody who may write into the
 * folder.
 */
final class LibraryCache {
    /** One lock for the threads of this process; between processes the file lock holds. */
    private static final Object LOCK = new Object();

    /** The file that notes sizes, checksums and times of the files that were found whole. */
    private static final String NOTES = "verified.txt";

    private final Path root;

    LibraryCache(Path root) {
        this.root = root;
    }

    /**
     * Returns the file of the library, unpacked with all that belongs to it.
     *
     * @throws OrtException if it cannot be written
     */
    Path unpack(NativeFiles files) {
        Path folder = root.toAbsolutePath().resolve(files.key());
        Path library = folder.resolve(files.library());
        try {
            if (isIntact(folder, files)) {
                return library;
            }
            Files.createDirectories(root);
            synchronized (LOCK) {
                Path lock = root.resolve(files.key() + ".lock");
                try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = channel.lock()) {
                    if (held.isValid() && !isIntact(folder, files)) {
                        install(folder, files);
                        if (!isIntact(folder, files)) {
                            throw new IOException("what was just written there is not what was written");
                        }
                    }
                }
            }
            return library;
        } catch (IOException e) {
            throw new OrtException(
                    OrtException.NO_LIBRARY,
                    "could not unpack ONNX Runtime into " + folder + ": " + e
                            + ". Free some room or name another folder with -D" + RuntimeSettings.CACHE_PROPERTY
                            + "=<folder>",
                    e);
        }
    }

    private void install(Path folder, NativeFiles files) throws IOException {
        Path fresh = root.resolve(files.key() + ".new");
        Path damaged = root.resolve(files.key() + ".damaged");
        // What a process that was ended left behind. We hold the lock, so that nobody is writing it.
        delete(fresh);
        delete(damaged);
        Files.createDirectories(fresh);
        try {
            for (NativeFiles.Packed file : files.files()) {
                write(file, fresh.resolve(file.name()));
            }
            if (Files.exists(folder)) {
                Files.move(folder, damaged, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(fresh);
            delete(damaged);
        }
    }

    private static void write(NativeFiles.Packed file, Path target) throws IOException {
        CRC32 crc = new CRC32();
        long size;
        try (InputStream in = file.open();
                OutputStream out = Files.newOutputStream(target)) {
            size = copy(in, out, crc);
        }
        if (size != file.bytes() || crc.getValue() != file.crc()) {
            throw new IOException("the resource " + file.source() + " has " + size + " bytes with checksum "
                    + crc.getValue() + ", its jar says " + file.bytes() + " with checksum " + file.crc());
        }
    }

    private static boolean isIntact(Path folder, NativeFiles files) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (NativeFiles.Packed file : files.files()) {
            Path unpacked = folder.resolve(file.name());
            if (!Files.isRegularFile(unpacked) || Files.size(unpacked) != file.bytes()) {
                return false;
            }
            seen.append(file.name())
                    .append(' ')
                    .append(file.bytes())
                    .append(' ')
                    .append(file.crc())
                    .append(' ')
                    .append(Files.getLastModifiedTime(unpacked).to(TimeUnit.NANOSECONDS))
                    .append('\n');
        }
        Path notes = folder.resolve(NOTES);
        byte[] noted = seen.toString().getBytes(StandardCharsets.UTF_8);
        if (Files.isRegularFile(notes) && Arrays.equals(noted, Files.readAllBytes(notes))) {
            return true;
        }
        for (NativeFiles.Packed file : files.files()) {
            if (crc(folder.resolve(file.name())) != file.crc()) {
                return false;
            }
        }
        // Whole or not at all, as two processes may note the same.
        Path fresh = Files.createTempFile(folder, NOTES, null);
        Files.write(fresh, noted);
        Files.move(fresh, notes, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** The CRC-32 of a file. */
    static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = Files.newInputStream(file)) {
            copy(in, OutputStream.nullOutputStream(), crc);
        }
        return crc.getValue();
    }

    /** Copies a stream and sums it up; returns its size. */
    static long copy(InputStream in, OutputStream out, Checksum checksum) throws IOException {
        byte[] buffer = new byte[1 << 18];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            checksum.update(buffer, 0, read);
            size += read;
        }
        return size;
    }

    /** The SHA-256 of a text, in hexadecimal. */
    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
