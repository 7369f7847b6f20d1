package io.selfscale.adapter.yaml.manifest;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.engine.keda.MetricFallback.Behavior;
import io.selfscale.engine.policy.Fallback;
import io.selfscale.engine.spec.ScalingTarget;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code fallback} of a ScaledObject: the replicas while a trigger has failed too often in a row. */
final class TriggerFallback {

    private TriggerFallback() {}

    /** Returns a fallback for each metric that is not of pods, counting the time that its failures take. */
    static List<Fallback> read(ManifestObject spec, List<Metric> metrics, Duration polling) {
        ManifestObject fallback = spec.object("fallback");
        if (fallback == null) {
            return List.of();
        }
        int threshold = fallback.integer("failureThreshold", 3, 0, 1_000_000);
        int replicas = fallback.integer("replicas", 0, 0, ScalingTarget.LARGEST);
        if (!fallback.has("replicas")) {
            fallback.invalid("replicas", "spec.fallback needs replicas");
        }
        Behavior behavior = behavior(fallback);
        if (behavior == null) {
            return List.of();
        }
        if (behavior == Behavior.STATIC || behavior == Behavior.CURRENT_REPLICAS_IF_LOWER) {
            fallback.scope()
                    .report(
                            FindingCode.NOT_CARRIED_OVER,
                            "spec.fallback is carried over as a floor: replicas above it are not taken away while a"
                                    + " trigger fails",
                            "");
        }
        // One failure more than the threshold is needed, one every polling interval.
        Duration after = polling.multipliedBy(threshold + 1L);
        return metrics.stream()
                .filter(Metric::isOutside)
                .map(metric -> Fallback.to(replicas, metric.policy().signal())
                        .by(behavior)
                        .after(after, polling))
                .toList();
    }

    private static @Nullable Behavior behavior(ManifestObject fallback) {
        String behavior = fallback.text("behavior");
        return switch (behavior == null ? "static" : behavior) {
            case "static" -> Behavior.STATIC;
            case "currentReplicas" -> Behavior.CURRENT_REPLICAS;
            case "currentReplicasIfHigher" -> Behavior.CURRENT_REPLICAS_IF_HIGHER;
            case "currentReplicasIfLower" -> Behavior.CURRENT_REPLICAS_IF_LOWER;
            default -> {
                fallback.invalid(
                        "behavior",
                        "spec.fallback.behavior must be static, currentReplicas, currentReplicasIfHigher or"
                                + " currentReplicasIfLower");
                yield null;
            }
        };
    }
}
