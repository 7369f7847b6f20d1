package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.trace.TraceSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out against one load.
 *
 * @param load the load
 * @param summary what it is like
 * @param offeredReplicas replicas that would have all slots taken on average
 * @param peak the smallest constant fleet that meets the SLO, or null if it was not looked for
 * @param results one for each policy, in order; copied
 */
record TraceResult(
        Load load,
        TraceSummary summary,
        double offeredReplicas,
        @Nullable StaticPeak peak,
        List<PolicyResult> results) {

    /**
     * A constant fleet.
     *
     * @param replicas how many there are
     * @param hours replica hours of it
     * @param note what the search found
     */
    record StaticPeak(int replicas, double hours, String note) {}

    TraceResult {
        results = List.copyOf(results);
    }

    String name() {
        return load.name();
    }

    /** Returns the replica hours of the constant fleet, or NaN. */
    double peakHours() {
        return peak == null ? Double.NaN : peak.hours();
    }
}
