package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.TimeBins;
import io.selfscale.adapter.simulation.backtest.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the report of a backtest: one HTML file that fetches nothing, opens from disk, prints, and keeps its tables where
 * scripts are off. Several policies against the same demand stand side by side.
 */
public final class HtmlReport {

    /** Points of a line; a screen has no more. */
    private static final int MOST_BINS = 1_500;

    /** Bins of all runs together: with many runs each line gets fewer, so that the file stays small. */
    private static final int MOST_BINS_TOGETHER = 12_000;

    private static final int LEAST_BINS = 240;

    private HtmlReport() {}

    /**
     * Writes a report.
     *
     * @param file where to; what was there is replaced
     * @param outcomes what came out; at least one. Those with the very same demand are compared; they are expected to have
     *     the same setting
     * @param context what else it says
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, List<Outcome> outcomes, ReportContext context) throws IOException {
        Files.writeString(file, html(outcomes, context));
    }

    static String html(List<Outcome> outcomes, ReportContext context) {
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one outcome");
        }
        int most = Math.max(LEAST_BINS, Math.min(MOST_BINS, MOST_BINS_TOGETHER / outcomes.size()));
        List<Comparison> comparisons = Comparison.of(outcomes, context.traces());
        List<TimeBins> bins = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            double tick = comparison.setting().world().monitoring().tick().toNanos() / 1e9;
            bins.add(TimeBins.of(comparison.setting().demand().seconds(), tick, most));
        }
        return new Page(comparisons, bins, context).html();
    }
}
