package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.report.HtmlReport;
import io.selfscale.adapter.cli.report.ReportContext;
import io.selfscale.adapter.cli.report.TraceFacts;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.demand.Demand;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the report of what came out. */
final class ReportPage {

    private ReportPage() {}

    static void write(Path file, WorldPlan plan, List<TraceResult> results, Clock clock) {
        List<Outcome> outcomes = new ArrayList<>();
        Map<Demand, TraceFacts> traces = new HashMap<>();
        for (TraceResult result : results) {
            for (PolicyResult each : result.results()) {
                Outcome outcome = each.outcome();
                if (outcome == null) {
                    throw new IllegalStateException("a report needs all of what came out of " + each.policy());
                }
                outcomes.add(outcome);
                traces.put(
                        outcome.setting().demand(),
                        new TraceFacts(result.name(), result.load().plan().slo().objective(), result.peakHours()));
            }
        }
        Package home = ReportPage.class.getPackage();
        String version = home == null ? null : home.getImplementationVersion();
        ReportContext context = new ReportContext(
                "Backtest",
                LocalDate.ofInstant(clock.instant(), clock.getZone()),
                version == null ? "development" : version,
                setting(plan, results),
                traces);
        OutputFile.write(file, target -> HtmlReport.write(target, outcomes, context));
    }

    private static Map<String, String> setting(WorldPlan plan, List<TraceResult> results) {
        if (results.isEmpty()) {
            return plan.described();
        }
        // Loads of traces have one world in common.
        for (TraceResult result : results) {
            if (result.load() instanceof TraceLoad) {
                return result.load().described();
            }
        }
        return results.get(0).load().described();
    }
}
