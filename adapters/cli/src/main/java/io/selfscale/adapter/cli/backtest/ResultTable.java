package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.journal.JournalWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Results for people: the setting, then a table for each load with a column for each policy, the best values marked. */
final class ResultTable {

    private static final int LABEL_WIDTH = 20;
    private static final int LEAST_WIDTH = 11;
    private static final int LONGEST_NAME = 22;

    private final PrintWriter out;
    private final Ansi colours;
    private final int width;

    /**
     * Creates a writer.
     *
     * @param width characters of a line; more policies than fit beside one another are shown below
     */
    ResultTable(PrintWriter out, Ansi colours, int width) {
        this.out = out;
        this.colours = colours;
        this.width = width;
    }

    /** Writes what all traces have in common; journals have worlds of their own. */
    void setting(WorldPlan plan) {
        plan.described().forEach(this::keyValue);
        out.flush();
    }

    private void keyValue(String key, String value) {
        out.println(padded(key, 10) + value);
    }

    /** Writes what came out against a load. */
    void result(TraceResult result) {
        out.println();
        out.println(bold(result.name()) + ": " + load(result));
        if (result.load() instanceof JournalLoad) {
            journalSetting(result);
        }
        out.println();
        List<String> names = names(result.results());
        int column = LEAST_WIDTH;
        for (String name : names) {
            column = Math.max(column, name.length() + 2);
        }
        int atOnce = Math.max(1, (width - LABEL_WIDTH) / column);
        for (int from = 0; from < names.size(); from += atOnce) {
            block(result, names, from, Math.min(names.size(), from + atOnce), column);
            out.println();
        }
        notes(result);
        out.flush();
    }

    private static String load(TraceResult result) {
        return String.format(
                Locale.ROOT,
                "%s, %s, %.2f/s on average, peak %.1f times that (1 min) and %.1f times (5 min),"
                        + " work for %.2f replicas",
                hours(result.summary().duration().toSeconds()),
                Text.plural(Math.round(result.summary().total()), "request"),
                result.summary().meanPerSecond(),
                result.summary().minutePeakToMean(),
                result.summary().fiveMinutePeakToMean(),
                result.offeredReplicas());
    }

    private static String hours(long seconds) {
        return seconds >= 3600 ? Text.digits(seconds / 3600.0, 2) + " h" : Text.digits(seconds / 60.0, 1) + " min";
    }

    private void journalSetting(TraceResult result) {
        result.load().described().forEach(this::keyValue);
        result.load().notes().forEach(note -> keyValue("", note));
    }

