package io.selfscale.adapter.simulation.trace;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * Reads a trace from a CSV file, plain or compressed with gzip. The first line names the columns:
 *
 * <ul>
 *   <li>With a column {@code arrival_s}, each row is a request, and that column its arrival in seconds. {@code
 *       input_tokens} and {@code output_tokens} are its tokens; {@code image_tokens} those of its images, {@code
 *       reusable_prefix_tokens} those of the input that a prefix cache would hold, and {@code client} or {@code
 *       conversation} who sent it, if there are such columns. Others are ignored. A file that has none but the arrival
 *       (and the sender) is one whose tokens are not known.
 *   <li>With a column {@code t_s}, each row is an interval that starts at that many seconds, and the other columns say
 *       how many requests arrived in it, which are added up; or {@code total_tokens} how many tokens. The shortest
 *       distance between two rows is the length of all intervals; for a single row it is the last part of the file's
 *       name, such as {@code _60s}. Rows that are left out are intervals in which nothing arrived.
 * </ul>
 *
 * <p>Times start at 0 and ascend; no number is negative or above 1e9. A measured level, such as the use of processors, is
 * refused: it tells what the fleet of that time was, not what it was asked to do.
 */
public final class TraceFile {

    static final String NO_DEMAND = ": it depends on the fleet of that time and is no demand that could"
            + " be simulated; use a file with arrivals or counts of requests";

    private TraceFile() {}

    /**
     * Reads a trace.
     *
     * @throws TraceFormatException if the file cannot be read, or is not a trace
     */
    public static Trace read(Path file) {
        return read(file, Trace.MAX_ROWS);
    }

    static Trace read(Path path, int mostRows) {
        SourceFile file = new SourceFile(path);
        long line = 0;
        try (InputStream in = file.open();
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .detectBomHeader(true)
                        .ofCsvRecord(in, StandardCharsets.UTF_8)) {
            if (file.fileName().startsWith("signal_")) {
                throw file.broken("a file with requests", "a measured level, by its name (signal_...)" + NO_DEMAND);
            }
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw file.broken(1, "a line that names the columns", "an empty file");
            }
            CsvRecord header = records.next();
            line = header.getStartingLineNumber();
            CsvColumns columns = new CsvColumns(file, header);
            TraceRows rows = rows(columns, header);
            while (records.hasNext()) {
                CsvRecord row = records.next();
                line = row.getStartingLineNumber();
                if (rows.size() >= mostRows) {
                    throw columns.broken(row, "at most " + mostRows + " rows", "more");
                }
                columns.requireAllFields(row);
                rows.add(row);
            }
            if (rows.size() == 0) {
                throw file.broken(line + 1, "at least one row", "only the line with the names of the columns");
            }
            return rows.toTrace();
        } catch (IOException e) {
            throw file.unreadable(line + 1, e);
        } catch (UncheckedIOException e) {
            throw file.unreadable(line + 1, e.getCause());
        } catch (CsvParseException e) {
            // The reader wraps what goes wrong underneath it.
            if (e.getCause() instanceof IOException cause) {
                throw file.unreadable(line + 1, cause);
            }
            throw new TraceFormatException(
                    path + ":" + (line + 1) + ": expected a line of CSV, but found: "
                            + SourceFile.oneLine(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private static TraceRows rows(CsvColumns columns, CsvRecord header) {
        if (columns.indexOf(RequestRows.TIME) >= 0) {
            return new RequestRows(columns, header);
        }
        if (columns.indexOf(RateRows.TIME) >= 0) {
            return new RateRows(columns, header);
        }
        throw columns.broken(
                header,
                "a column " + RequestRows.TIME + " (a row per request) or " + RateRows.TIME + " (a row per interval)",
                columns.listed());
    }
}
