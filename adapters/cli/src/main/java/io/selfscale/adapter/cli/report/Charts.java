package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.TimeBins;
import java.util.List;

/** The places of the charts of a comparison. The page's script draws into them; without scripts they do not show. */
final class Charts {

    /** Lines that can be told apart in one chart; with more of them each gets a chart of its own as well. */
    private static final int MOST_OVERLAID = 4;

    private final StringBuilder out;
    private final Comparison comparison;
    private final TimeBins bins;

    Charts(StringBuilder out, Comparison comparison, TimeBins bins) {
        this.out = out;
        this.comparison = comparison;
        this.bins = bins;
    }

    void write() {
        out.append("<div class=\"drawn\">\n<p class=\"note\">One point each ")
                .append(Numbers.length(bins.seconds()))
                .append(
                        ". Requested and needed replicas are the greatest in that time, ready ones the least. Where there are more"
                                + " points than room, queue, wait and lag are the greatest of several points, the service level"
                                + " that of all their requests; zoom in for the single ones. Drag to zoom, double-click to see all;"
                                + " in a chart with the focus, arrow keys read values, + and − zoom, 0 shows all.</p>\n"
                                + "<div class=\"charts\">\n");
        overlay("load", "Load", "Requests that arrive per second");
        overlay("ready", "Needed and ready replicas", "What the load needs, and what each policy had ready");
        overlay("queue", "Queue", "Requests that wait; axis stretched near zero");
        overlay("p99", "Wait, p99", "Seconds, by time of arrival; axis stretched near zero");
        overlay("inTime", "Service level", "Percent of all requests that were served in time");
        overlay("lag", "Lag between need and ready", "Seconds for which too few had been ready");
        overlay("cost", "Cost", "Money since the beginning");
        if (comparison.entries().stream().anyMatch(entry -> entry.figures().degradedShare() > 0)) {
            overlay("rung", "Brownout", "Rung of the service level; 0 is full service");
        }
        out.append("</div>\n");
        if (comparison.entries().size() > MOST_OVERLAID) {
            multiples("queue", "Queue", "Requests that wait; axis stretched near zero");
            multiples("inTime", "Service level", "Percent of all requests that were served in time");
            multiples("lag", "Lag between need and ready", "Seconds for which too few had been ready");
        }
        out.append(
                "<h3>Policy by policy</h3>\n<p class=\"note\">Triangles are scaling actions, or ticks at the top where there are"
                        + " too many. Point at one, or focus the chart and use the arrow keys, to read why.</p>\n"
                        + "<div class=\"charts\">\n");
        List<Entry> entries = comparison.entries();
        for (int i = 0; i < entries.size(); i++) {
            String policy = entries.get(i).policy();
            chart("fleet", policy + ": replicas", "Needed, requested and ready, with every action", i);
            chart("waits", policy + ": wait", "p50, p95 and p99 in seconds; axis stretched near zero", i);
        }
        out.append("</div>\n</div>\n");
    }

    private void overlay(String kind, String title, String what) {
        chart(kind, title, what, -1);
    }

    /** Each policy in a small chart, all of them to the same scale. */
    private void multiples(String kind, String title, String what) {
        out.append("<h3>")
                .append(title)
                .append(", each policy</h3>\n<p class=\"note\">")
                .append(what)
                .append("; all to the same scale.</p>\n<div class=\"charts small\">\n");
        List<Entry> entries = comparison.entries();
        for (int i = 0; i < entries.size(); i++) {
            chart(kind, entries.get(i).policy(), "", i);
        }
        out.append("</div>\n");
    }

    private void chart(String kind, String title, String what, int policy) {
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
                .append("</span></figcaption><div class=\"plot\" tabindex=\"0\" role=\"group\" aria-label=\"")
                .append(shown)
                .append("\"></div></figure>\n");
    }
}