    private void block(TraceResult result, List<String> names, int from, int to, int column) {
        StringBuilder head = new StringBuilder(padded("", LABEL_WIDTH));
        for (int i = from; i < to; i++) {
            head.append(right(names.get(i), column - 1)).append(' ');
        }
        out.println(bold(head.toString().stripTrailing()));
        for (Row row : Row.ALL) {
            double best = best(row, result);
            StringBuilder line = new StringBuilder(padded(row.label(), LABEL_WIDTH));
            for (int i = from; i < to; i++) {
                double value =
                        row.value().applyAsDouble(result, result.results().get(i));
                String text = Double.isFinite(value) ? Text.fixed(value, decimals(row, result)) + row.unit() : "-";
                boolean marked = isBest(row, result, result.results().get(i), best);
                String cell = right(text, column - 1);
                line.append(marked ? bold(cell) : cell).append(marked ? '*' : ' ');
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** Returns the best value as it is shown, or NaN if none is to be marked. */
    private static double best(Row row, TraceResult result) {
        if (row.best() == Row.Best.NONE || result.results().size() < 2) {
            return Double.NaN;
        }
        double best = Double.NaN;
        Set<Double> shown = new HashSet<>();
        for (PolicyResult each : result.results()) {
            double value = shown(row, result, each);
            shown.add(value);
            if (Double.isFinite(value) && counts(row, result, each)) {
                boolean better = row.best() == Row.Best.GREATEST ? value > best : value < best;
                best = Double.isNaN(best) || better ? value : best;
            }
        }
        return shown.size() < 2 ? Double.NaN : best;
    }

    private static boolean isBest(Row row, TraceResult result, PolicyResult each, double best) {
        return Double.isFinite(best) && counts(row, result, each) && shown(row, result, each) == best;
    }

    private static boolean counts(Row row, TraceResult result, PolicyResult each) {
        return row.best() != Row.Best.LEAST_OF_GOOD || isGood(result, each);
    }

    static boolean isGood(TraceResult result, PolicyResult each) {
        return each.attainment() >= result.load().plan().slo().share();
    }

    /** Values that look the same are the same. */
    private static double shown(Row row, TraceResult result, PolicyResult each) {
        double value = row.value().applyAsDouble(result, each);
        double scale = Math.pow(10, decimals(row, result));
        return Math.rint(value * scale) / scale;
    }

    /** Short runs cost little, and what stands side by side has as many decimals. */
    private static int decimals(Row row, TraceResult result) {
        if (row.best() != Row.Best.LEAST_OF_GOOD) {
            return row.decimals();
        }
        return decimals(
                row.decimals(),
                result.results().stream()
                        .mapToDouble(each -> row.value().applyAsDouble(result, each))
                        .toArray());
    }

    private static int decimals(int usual, double... values) {
        return Arrays.stream(values).anyMatch(value -> value > 0 && value < 1) ? usual + 2 : usual;
    }

    private void notes(TraceResult result) {
        for (PolicyResult each : result.results()) {
            if (!each.note().isEmpty()) {
                out.println(each.policy() + ": " + each.note());
            }
            if (each.statesPools() && result.load().recorded() == null) {
                out.println(each.policy() + ": pools of its own: "
                        + each.pools().stream().map(Text::pool).collect(Collectors.joining("; ")));
            }
        }
        TraceResult.StaticPeak peak = result.peak();
        if (peak != null
                && result.results().stream().noneMatch(each -> each.policy().equals("static-peak"))) {
            out.println("static-peak: " + peak.note() + ", " + hoursOf(peak.hours(), 1));
        }
        JournalWorld.Recorded recorded = result.load().recorded();
        if (recorded != null) {
            out.println("the live run: " + hoursOf(recorded.replicaHours(), 2) + ", "
                    + Text.plural(recorded.actions(), "change") + " of the count, "
                    + Text.plural(recorded.arrivals(), "request"));
            differences(result);
        }
    }

    private static String hoursOf(double replicaHours, int usual) {
        return Text.fixed(replicaHours, decimals(usual, replicaHours)) + " replica-hours";
    }

    /** Against the journal's own policy in the same world; the live run had another one. */
    private void differences(TraceResult result) {
        PolicyResult first =
                result.results().isEmpty() ? null : result.results().get(0);
        if (first == null || !first.policy().equals(JournalLoad.RECORDED)) {
            return;
        }
        for (PolicyResult each : result.results().subList(1, result.results().size())) {
            double cost = each.figures().cost() - first.figures().cost();
            out.println(String.format(
                    Locale.ROOT,
                    "%s against the recorded policy: cost %s%s (%+.1f %%), attained %+.2f points, %s",
                    each.policy(),
                    cost < 0 ? "-" : "+",
                    Text.fixed(Math.abs(cost), decimals(2, first.figures().cost())),
                    100 * cost / first.figures().cost(),
                    100 * (each.attainment() - first.attainment()),
                    moreActions(each.figures().actions() - first.figures().actions())));
        }
    }

    private static String moreActions(int more) {
        return more == 0 ? "as many actions" : Text.plural(Math.abs(more), more > 0 ? "more action" : "fewer action");
    }

    /** Writes what the figures mean. */
    void meaning(WorldPlan plan, List<Path> files) {
        out.println();
        out.println("* the best value; of cost and hours the least among the policies that attain "
                + Text.percent(plan.slo().share()) + ".");
        out.println("SLO attained: share of ALL requests with "
                + plan.slo().toString().replaceFirst(":.*", "")
                + "; rejected ones, those who gave up and those never served count as missed,"
                + " and no warm-up is left out.");
        out.println(
                "Cost: starting, ready and draining replicas, from their order until they are gone, to the end of the load.");
        files.forEach(file -> out.println("Written: " + file + size(file)));
        out.flush();
    }

    private static String size(Path file) {
        try {
            long bytes = Files.size(file);
            return bytes < 1_000_000
                    ? String.format(Locale.ROOT, " (%d kB)", (bytes + 999) / 1000)
                    : String.format(Locale.ROOT, " (%.1f MB)", bytes / 1e6);
        } catch (IOException e) {
            // Somebody has taken it away already, which is their business.
            return "";
        }
    }

    /** Returns the names of columns: those of files without their folder and ending, as long as they differ. */
    private static List<String> names(List<PolicyResult> results) {
        List<String> brief = new ArrayList<>();
        for (PolicyResult result : results) {
            brief.add(brief(result.policy()));
        }
        boolean distinct = new HashSet<>(brief).size() == brief.size();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < brief.size(); i++) {
            String name = distinct ? brief.get(i) : results.get(i).policy();
            names.add(name.length() <= LONGEST_NAME ? name : ".." + name.substring(name.length() - LONGEST_NAME + 2));
        }
        return names;
    }

    private static String brief(String name) {
        return name.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.ya?ml$", "");
    }

    private String bold(String text) {
        return colours.enabled() && !text.isBlank()
                ? colours.string("@|bold " + text.replace("@", "(at)") + "|@")
                : text;
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    private static String right(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }
}
