package io.selfscale.adapter.simulation.trace;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows that are intervals; what their columns count is added up. */
final class RateRows implements TraceRows {

    static final String TIME = "t_s";

    private static final String TOKENS = "total_tokens";
    private static final Pattern STEP_IN_NAME = Pattern.compile("(?:^|_)([1-9][0-9]{0,8})s$");

    /** Of a step: times of intervals are written with few decimals. */
    private static final double TOLERANCE = 0.01;

    private final CsvColumns columns;
    private final int time;
    private double[] times = new double[1024];
    private double[] amounts = new double[1024];
    private long[] lines = new long[1024];
    private int size;
    private double shortestStep = Double.POSITIVE_INFINITY;

    RateRows(CsvColumns columns, CsvRecord header) {
        this.columns = columns;
        this.time = columns.indexOf(TIME);
        for (String name : columns.names()) {
            if (name.toLowerCase(Locale.ROOT).contains("percent")) {
                throw columns.broken(
                        header,
                        "numbers of requests beside " + TIME,
                        SourceFile.quote(name) + ", a measured level" + TraceFile.NO_DEMAND);
            }
        }
        if (columns.names().size() < 2) {
            throw columns.broken(header, "a column with numbers of requests beside " + TIME, "none");
        }
        if (columns.indexOf(TOKENS) >= 0 && columns.names().size() > 2) {
            throw columns.broken(header, TOKENS + " to be the only column beside " + TIME, columns.listed());
        }
    }

    @Override
    public void add(CsvRecord row) {
        if (size == times.length) {
            int larger = size + (size >> 1);
            times = Arrays.copyOf(times, larger);
            amounts = Arrays.copyOf(amounts, larger);
            lines = Arrays.copyOf(lines, larger);
        }
        double seconds = columns.number(row, time);
        if (size > 0) {
            if (seconds <= times[size - 1]) {
                throw columns.unexpected(
                        row, time, "a time after the previous row's " + SourceFile.plain(times[size - 1]));
            }
            shortestStep = Math.min(shortestStep, seconds - times[size - 1]);
        }
        times[size] = seconds;
        amounts[size] = sum(row);
        lines[size] = row.getStartingLineNumber();
        size++;
    }

    private double sum(CsvRecord row) {
        double sum = 0;
        for (int column = 0; column < columns.names().size(); column++) {
            if (column != time) {
                sum += columns.number(row, column);
            }
        }
        if (sum > Trace.MAX_VALUE) {
            throw columns.broken(row, "columns that add up to at most 1e9", SourceFile.plain(sum));
        }
        return sum;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Trace toTrace() {
        double step = size == 1 ? stepInName() : shortestStep;
        double span = Math.rint((times[size - 1] - times[0]) / step);
        if (step < 1e-3 || span >= Trace.MAX_ROWS) {
            throw columns.file()
                    .broken(
                            "at most " + Trace.MAX_ROWS + " intervals of at least 0.001 s",
                            "intervals of " + step + " s over " + SourceFile.plain(times[size - 1] - times[0]) + " s");
        }
        double[] all = new double[(int) span + 1];
        for (int i = 0; i < size; i++) {
            double place = (times[i] - times[0]) / step;
            if (Math.abs(place - Math.rint(place)) > TOLERANCE) {
                throw columns.file()
                        .broken(
                                lines[i],
                                "a time a whole number of steps of " + SourceFile.plain(step) + " s after "
                                        + SourceFile.plain(times[0]),
                                SourceFile.plain(times[i]));
            }
            all[(int) Math.rint(place)] += amounts[i];
        }
        Trace.Unit unit = columns.indexOf(TOKENS) >= 0 ? Trace.Unit.TOKENS : Trace.Unit.REQUESTS;
        return new RateTrace(columns.file().name(), unit, times[0], step, all);
    }

    private double stepInName() {
        Matcher matcher = STEP_IN_NAME.matcher(columns.file().name());
        if (!matcher.find()) {
            throw columns.file()
                    .broken(
                            lines[0] + 1,
                            "a second row (the distance of two rows tells how long an interval is) or a file name that"
                                    + " says it, such as " + columns.file().name() + "_60s.csv",
                            "neither");
        }
        return Double.parseDouble(columns.file().name().substring(matcher.start(1), matcher.end(1)));
    }
}
