package io.selfscale.adapter.cli.demo.report;

import io.selfscale.adapter.cli.demo.report.DemoReport.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report for a person: a table of figures, and why each change was made. */
public final class Summary {

    private Summary() {}

    /** Returns the lines of the summary. */
    public static List<String> of(DemoReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Summary");
        DemoReport.Requests requests = report.requests();
        lines.add(row(
                "requests",
                String.format(
                        Locale.ROOT,
                        "%,d offered = %,d completed + %,d failed + %,d rejected + %,d lost",
                        requests.offered(),
                        requests.completed(),
                        requests.failed(),
                        requests.rejected(),
                        requests.lost())));
        DemoReport.Latency latency = report.latencySeconds();
        lines.add(row(
                "latency",
                String.format(
                        Locale.ROOT,
                        "p50 %s, p95 %s, p99 %s",
                        seconds(latency.p50()),
                        seconds(latency.p95()),
                        seconds(latency.p99()))));
        lines.add(row(
                "replicas",
                String.format(
                        Locale.ROOT,
                        "%d to %d ready; %d scale-outs, %d scale-ins",
                        report.replicas().min(),
                        report.replicas().max(),
                        report.scaleOuts(),
                        report.scaleIns())));
        if (!report.throughputByReady().isEmpty()) {
            lines.add(row("saturated", throughput(report.throughputByReady())));
        }
        DemoReport.Startup startup = report.startupSeconds();
        lines.add(row(
                "start-up",
                String.format(Locale.ROOT, "p50 %s, p95 %s", seconds(startup.p50()), seconds(startup.p95()))));
        DemoReport.CpuSeconds cpu = report.cpuSeconds();
        lines.add(row(
                "CPU time",
                String.format(
                        Locale.ROOT,
                        "%.1f s front door, load and autoscaler; %.1f s workers",
                        cpu.gateway(),
                        cpu.workers())));
        lines.add("Why");
        if (report.decisions().isEmpty()) {
            lines.add("  nothing was changed");
        }
        report.decisions().forEach(change -> lines.addAll(why(change)));
        return lines;
    }

    private static List<String> why(Change change) {
        List<String> lines = new ArrayList<>();
        List<String> explained = change.explain().lines().toList();
        // The first line of an explanation carries the wall-clock time; here the time of the run is more telling.
        String first = explained.get(0);
        lines.add(String.format(
                Locale.ROOT,
                "  t=%.1fs %s",
                change.atSeconds(),
                first.substring(first.indexOf(": ") + 1).strip()));
        // What was measured is in what the policies say, and the order follows from the change.
        explained.stream()
                .skip(1)
                .filter(line -> !line.startsWith("  seen ") && !line.startsWith("  order "))
                .forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static String throughput(Map<Integer, Double> byReady) {
        return byReady.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%.1f/s with %d ready", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String seconds(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, value < 1 ? "%.3f s" : "%.2f s", value);
    }

    private static String row(String label, String figures) {
        return String.format(Locale.ROOT, "  %-10s%s", label, figures);
    }
}
