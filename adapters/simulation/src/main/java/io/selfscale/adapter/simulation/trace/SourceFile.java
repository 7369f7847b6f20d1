package io.selfscale.adapter.simulation.trace;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file with a recording, plain or compressed with gzip.
 *
 * @param path where it is
 */
record SourceFile(Path path) {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_QUOTED = 60;

    /** Returns the name without its folder. */
    String fileName() {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }

    /** Returns the name without its folder and its ending. */
    String name() {
        return fileName().replaceFirst("(?i)\\.gz$", "").replaceFirst("(?i)\\.(csv|json)$", "");
    }

    /** Opens it. Whether it is compressed is seen from its first bytes, and must be so if its name ends in .gz. */
    InputStream open() throws IOException {
        if (Files.isDirectory(path)) {
            throw new TraceFormatException(path + ": expected a file, but this is a folder");
        }
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
        try {
            raw.mark(2);
            int first = raw.read();
            int second = raw.read();
            raw.reset();
            if (first == 0x1f && second == 0x8b) {
                return new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
            }
            if (first >= 0 && fileName().endsWith(".gz")) {
                throw new TraceFormatException(
                        path + ": expected a gzip file because of its name, but it does not start like one");
            }
            return raw;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** Returns the problem with a line. */
    TraceFormatException broken(long line, String expected, String found) {
        return new TraceFormatException(path + ":" + line + ": expected " + expected + ", but found " + found);
    }

    /** Returns the problem with the whole. */
    TraceFormatException broken(String expected, String found) {
        return new TraceFormatException(path + ": expected " + expected + ", but found " + found);
    }

    /** Returns what it means that it could not be read on in a line. */
    TraceFormatException unreadable(long line, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new TraceFormatException(path + ": expected a file, but there is none", e);
        }
        if (e instanceof AccessDeniedException) {
            return new TraceFormatException(path + ": expected a file that may be read, but access is denied", e);
        }
        if (e instanceof EOFException) {
            return new TraceFormatException(
                    path + ":" + line + ": expected more, but the compressed file ends here; it may be cut off", e);
        }
        if (e instanceof ZipException) {
            return new TraceFormatException(
                    path + ":" + line + ": expected a sound gzip file, but found: " + e.getMessage(), e);
        }
        return new TraceFormatException(path + ":" + line + ": cannot be read: " + e, e);
    }

    /** Returns a text on one line and not too long for one. */
    static String quote(String text) {
        String line = oneLine(text);
        return "\"" + (line.length() > MAX_QUOTED ? line.substring(0, MAX_QUOTED) + "..." : line) + "\"";
    }

    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** Returns a number without the decimals that say nothing. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
