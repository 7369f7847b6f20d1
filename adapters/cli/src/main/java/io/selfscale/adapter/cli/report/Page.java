package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.Action;
import io.selfscale.adapter.cli.report.series.TimeBins;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.figure.Figures;
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
        comparisons.forEach(this::comparison);
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
        out.append("<section><h2>Overview</h2>\n<div class=\"wide\"><table class=\"figures\"><thead><tr>"
                + "<th scope=\"col\">Trace</th><th scope=\"col\">Policy</th><th scope=\"col\">Served in time, %</th>"
                + "<th scope=\"col\">Cost</th><th scope=\"col\">Replica-hours</th></tr></thead>\n<tbody>\n");
        for (Comparison comparison : comparisons) {
            for (Outcome outcome : comparison.outcomes()) {
                Figures figures = outcome.figures();
                out.append("<tr><th scope=\"row\"><a href=\"#trace-")
                        .append(comparison.index())
                        .append("\">")
                        .append(Markup.escaped(comparison.trace()))
                        .append("</a></th><td>")
                        .append(Markup.escaped(outcome.policy()))
                        .append("</td><td class=\"number\">")
                        .append(Numbers.percent(figures.attainment()))
                        .append("</td><td class=\"number\">")
                        .append(Numbers.text(figures.cost()))
                        .append("</td><td class=\"number\">")
                        .append(Numbers.text(figures.replicaHours()))
                        .append("</td></tr>\n");
            }
        }
        out.append("</tbody></table></div></section>\n");
    }

    private void comparison(Comparison comparison) {
        Setting setting = comparison.setting();
        out.append("<section id=\"trace-")
                .append(comparison.index())
                .append("\"><h2>")
                .append(Markup.escaped(comparison.trace()))
                .append("</h2>\n<p>")
                .append(String.format(
                        Locale.ROOT,
                        "%,d requests in %s. Goal: %s %% wait at most %s s. %d to %d replicas, %d slots each.",
                        setting.demand().size(),
                        Numbers.time(setting.demand().seconds()),
                        Numbers.text(100 * setting.goal()),
                        Numbers.text(setting.world().longestWait().toNanos() / 1e9),
                        setting.min(),
                        setting.max(),
                        setting.world().replica().slots()))
                .append("</p>\n");
        figures(comparison);
        out.append("<p class=\"note\">Charts: one point each ")
                .append(Numbers.text(bins.get(comparison.index()).seconds()))
                .append(" s. Requested, needed, queue and lag are the greatest value in it, ready the least."
                        + " Drag to zoom, double-click to see all.</p>\n<div class=\"charts\">\n");
        chart(comparison, "load", "Load", "Requests that arrive per second", -1);
        chart(
                comparison,
                "ready",
                "Needed and ready replicas",
                "What the load needs, and what each policy had ready",
                -1);
        chart(comparison, "queue", "Queue", "Requests that wait", -1);
        chart(comparison, "p99", "Wait, p99", "Seconds, by time of arrival; axis stretched near zero", -1);
        chart(comparison, "inTime", "Service level", "Percent of all requests that were served in time", -1);
        chart(comparison, "lag", "Lag between need and ready", "Seconds for which too few had been ready", -1);
        chart(comparison, "cost", "Cost", "Money since the beginning", -1);
        if (comparison.outcomes().stream().anyMatch(outcome -> outcome.figures().degradedShare() > 0)) {
            chart(comparison, "rung", "Brownout", "Rung of the service level; 0 is full service", -1);
        }
        out.append(
                "</div>\n<h3>Policy by policy</h3>\n<p class=\"note\">Triangles are scaling actions. Point at one, or"
                        + " focus the chart and use the arrow keys, to read why.</p>\n<div class=\"charts\">\n");
        for (int i = 0; i < comparison.outcomes().size(); i++) {
            String policy = comparison.outcomes().get(i).policy();
            chart(comparison, "fleet", policy + ": replicas", "Needed, requested and ready, with every action", i);
            chart(comparison, "waits", policy + ": wait", "p50, p95 and p99 in seconds; axis stretched near zero", i);
        }
        out.append("</div>\n<h3>Scaling actions</h3>\n");
        int runs = comparisons.stream().mapToInt(each -> each.outcomes().size()).sum();
        ActionTables tables = new ActionTables(runs);
        for (int i = 0; i < comparison.outcomes().size(); i++) {
            Outcome outcome = comparison.outcomes().get(i);
            tables.write(out, comparison.index(), i, outcome.policy(), Action.of(outcome.run()));
        }
        out.append("</section>\n");
    }

    private void figures(Comparison comparison) {
        double goal = comparison.setting().goal();
        List<Figures> all = comparison.outcomes().stream().map(Outcome::figures).toList();
        out.append("<div class=\"wide\"><table class=\"figures\"><thead><tr><th scope=\"col\">Figure</th>");
        for (Outcome outcome : comparison.outcomes()) {
            out.append("<th scope=\"col\">").append(Markup.escaped(outcome.policy()));
            if (!outcome.note().isEmpty()) {
                out.append("<small>").append(Markup.escaped(outcome.note())).append("</small>");
            }
            out.append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (FigureRow row : FigureRow.ALL) {
            double best = row.bestOf(all, goal);
            out.append("<tr><th scope=\"row\">").append(row.label()).append("</th>");
            for (Figures figures : all) {
                double value = row.value().applyAsDouble(figures);
                boolean isBest = value == best;
                out.append(isBest ? "<td class=\"number best\">" : "<td class=\"number\">")
                        .append(row.text().apply(value))
                        .append(isBest ? "<span class=\"mark\" title=\"best\"> ★</span>" : "")
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        Double peak = context.staticPeakHours().get(comparison.trace());
        if (peak != null) {
            out.append("<tr><th scope=\"row\">Replica-hours, % of a constant fleet for the peak</th>");
            for (Figures figures : all) {
                out.append("<td class=\"number\">")
                        .append(Numbers.text(100 * figures.replicaHours() / peak))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("<tr><th scope=\"row\">Meets the goal</th>");
        for (Figures figures : all) {
            out.append("<td class=\"number\">")
                    .append(figures.attainment() >= goal ? "yes" : "no")
                    .append("</td>");
        }
        out.append(
                "</tr>\n</tbody></table></div>\n<p class=\"note\">★ best of the row; of cost and replica-hours only among"
                        + " policies that meet the goal.</p>\n");
    }

    private void chart(Comparison comparison, String kind, String title, String what, int policy) {
        out.append("<figure class=\"chart\" data-trace=\"")
                .append(comparison.index())
                .append("\" data-kind=\"")
                .append(kind)
                .append('"');
        if (policy >= 0) {
            out.append(" data-policy=\"").append(policy).append('"');
        }
        String shown = Markup.escaped(title);
        out.append("><figcaption><strong>")
                .append(shown)
                .append("</strong> <span>")
                .append(what)
                .append("</span></figcaption><div class=\"plot\" role=\"img\" aria-label=\"")
                .append(shown)
                .append("\"></div></figure>\n");
    }

    private void reading() {
        out.append("""
                <section><h2>How to read this</h2>
                <ul>
                <li>Served in time is a share of <em>all</em> requests that were offered: rejected, timed-out and unserved ones \
                count as missed, and no warm-up is left out.</li>
                <li>Cost is price times the hours that replicas start, are ready and drain.</li>
                <li>Needed replicas are the smallest number that would serve a steady load like that of the minute in time, by a \
                queueing formula (Erlang C); what still waits from before is not in it. Over- and under-provisioning compare ready \
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
}
