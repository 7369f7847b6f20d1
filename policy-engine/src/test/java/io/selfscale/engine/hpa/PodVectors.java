package io.selfscale.engine.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.codec.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vectors about pods: how they are grouped, and the replica counts that follow from their metrics. */
final class PodVectors {

    private static final long SECOND = 1_000_000_000L;

    private PodVectors() {}

    static void group(JsonObject input, JsonObject expected) {
        Map<String, PodSample> samples = new HashMap<>();
        for (JsonObject sample : input.objects("pod_metric_samples")) {
            samples.put(sample.string("pod"), sample(sample, sample.integer("value")));
        }
        PodGroups groups = PodGroups.of(pods(input), samples, cpu(input), input.integer("now_seconds") * SECOND);

        assertThat(groups.readyCount()).isEqualTo(expected.count("ready_pod_count"));
        assertThat(groups.unready()).isEqualTo(new HashSet<>(expected.strings("unready_pods")));
        assertThat(groups.missing()).isEqualTo(new HashSet<>(expected.strings("missing_pods")));
        assertThat(groups.ignored()).isEqualTo(new HashSet<>(expected.strings("ignored_pods")));
    }

    static void utilization(JsonObject input, JsonObject expected) {
        List<Pod> pods = pods(input);
        String container = input.stringOrNull("container");
        Map<String, PodSample> samples = usage(input, container);
        Map<String, Long> requests = new HashMap<>();
        for (JsonObject pod : input.objects("pods")) {
            Long milli = total(pod, container, "cpu_request_millicores");
            if (milli != null) {
                requests.put(pod.string("name"), milli);
            }
        }
        PodGroups groups = PodGroups.of(pods, samples, cpu(input), input.integer("now_seconds") * SECOND);

        Recommendation recommendation = calculator(input)
                .utilization(
                        input.count("current_replicas"),
                        input.count("target_utilization_percent"),
                        pods,
                        samples,
                        requests,
                        groups);

        check(recommendation, expected, "utilization_percent");
    }

    static void podsMetric(JsonObject input, JsonObject expected) {
        long now = input.integer("now_seconds") * SECOND;
        Map<String, PodSample> samples = values(input, now);
        PodGroups groups = PodGroups.of(pods(input), samples, null, now);

        Recommendation recommendation = calculator(input)
                .averageOfPods(
                        input.count("current_replicas"), input.integer("target_average_value_milli"), samples, groups);

        check(recommendation, expected, "average_value_milli");
    }

    /** Returns the use of pods: of one container, or of all. */
    static Map<String, PodSample> usage(JsonObject input, @Nullable String container) {
        Map<String, PodSample> samples = new HashMap<>();
        for (JsonObject sample : input.objects("pod_metric_samples")) {
            Long milli = total(sample, container, "cpu_usage_millicores");
            if (milli != null) {
                samples.put(sample.string("pod"), sample(sample, milli));
            }
        }
        return samples;
    }

    /** Returns the values of pods. */
    static Map<String, PodSample> values(JsonObject input, long now) {
        Map<String, PodSample> samples = new HashMap<>();
        for (JsonObject value : input.objects("pod_metric_values_milli")) {
            samples.put(value.string("pod"), new PodSample(value.integer("value_milli"), now, /* windowNanos= */ 0));
        }
        return samples;
    }

    static void value(JsonObject input, JsonObject expected) {
        int ready = (int) pods(input).stream().filter(Pod::isServing).count();

        Recommendation recommendation = calculator(input)
                .value(input.count("current_replicas"), sum(input), input.integer("target_value_milli"), ready);

        check(recommendation, expected, "value_milli");
    }

    static void averageValue(JsonObject input, JsonObject expected) {
        Recommendation recommendation = calculator(input)
                .averageValue(input.count("current_replicas"), sum(input), input.integer("target_average_value_milli"));

        check(recommendation, expected, "average_value_milli");
    }

    private static void check(Recommendation recommendation, JsonObject expected, String observed) {
        if (expected.has("error")) {
            assertThat(recommendation.isUsable()).as(expected.string("error")).isFalse();
            return;
        }
        assertThat(recommendation.error()).isNull();
        assertThat(recommendation.replicas()).isEqualTo(expected.count("desired_replicas"));
        if (expected.has(observed)) {
            assertThat(recommendation.observed()).isEqualTo(expected.integer(observed));
        }
        if (expected.has("average_usage_millicores")) {
            assertThat(recommendation.average()).isEqualTo(expected.integer("average_usage_millicores"));
        }
    }

    private static ReplicaCalculator calculator(JsonObject input) {
        return new ReplicaCalculator(
                new Tolerance(input.number("tolerance_scale_down"), input.number("tolerance_scale_up")));
    }

    private static PodGroups.@Nullable CpuReadiness cpu(JsonObject input) {
        return input.string("resource").equals("cpu")
                ? new PodGroups.CpuReadiness(
                        input.integer("cpu_initialization_period_seconds") * SECOND,
                        input.integer("delay_of_initial_readiness_status_seconds") * SECOND)
                : null;
    }

    static List<Pod> pods(JsonObject input) {
        List<Pod> pods = new ArrayList<>();
        for (JsonObject pod : input.objects("pods")) {
            Pod.Readiness readiness = null;
            if (pod.has("ready_condition")) {
                JsonObject condition = pod.object("ready_condition");
                readiness = new Pod.Readiness(
                        condition.bool("ready"), condition.integer("last_transition_time_seconds") * SECOND);
            }
            pods.add(new Pod(
                    pod.string("name"),
                    Pod.Phase.valueOf(pod.string("phase").toUpperCase(Locale.ROOT)),
                    pod.bool("deletion_requested"),
                    pod.has("start_time_seconds") ? pod.integer("start_time_seconds") * SECOND : null,
                    readiness));
        }
        return pods;
    }

    private static PodSample sample(JsonObject sample, long milli) {
        return new PodSample(
                milli, sample.integer("timestamp_seconds") * SECOND, sample.integer("window_seconds") * SECOND);
    }

    /** Returns the sum over the containers, or the figure of the named one; null if a figure that it takes is not there. */
    private static @Nullable Long total(JsonObject pod, @Nullable String container, String key) {
        long total = 0;
        boolean found = false;
        for (JsonObject item : pod.objects("containers")) {
            if (container == null || item.string("name").equals(container)) {
                if (!item.has(key)) {
                    return null;
                }
                total += item.integer(key);
                found = true;
            }
        }
        return found ? total : null;
    }

    /** Returns the sum of the values, capped to the largest number. */
    static long sum(JsonObject input) {
        long sum = 0;
        if (input.get("metric_values_milli") instanceof List<?> values) {
            for (Object value : values) {
                long next = sum + (Long) value;
                sum = next < sum ? Long.MAX_VALUE : next;
            }
        }
        return sum;
    }
}
