package io.selfscale.engine.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.spec.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Vectors about one whole decision. */
final class ReconcileVectors {

    private static final long SECOND = 1_000_000_000L;

    private ReconcileVectors() {}

    static void reconcile(JsonObject input, JsonObject expected) {
        List<JsonObject> metrics = input.objects("metrics");
        HpaDecision decision = reconciler(input).reconcile(observation(input, metrics));

        checkCount(decision, expected);
        if (expected.has("conditions")) {
            assertThat(texts(decision.conditions())).isEqualTo(conditions(expected.object("conditions")));
        }
        if (expected.has("metric_actions")) {
            assertThat(byType(metrics, decision, metric -> action(decision.from(), metric)))
                    .isEqualTo(texts(expected.object("metric_actions")));
        }
        if (expected.has("metric_errors")) {
            assertThat(byType(metrics, decision, ReconcileVectors::error))
                    .isEqualTo(texts(expected.object("metric_errors")));
        }
    }

    private static void checkCount(HpaDecision decision, JsonObject expected) {
        if (expected.has("desired_replicas")) {
            assertThat(decision.to()).isEqualTo(expected.count("desired_replicas"));
        }
        if (expected.has("rescaled")) {
            assertThat(decision.isRescaled()).isEqualTo(expected.bool("rescaled"));
        }
        if (expected.has("reconcile_action")) {
            assertThat(action(decision.from(), decision.to())).isEqualTo(expected.string("reconcile_action"));
        }
        if (expected.has("reconcile_error")) {
            assertThat(decision.hasFailedMetric() ? "internal" : "none").isEqualTo(expected.string("reconcile_error"));
        }
        if (expected.has("cpu_utilization_percent")) {
            assertThat(decision.utilizationPercent()).hasValue(expected.integer("cpu_utilization_percent"));
        }
    }

    private static HpaReconciler reconciler(JsonObject input) {
        return new HpaReconciler(
                input.count("min_replicas"),
                input.count("max_replicas"),
                new Tolerance(input.number("tolerance_scale_down"), input.number("tolerance_scale_up")),
                new PodGroups.CpuReadiness(
                        input.integer("cpu_initialization_period_seconds") * SECOND,
                        input.integer("delay_of_initial_readiness_status_seconds") * SECOND),
                new HpaReconciler.Defaults(
                        Duration.ofSeconds(input.integer("downscale_stabilization_window_seconds")),
                        BehaviorVectors.growth(input)),
                behavior(input));
    }

    private static @Nullable Limits behavior(JsonObject input) {
        if (!input.has("behavior")) {
            return null;
        }
        JsonObject behavior = input.object("behavior");
        JsonObject out = behavior.object("scale_up");
        JsonObject in = behavior.object("scale_down");
        String key = "stabilization_window_seconds";
        long inSeconds = in.has(key) ? in.integer(key) : input.integer("downscale_stabilization_window_seconds");
        return Limits.none()
                .withStabilization(
                        Duration.ofSeconds(out.has(key) ? out.integer(key) : 0), Duration.ofSeconds(inSeconds))
                .withRates(BehaviorVectors.limit(out), BehaviorVectors.limit(in));
    }

    private static HpaObservation observation(JsonObject input, List<JsonObject> metrics) {
        long now = input.integer("now_seconds") * SECOND;
        List<HpaMetric> read = new ArrayList<>();
        for (JsonObject metric : metrics) {
            read.add(metric(metric, input, now));
        }
        return new HpaObservation(
                input.count("spec_replicas"),
                input.count("status_replicas"),
                PodVectors.pods(input),
                read,
                BehaviorVectors.log(input.objects("recommendations"), now),
                ScaleEvents.NONE,
                ScaleEvents.NONE,
                now);
    }

    private static HpaMetric metric(JsonObject metric, JsonObject input, long now) {
        HpaMetric.Source source = source(metric.string("type"));
        if (metric.has("fetch_error")) {
            return new HpaMetric.Unreadable(source, "it could not be fetched");
        }
        if (Stream.of("target_utilization_percent", "target_average_value_milli", "target_value_milli")
                .noneMatch(metric::has)) {
            return new HpaMetric.Unreadable(source, "it has no target");
        }
        return switch (source) {
            case RESOURCE, CONTAINER_RESOURCE -> {
                String container = metric.stringOrNull("container");
                yield new HpaMetric.Utilization(
                        source,
                        metric.string("resource").equals("cpu"),
                        metric.count("target_utilization_percent"),
                        PodVectors.usage(metric, container),
                        PodRequests.of(
                                UsageVectors.resources(input.objects("pods")), container, /* podLevel= */ false));
            }
            case PODS ->
                new HpaMetric.PodsAverage(metric.integer("target_average_value_milli"), PodVectors.values(metric, now));
            case OBJECT, EXTERNAL ->
                metric.has("target_value_milli")
                        ? new HpaMetric.Value(source, metric.integer("target_value_milli"), PodVectors.sum(metric))
                        : new HpaMetric.AverageValue(
                                source, metric.integer("target_average_value_milli"), PodVectors.sum(metric));
            case INVALID -> new HpaMetric.Unreadable(source, "there is no metric of type " + metric.string("type"));
        };
    }

    private static HpaMetric.Source source(String type) {
        return switch (type) {
            case "resource" -> HpaMetric.Source.RESOURCE;
            case "container_resource" -> HpaMetric.Source.CONTAINER_RESOURCE;
            case "pods" -> HpaMetric.Source.PODS;
            case "object" -> HpaMetric.Source.OBJECT;
            case "external" -> HpaMetric.Source.EXTERNAL;
            default -> HpaMetric.Source.INVALID;
        };
    }

    private static Map<String, String> byType(
            List<JsonObject> metrics, HpaDecision decision, Function<HpaDecision.MetricOutcome, String> text) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < decision.metrics().size(); i++) {
            texts.put(
                    metrics.get(i).string("type"), text.apply(decision.metrics().get(i)));
        }
        return texts;
    }

    private static String action(int from, HpaDecision.MetricOutcome metric) {
        Recommendation recommendation = metric.recommendation();
        return recommendation.isUsable() ? action(from, recommendation.replicas()) : "none";
    }

    private static String action(int from, int to) {
        if (from == to) {
            return "none";
        }
        return from < to ? "scale_up" : "scale_down";
    }

    private static String error(HpaDecision.MetricOutcome metric) {
        if (metric.recommendation().isUsable()) {
            return "none";
        }
        return metric.source() == HpaMetric.Source.INVALID ? "spec" : "internal";
    }

    private static Map<String, String> texts(Map<HpaCondition.Type, HpaCondition> conditions) {
        Map<String, String> texts = new LinkedHashMap<>();
        conditions.forEach((type, condition) -> texts.put(
                type.text(), condition.status() + " " + condition.reason().text()));
        return texts;
    }

    private static Map<String, String> conditions(JsonObject expected) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String type : expected.keys()) {
            JsonObject condition = expected.object(type);
            texts.put(type, condition.bool("status") + " " + condition.string("reason"));
        }
        return texts;
    }

    private static Map<String, String> texts(JsonObject expected) {
        Map<String, String> texts = new LinkedHashMap<>();
        expected.keys().forEach(key -> texts.put(key, expected.string(key)));
        return texts;
    }
}
