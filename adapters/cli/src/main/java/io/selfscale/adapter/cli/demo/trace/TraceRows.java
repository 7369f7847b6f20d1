package io.selfscale.adapter.cli.demo.trace;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks and collects the rows of one trace file. */
final class TraceRows {

    private static final String ARRIVAL = "arrival_s";
    private static final String INTERVAL = "t_s";
    private static final String IMAGE_TOKENS = "image_tokens";

    private final Path file;
    private final List<String> columns;
    private final boolean perRequest;
    private final int timeColumn;
    private final int tokensColumn;
    private double[] times = new double[1024];

    /** Tokens of a request, or requests of an interval. */
    private double[] amounts = new double[1024];

    private int count;
    private double shortestStep = Double.POSITIVE_INFINITY;

    private TraceRows(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
        this.perRequest = columns.contains(ARRIVAL);
        this.timeColumn = columns.indexOf(perRequest ? ARRIVAL : INTERVAL);
        this.tokensColumn = perRequest ? columns.indexOf(IMAGE_TOKENS) : -1;
    }

    static TraceRows of(Path file, CsvRecord header) {
        List<String> columns = header.getFields().stream().map(String::strip).toList();
        TraceRows rows = new TraceRows(file, columns);
        if (rows.timeColumn < 0) {
            throw rows.broken(
                    header,
                    "the first line must name a column " + ARRIVAL + " (a row per request) or " + INTERVAL
                            + " (a row per interval), but was " + quote(String.join(",", columns)));
        }
        if (!rows.perRequest && columns.size() < 2) {
            throw rows.broken(
                    header,
                    "beside " + INTERVAL + " there must be a column with numbers of requests, but there is none");
        }
        return rows;
    }

    void add(CsvRecord row) {
        if (row.getFieldCount() != columns.size()) {
            throw broken(
                    row,
                    "a row must have " + columns.size() + " fields, as the first line has, but has "
                            + row.getFieldCount());
        }
        if (count == times.length) {
            if (count >= ArrivalSchedule.MAX_ARRIVALS) {
                throw broken(row, "a trace must have at most " + ArrivalSchedule.MAX_ARRIVALS + " rows");
            }
            times = Arrays.copyOf(times, 2 * count);
            amounts = Arrays.copyOf(amounts, 2 * count);
        }
        times[count] = perRequest ? arrival(row) : intervalStart(row);
        if (!perRequest) {
            amounts[count] = sumOfCounts(row);
        } else if (tokensColumn >= 0) {
            amounts[count] = number(row, tokensColumn);
        }
        count++;
    }

    Trace toTrace() {
        if (count == 0) {
            throw new TraceFormatException(file + ":2: expected at least one row, but there is only the first line");
        }
        double[] at = Arrays.copyOf(times, count);
        double[] amount = Arrays.copyOf(amounts, count);
        if (perRequest) {
            return new RequestTrace(at, tokensColumn >= 0 ? amount : new double[0]);
        }
        if (count == 1) {
            throw new TraceFormatException(
                    file + ":3: expected a second row, because the distance of the first two tells how long an interval"
                            + " is");
        }
        return new RateTrace(at, amount, shortestStep);
    }

    private double arrival(CsvRecord row) {
        double value = number(row, timeColumn);
        if (count > 0 && value < times[count - 1]) {
            throw unexpected(row, timeColumn);
        }
        return value;
    }

    private double intervalStart(CsvRecord row) {
        double value = number(row, timeColumn);
        if (count > 0) {
            if (value <= times[count - 1]) {
                throw unexpected(row, timeColumn);
            }
            shortestStep = Math.min(shortestStep, value - times[count - 1]);
        }
        return value;
    }

    private double sumOfCounts(CsvRecord row) {
        double sum = 0;
        for (int column = 0; column < columns.size(); column++) {
            if (column != timeColumn) {
                sum += number(row, column);
            }
        }
        return sum;
    }

    /** Returns a finite number of at least 0; Java's own parser would take "NaN", "1f" and "0x1p3" too. */
    private double number(CsvRecord row, int column) {
        String text = row.getField(column).strip();
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.eE+-".indexOf(text.charAt(i)) < 0) {
                throw unexpected(row, column);
            }
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            TraceFormatException problem = unexpected(row, column);
            problem.initCause(e);
            throw problem;
        }
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw unexpected(row, column);
        }
        return value;
    }

    private TraceFormatException unexpected(CsvRecord row, int column) {
        return broken(
                row, columns.get(column) + " must be " + expected(column) + ", but was " + quote(row.getField(column)));
    }

    private String expected(int column) {
        if (column != timeColumn || count == 0) {
            return "a number of at least 0";
        }
        return "a number " + (perRequest ? "at or after" : "after") + " the previous row's (" + plain(times[count - 1])
                + ")";
    }

    private TraceFormatException broken(CsvRecord row, String problem) {
        return new TraceFormatException(file + ":" + row.getStartingLineNumber() + ": " + problem);
    }

    /** Returns the text on one line and not too long for one. */
    private static String quote(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return "\"" + (line.length() > 60 ? line.substring(0, 60) + "..." : line) + "\"";
    }

    private static String plain(double value) {
        return value == Math.rint(value) && value < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }
}
