package io.selfscale.adapter.simulation.trace;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns that the first line of a CSV file names, and the checks of what stands in them. */
final class CsvColumns {

    private final SourceFile file;
    private final List<String> names;

    CsvColumns(SourceFile file, CsvRecord header) {
        this.file = file;
        this.names = header.getFields().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                throw broken(header, "each column once", SourceFile.quote(name) + " twice");
            }
        }
    }

    SourceFile file() {
        return file;
    }

    List<String> names() {
        return names;
    }

    int indexOf(String name) {
        return names.indexOf(name);
    }

    void requireAllFields(CsvRecord row) {
        if (row.getFieldCount() != names.size()) {
            throw broken(row, names.size() + " fields, as the first line has", Integer.toString(row.getFieldCount()));
        }
    }

    /** Returns a number in [0, 1e9]. */
    double number(CsvRecord row, int column) {
        double value = NumberText.parse(row.getField(column));
        if (!(value >= 0 && value <= Trace.MAX_VALUE)) {
            throw unexpected(row, column, "a number from 0 to 1e9");
        }
        return value;
    }

    /** Returns a whole number in [0, 1e9]. */
    int wholeNumber(CsvRecord row, int column) {
        double value = NumberText.parse(row.getField(column));
        if (!(value >= 0 && value <= Trace.MAX_VALUE && value == Math.rint(value))) {
            throw unexpected(row, column, "a whole number from 0 to 1e9");
        }
        return (int) value;
    }

    TraceFormatException unexpected(CsvRecord row, int column, String expected) {
        String name = names.get(column);
        return broken(
                row,
                expected + " in column " + (name.isEmpty() ? column + 1 : name),
                SourceFile.quote(row.getField(column)));
    }

    TraceFormatException broken(CsvRecord row, String expected, String found) {
        return file.broken(row.getStartingLineNumber(), expected, found);
    }

    String listed() {
        return SourceFile.quote(String.join(",", names));
    }
}
