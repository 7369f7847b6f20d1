package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.TimeBins;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.figure.Figures;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import java.util.List;
import java.util.Locale;

/** The page of a report. */
final class Page {

    private final List<Comparison> comparisons;
    private final List<TimeBins> bins;
    private final ReportContext context;
    private final StringBuilder out = new StringBuilder(1 << 20);

    Page(List<Comparison> comparisons, List<TimeBins> bins, ReportContext context) {
        this.comparisons = comparisons;
        this.bins = bins;
        this.context = context;
    }

    String html() {
        head();
        setting();
        if (comparisons.size() > 1) {
            overview();
        }
        ActionTables tables = new ActionTables(comparisons);
        comparisons.forEach(comparison -> comparison(comparison, tables));
        reading();
        foot();
        return out.toString();
    }

    private void head() {
        String style = Parts.chartStyle() + "\n" + Parts.style();
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + Parts.hash(style)
                + "; script-src " + Parts.hash(Parts.chartScript()) + " " + Parts.hash(Parts.script());
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(policy)
                .append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(Markup.escaped(context.title()))
                .append("</title>\n<style>")
                .append(style)
                .append("</style>\n</head>\n<body>\n<header><h1>")
                .append(Markup.escaped(context.title()))
                .append("</h1>\n<p>Simulated by Selfscale ")
                .append(Markup.escaped(context.toolVersion()))
                .append(" on ")
                .append(context.date())
                .append(".</p></header>\n")
                .append("<noscript><p class=\"note\">Charts need scripts; the tables do not.</p></noscript>\n")
                .append("<main>\n");
    }

    private void setting() {
        out.append("<section><h2>Setting</h2>\n<dl class=\"setting\">\n");
        context.setting()
                .forEach((name, value) -> out.append("<div><dt>")
                        .append(Markup.escaped(name))
                        .append("</dt><dd>")
                        .append(Markup.escaped(value))
                        .append("</dd></div>\n"));
        out.append("</dl></section>\n");
    }

    private void overview() {
        out.append(
                "<section><h2>Overview</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Overview\"><table class=\"figures\"><thead><tr>"
                        + "<th scope=\"col\">Trace</th><th scope=\"col\">Policy</th><th scope=\"col\">Served in time, %</th>"
                        + "<th scope=\"col\">Cost</th><th scope=\"col\">Replica-hours</th></tr></thead>\n<tbody>\n");
        for (Comparison comparison : comparisons) {
            for (Entry entry : comparison.entries()) {
                Figures figures = entry.figures();
                out.append("<tr><th scope=\"row\"><a href=\"#trace-")
                        .append(comparison.index())
                        .append("\">")
                        .append(Markup.escaped(comparison.trace()))
                        .append("</a></th><td>")
                        .append(Markup.escaped(entry.policy()))
                        .append("</td><td class=\"number\">")
                        .append(Numbers.percent(entry.attainment()))
                        .append("</td><td class=\"number\">")
                        .append(Numbers.text(figures.cost()))
                        .append("</td><td class=\"number\">")
                        .append(Numbers.text(figures.replicaHours()))
                        .append("</td></tr>\n");
            }
        }
        out.append("</tbody></table></div></section>\n");
    }

    private void comparison(Comparison comparison, ActionTables tables) {
        Setting setting = comparison.setting();
        out.append("<section id=\"trace-")
                .append(comparison.index())
                .append("\"><h2>")
                .append(Markup.escaped(comparison.trace()))
                .append("</h2>\n<p>")
                .append(String.format(
                        Locale.ROOT,
                        "%,d requests in %s. Goal: %s %% %s. %d to %d replicas, %d slots each.",
                        setting.demand().size(),
                        Numbers.length(setting.demand().seconds()),
                        Numbers.plain(100 * setting.goal()),
                        phrase(comparison.facts().objective()),
                        setting.min(),
                        setting.max(),
                        setting.world().replica().slots()))
                .append("</p>\n");
        figures(comparison);
        new Charts(out, comparison, bins.get(comparison.index())).write();
        out.append("<h3>Scaling actions</h3>\n");
        List<Entry> entries = comparison.entries();
        for (int i = 0; i < entries.size(); i++) {
            tables.write(
                    out,
                    comparison.index(),
                    i,
                    entries.get(i).policy(),
                    entries.get(i).actions());
        }
        out.append("</section>\n");
    }

