package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a report says beside what came out.
 *
 * @param title its heading
 * @param date when it was made
 * @param toolVersion version of this tool
 * @param setting what all runs had in common, as name and value, in this order; copied
 * @param traces what is to be said of each demand; of one that is not there, its own name and the objective of its world are
 *     taken. Two demands may have the same name: each is equal only to itself; copied
 */
public record ReportContext(
        String title, LocalDate date, String toolVersion, Map<String, String> setting, Map<Demand, TraceFacts> traces) {

    public ReportContext {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(toolVersion, "toolVersion");
        setting = Collections.unmodifiableMap(new LinkedHashMap<>(setting));
        traces = Map.copyOf(traces);
    }
}
