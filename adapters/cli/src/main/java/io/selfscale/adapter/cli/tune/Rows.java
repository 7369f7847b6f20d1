package io.selfscale.adapter.cli.tune;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Titles, and tables of text in columns. */
final class Rows {

    /** A longer cell is text, and begins where its column does. */
    private static final int LONGEST_NUMBER = 20;

    private final PrintWriter out;
    private final Ansi colours;

    Rows(PrintWriter out, Ansi colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Writes a title, below an empty line. */
    void title(String text) {
        out.println();
        out.println(colours.enabled() ? colours.string("@|bold " + text + "|@") : text);
    }

    /** Writes rows, of which the first is the heading: the first column to the left, numbers to the right. */
    void table(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            // A row of one cell is a heading, and may be longer than its column.
            for (int i = 0; i < row.size() && row.size() > 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                String space = " ".repeat(Math.max(0, widths[i] - cell.length()));
                boolean isLeft = i == 0
                        || (i == row.size() - 1 && cell.length() > LONGEST_NUMBER)
                        || rows.get(0).get(i).length() > LONGEST_NUMBER;
                line.append(i == 0 ? "" : "  ").append(isLeft ? cell + space : space + cell);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
