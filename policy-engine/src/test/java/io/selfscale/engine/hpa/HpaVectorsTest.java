package io.selfscale.engine.hpa;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.selfscale.engine.codec.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases that Kubernetes itself tests its Horizontal Pod Autoscaler with, against ours. They are read from a folder
 * outside the project; see {@link VectorFolder}.
 *
 * <p>Percentages here are in the Autoscaler's floating-point form, and one whole decision is compared where constraints
 * are, so that their order counts too.
 */
class HpaVectorsTest {

    private static final Map<String, int[]> RESULTS = new LinkedHashMap<>();

    private static Map<String, BiConsumer<JsonObject, JsonObject>> suites() {
        Map<String, BiConsumer<JsonObject, JsonObject>> suites = new LinkedHashMap<>();
        suites.put("group_pods", PodVectors::group);
        suites.put("replica_calculator_resource", PodVectors::utilization);
        suites.put("replica_calculator_pods_metric", PodVectors::podsMetric);
        suites.put("replica_calculator_object_value", PodVectors::value);
        suites.put("replica_calculator_external_value", PodVectors::value);
        suites.put("replica_calculator_object_average_value", PodVectors::averageValue);
        suites.put("replica_calculator_external_average_value", PodVectors::averageValue);
        suites.put("behavior_limits", BehaviorVectors::limit);
        suites.put("stabilize_recommendation_with_behavior", BehaviorVectors::stabilize);
        suites.put("scaling_with_rules", BehaviorVectors::scale);
        return suites;
    }

    @TestFactory
    List<DynamicNode> computesWhatTheHorizontalPodAutoscalerComputes() throws IOException {
        VectorFolder folder = VectorFolder.of("hpa");
        List<DynamicNode> nodes = new ArrayList<>();
        if (!folder.isThere()) {
            nodes.add(skipped(
                    "vectors",
                    "there are no vectors: looked for the folder " + folder.path()
                            + " (set it with -Dselfscale.vectors=...)"));
            return nodes;
        }
        for (Map.Entry<String, BiConsumer<JsonObject, JsonObject>> suite : suites().entrySet()) {
            nodes.add(
                    folder.has(suite.getKey())
                            ? container(suite.getKey(), folder.read(suite.getKey()), suite.getValue())
                            : skipped(suite.getKey(), "there is no suite " + suite.getKey() + " in " + folder.path()));
        }
        return nodes;
    }

    private static DynamicNode skipped(String name, String why) {
        return dynamicTest(name, () -> abort(why));
    }

    private static DynamicNode container(
            String suite, List<JsonObject> vectors, BiConsumer<JsonObject, JsonObject> check) {
        int[] runAndPassed = RESULTS.computeIfAbsent(suite, name -> new int[2]);
        return dynamicContainer(
                suite,
                vectors.stream()
                        .map(vector -> dynamicTest(vector.string("name"), () -> {
                            runAndPassed[0]++;
                            check.accept(vector.object("input"), vector.object("expected"));
                            runAndPassed[1]++;
                        })));
    }

    @AfterAll
    static void saysHowManyWereRun() {
        RESULTS.forEach((suite, result) ->
                System.out.println("hpa/" + suite + " vectors: " + result[0] + " run, " + result[1] + " passed"));
        RESULTS.clear();
    }
}
