package io.selfscale.adapter.simulation.trace;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows that are requests. */
final class RequestRows implements TraceRows {

    static final String TIME = "arrival_s";

    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";
    private static final List<String> SENDERS = List.of("client", "conversation");

    private final CsvColumns columns;
    private final int time;
    private final int input;
    private final int output;
    private final int image;
    private final int prefix;
    private final int sender;
    private final RequestTrace.Builder trace;

    RequestRows(CsvColumns columns, CsvRecord header) {
        this.columns = columns;
        this.time = columns.indexOf(TIME);
        this.input = columns.indexOf(INPUT);
        this.output = columns.indexOf(OUTPUT);
        this.image = columns.indexOf("image_tokens");
        this.prefix = columns.indexOf("reusable_prefix_tokens");
        this.sender = SENDERS.stream()
                .mapToInt(columns::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(-1);
        this.trace = RequestTrace.named(columns.file().name());
        requireTokens(header);
    }

    /** Tokens may be left out altogether, but not be taken for left out because they have other names. */
    private void requireTokens(CsvRecord header) {
        boolean none = Set.of(TIME, SENDERS.get(0), SENDERS.get(1)).containsAll(columns.names());
        if (!none && (input < 0 || output < 0)) {
            throw columns.broken(
                    header, "columns " + INPUT + " and " + OUTPUT + " (or none but " + TIME + ")", columns.listed());
        }
    }

    @Override
    public void add(CsvRecord row) {
        double seconds = columns.number(row, time);
        if (seconds < trace.lastSeconds()) {
            throw columns.unexpected(
                    row, time, "a time not before the previous row's " + SourceFile.plain(trace.lastSeconds()));
        }
        if (input < 0) {
            trace.addWithoutTokens(seconds, label(row));
        } else {
            trace.add(
                    seconds,
                    columns.wholeNumber(row, input),
                    image < 0 ? 0 : columns.wholeNumber(row, image),
                    columns.wholeNumber(row, output),
                    prefix < 0 ? 0 : columns.wholeNumber(row, prefix),
                    label(row));
        }
    }

    private @Nullable String label(CsvRecord row) {
        return sender < 0 ? null : row.getField(sender);
    }

    @Override
    public int size() {
        return trace.size();
    }

    @Override
    public Trace toTrace() {
        return trace.build();
    }
}
