package io.selfscale.adapter.cli.report;

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
 * @param staticPeakHours replica-hours of the smallest constant fleet that meets the goal, by the name of the demand; may
 *     lack some; copied
 */
public record ReportContext(
        String title,
        LocalDate date,
        String toolVersion,
        Map<String, String> setting,
        Map<String, Double> staticPeakHours) {

    public ReportContext {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(toolVersion, "toolVersion");
        setting = Collections.unmodifiableMap(new LinkedHashMap<>(setting));
        staticPeakHours = Map.copyOf(staticPeakHours);
    }
}
