package io.selfscale.engine.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.selfscale.engine.codec.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Vectors about use, requests, and the bare ratio of value and target. */
final class UsageVectors {

    private UsageVectors() {}

    static void perPod(JsonObject input, JsonObject expected) {
        assertThat(ReplicaCalculator.perReplica(input.integer("total_usage_milli"), input.count("status_replicas")))
                .isEqualTo(expected.integer("per_pod_usage_milli"));
    }

    static void ratio(JsonObject input, JsonObject expected) {
        Map<String, Long> usage = values(input.object("usage_by_pod"));
        switch (input.string("kind")) {
            case "resource_utilization" -> {
                Ratio.Result result = new UtilizationRatio(
                                input.count("target_utilization_percent"), values(input.object("request_by_pod")))
                        .of(usage);
                check(result, expected, "utilization_ratio", "current_utilization_percent");
            }
            case "metric" ->
                check(
                        new ValueRatio(input.integer("target_usage")).of(usage),
                        expected,
                        "usage_ratio",
                        "current_usage");
            default -> fail("unknown kind " + input.string("kind"));
        }
    }

    private static void check(Ratio.@Nullable Result result, JsonObject expected, String ratio, String observed) {
        if (expected.has("error")) {
            assertThat(result).as(expected.string("error")).isNull();
            return;
        }
        Objects.requireNonNull(result, "no value can be used");
        if (expected.has(ratio)) {
            assertThat(result.ratio()).isEqualTo(expected.number(ratio));
        }
        if (expected.has(observed)) {
            assertThat(result.observed()).isEqualTo(expected.integer(observed));
        }
        if (expected.has("raw_average_value")) {
            assertThat(result.average()).isEqualTo(expected.integer("raw_average_value"));
        }
    }

    static void requests(JsonObject input, JsonObject expected) {
        PodRequests requests = PodRequests.of(
                resources(input.objects("pods")),
                input.stringOrNull("container"),
                input.bool("pod_level_requests_enabled"));

        if (expected.has("error")) {
            assertThat(requests.error()).as(expected.string("error")).isNotNull();
            return;
        }
        assertThat(requests.error()).isNull();
        assertThat(requests.byPodMilli()).isEqualTo(values(expected.object("request_millicores_by_pod")));
    }

    /** Returns what pods ask for. */
    static List<PodRequests.Resources> resources(List<JsonObject> pods) {
        List<PodRequests.Resources> resources = new ArrayList<>();
        for (JsonObject pod : pods) {
            Long whole = pod.has("pod_level_cpu_request_millicores")
                    ? (Long) pod.integer("pod_level_cpu_request_millicores")
                    : null;
            resources.add(new PodRequests.Resources(
                    pod.string("name"), whole, containers(pod, "containers"), containers(pod, "init_containers")));
        }
        return resources;
    }

    private static List<PodRequests.Container> containers(JsonObject pod, String key) {
        List<PodRequests.Container> containers = new ArrayList<>();
        if (pod.has(key)) {
            for (JsonObject item : pod.objects(key)) {
                Long request =
                        item.has("cpu_request_millicores") ? (Long) item.integer("cpu_request_millicores") : null;
                boolean restarts = item.has("restart_policy_always") && item.bool("restart_policy_always");
                containers.add(new PodRequests.Container(item.string("name"), request, restarts));
            }
        }
        return containers;
    }

    private static Map<String, Long> values(JsonObject values) {
        Map<String, Long> result = new LinkedHashMap<>();
        values.keys().forEach(key -> result.put(key, values.integer(key)));
        return result;
    }
}
