package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.simulation.figure.LatencyObjective;
import java.util.Objects;

/**
 * What is to be said of a demand beside what came out.
 *
 * @param name what it is called in the report
 * @param objective when a request counts as served in time
 * @param staticPeakHours replica-hours of the smallest constant fleet that meets the goal; NaN if not known
 */
public record TraceFacts(String name, LatencyObjective objective, double staticPeakHours) {
    public TraceFacts {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(objective, "objective");
    }
}