    private void figures(Comparison comparison) {
        double goal = comparison.goal();
        List<Entry> all = comparison.entries();
        out.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Figures\">"
                + "<table class=\"figures\"><thead><tr><th scope=\"col\">Figure</th>");
        for (Entry entry : all) {
            out.append("<th scope=\"col\">").append(Markup.escaped(entry.policy()));
            if (!entry.outcome().note().isEmpty()) {
                out.append("<small>")
                        .append(Markup.escaped(entry.outcome().note()))
                        .append("</small>");
            }
            out.append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (FigureRow row : FigureRow.ALL) {
            double best = row.bestOf(all, goal);
            out.append("<tr><th scope=\"row\">").append(row.label()).append("</th>");
            for (Entry entry : all) {
                double value = row.value().applyAsDouble(entry);
                boolean isBest = value == best;
                out.append(isBest ? "<td class=\"number best\">" : "<td class=\"number\">")
                        .append(row.text().apply(value))
                        .append(isBest ? "<span class=\"mark\" title=\"best\"> ★</span>" : "")
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        double peak = comparison.facts().staticPeakHours();
        if (Double.isFinite(peak)) {
            out.append("<tr><th scope=\"row\">Replica-hours, % of a constant fleet for the peak</th>");
            for (Entry entry : all) {
                out.append("<td class=\"number\">")
                        .append(Numbers.text(100 * entry.figures().replicaHours() / peak))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("<tr><th scope=\"row\">Meets the goal</th>");
        for (Entry entry : all) {
            out.append("<td class=\"number\">")
                    .append(entry.attainment() >= goal ? "yes" : "no")
                    .append("</td>");
        }
        out.append(
                "</tr>\n</tbody></table></div>\n<p class=\"note\">★ best of the row; of cost and replica-hours only among"
                        + " policies that meet the goal.");
        if (Double.isFinite(peak)) {
            out.append(" The smallest constant fleet that meets it takes ")
                    .append(Numbers.text(peak))
                    .append(" replica-hours.");
        }
        out.append("</p>\n");
    }

    private void reading() {
        out.append("""
                <section><h2>How to read this</h2>
                <ul>
                <li>Served in time is a share of <em>all</em> requests that were offered: rejected, timed-out and unserved ones \
                count as missed, and no warm-up is left out.</li>
                <li>Cost is price times the hours that replicas start, are ready and drain.</li>
                <li>Needed replicas are the smallest number that would serve a steady load like that of the minute in time, by a \
                queueing formula (Erlang C); what still waits from before is not in it. That is about waits, even where the goal \
                is about the whole answer. Over- and under-provisioning compare ready \
                replicas with it, not requested ones.</li>
                <li>Waits are of the requests that took a slot. Those that never did are in the service level only.</li>
                <li>A reversal is a change against the one before, within an hour.</li>
                <li>Not modelled: networks, retries by clients, memory pressure inside a replica, and work that differs from what \
                the service file states. A simulated figure is as good as the service times and start-up times that it was \
                given.</li>
                </ul></section>
                """);
    }

    private void foot() {
        out.append("</main>\n<footer><details><summary>Charts by uPlot, MIT licence</summary><pre>")
                .append(Markup.escaped(Parts.chartLicence()))
                .append(
                        "</pre></details></footer>\n<div id=\"tip\" role=\"status\" aria-live=\"polite\" hidden></div>\n"
                                + "<script type=\"application/json\" id=\"report-data\">")
                .append(ChartData.json(comparisons, bins))
                .append("</script>\n<script>")
                .append(Parts.chartScript())
                .append("</script>\n<script>")
                .append(Parts.script())
                .append("</script>\n</body>\n</html>\n");
    }

    /** Returns an objective as words that follow a share of requests, such as "wait at most 2 s". */
    private static String phrase(LatencyObjective objective) {
        boolean wait = objective.bounded() == LatencyObjective.Bounded.WAIT;
        return (wait ? "wait at most " : "are answered within ") + Numbers.plain(objective.longestSeconds()) + " s";
    }
}
