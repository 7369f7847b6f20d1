package io.selfscale.engine.hpa;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What one reconciliation comes to.
 *
 * @param from replicas wanted before
 * @param to replicas wanted after
 * @param conditions exactly those that exist afterwards; copied
 * @param metrics what each metric came to, in order; empty if none was looked at; copied
 * @param recommendations the log for the next reconciliation
 * @param ups changes outward for the next reconciliation
 * @param downs changes inward for the next reconciliation
 */
public record HpaDecision(
        int from,
        int to,
        Map<HpaCondition.Type, HpaCondition> conditions,
        List<MetricOutcome> metrics,
        RecommendationLog recommendations,
        ScaleEvents ups,
        ScaleEvents downs) {

    /**
     * What one metric came to.
     *
     * @param source where it comes from
     * @param recommendation the count, or why there is none
     */
    public record MetricOutcome(HpaMetric.Source source, Recommendation recommendation) {
        public MetricOutcome {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(recommendation, "recommendation");
        }
    }

    public HpaDecision {
        conditions = Map.copyOf(conditions);
        metrics = List.copyOf(metrics);
    }

    /** Tells whether the count changes. */
    public boolean isRescaled() {
        return from != to;
    }

    /** Tells whether any metric gave no count. */
    public boolean hasFailedMetric() {
        return metrics.stream().anyMatch(metric -> !metric.recommendation().isUsable());
    }

    /** Returns the utilization of the first resource metric of whole pods that gave a count, in whole percent. */
    public OptionalLong utilizationPercent() {
        return metrics.stream()
                .filter(metric -> metric.source() == HpaMetric.Source.RESOURCE
                        && metric.recommendation().isUsable())
                .mapToLong(metric -> metric.recommendation().observed())
                .findFirst();
    }
}
