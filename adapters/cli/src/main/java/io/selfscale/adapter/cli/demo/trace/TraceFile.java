package io.selfscale.adapter.cli.demo.trace;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a trace from a CSV file, plain or (if its name ends in {@code .gz}) compressed. The first line names the
 * columns:
 *
 * <ul>
 *   <li>with a column {@code arrival_s}, each row is a request, and {@code arrival_s} its instant in seconds; a column
 *       {@code image_tokens}, if there is one, decides how large its photo is
 *   <li>with a column {@code t_s}, each row is an interval that starts at {@code t_s} seconds, and every other column a
 *       number of requests in it, which are added up; the shortest distance between two rows is the length of all
 * </ul>
 *
 * <p>Other columns are ignored in the first case.
 */
public final class TraceFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private TraceFile() {}

    /**
     * Reads a trace.
     *
     * @throws TraceFormatException if the file cannot be read, or is not a trace
     */
    public static Trace read(Path file) {
        long line = 0;
        try (InputStream in = open(file);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .detectBomHeader(true)
                        .ofCsvRecord(in, StandardCharsets.UTF_8)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new TraceFormatException(
                        file + ":1: expected a line that names the columns, but the file is empty");
            }
            TraceRows rows = TraceRows.of(file, records.next());
            while (records.hasNext()) {
                CsvRecord row = records.next();
                line = row.getStartingLineNumber();
                rows.add(row);
            }
            return rows.toTrace();
        } catch (IOException e) {
            throw unreadable(file, line, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, line, e.getCause());
        } catch (CsvParseException e) {
            throw new TraceFormatException(file + ":" + (line + 1) + ": not a line of CSV: " + e.getMessage(), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new TraceFormatException(file + ": expected a file, but this is a folder");
        }
        InputStream raw = Files.newInputStream(file);
        if (!file.toString().endsWith(".gz")) {
            return new BufferedInputStream(raw, BUFFER_BYTES);
        }
        try {
            return new GZIPInputStream(raw, BUFFER_BYTES);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static TraceFormatException unreadable(Path file, long line, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new TraceFormatException(file + ": no such file", e);
        }
        if (e instanceof EOFException) {
            return new TraceFormatException(
                    file + ":" + (line + 1) + ": the compressed file ends too early; it may be cut off", e);
        }
        if (e instanceof ZipException) {
            return new TraceFormatException(
                    file + ": expected a gzip file because of its name, but: " + e.getMessage(), e);
        }
        return new TraceFormatException(file + ": cannot be read: " + e, e);
    }
}
