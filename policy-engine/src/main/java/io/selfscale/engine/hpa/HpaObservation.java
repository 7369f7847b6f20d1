package io.selfscale.engine.hpa;

import java.util.List;
import java.util.Objects;

/**
 * What one reconciliation sees.
 *
 * @param specReplicas replicas wanted now, at least 0
 * @param statusReplicas replicas that exist, at least 0
 * @param pods the pods of the target; copied
 * @param metrics the metrics as they were read; copied
 * @param recommendations recommendations so far
 * @param ups changes outward so far
 * @param downs changes inward so far
 * @param nowNanos now, on the axis of every other time in here
 */
public record HpaObservation(
        int specReplicas,
        int statusReplicas,
        List<Pod> pods,
        List<HpaMetric> metrics,
        RecommendationLog recommendations,
        ScaleEvents ups,
        ScaleEvents downs,
        long nowNanos) {

    public HpaObservation {
        Objects.requireNonNull(recommendations, "recommendations");
        Objects.requireNonNull(ups, "ups");
        Objects.requireNonNull(downs, "downs");
        pods = List.copyOf(pods);
        metrics = List.copyOf(metrics);
        if (specReplicas < 0 || statusReplicas < 0) {
            throw new IllegalArgumentException(
                    "replica counts must be at least 0 but were " + specReplicas + " and " + statusReplicas);
        }
    }
}
