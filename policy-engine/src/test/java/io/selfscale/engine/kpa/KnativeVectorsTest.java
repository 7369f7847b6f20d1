package io.selfscale.engine.kpa;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.hpa.VectorFolder;
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
 * The cases that Knative itself tests its pod autoscaler with, against ours. They are read from a folder outside the
 * project; see {@link VectorFolder}.
 */
class KnativeVectorsTest {

    private static final Map<String, int[]> RESULTS = new LinkedHashMap<>();

    private static Map<String, BiConsumer<JsonObject, JsonObject>> suites() {
        Map<String, BiConsumer<JsonObject, JsonObject>> suites = new LinkedHashMap<>();
        suites.put("kpa_scale", DecisionVectors::scale);
        suites.put("kpa_initial_state", DecisionVectors::initialState);
        suites.put("kpa_target_resolution", DecisionVectors::targetResolution);
        suites.put("window_average", WindowVectors::average);
        suites.put("window_max", WindowVectors::maximum);
        suites.put("time_window_max", WindowVectors::timedMaximum);
        suites.put("smoothing_coefficient", WindowVectors::smoothingCoefficient);
        suites.put("round_to_digits", WindowVectors::roundToDigits);
        suites.put("sample_size", WindowVectors::sampleSize);
        return suites;
    }

    @TestFactory
    List<DynamicNode> computesWhatTheKnativePodAutoscalerComputes() throws IOException {
        VectorFolder folder = VectorFolder.of("knative");
        List<DynamicNode> nodes = new ArrayList<>();
        if (!folder.isThere()) {
            nodes.add(skipped(
                    "vectors",
                    "there are no vectors: looked for the folder " + folder.path()
                            + " (set it with -Dselfscale.vectors=...)"));
            return nodes;
        }
        Map<String, BiConsumer<JsonObject, JsonObject>> suites = suites();
        for (Map.Entry<String, BiConsumer<JsonObject, JsonObject>> suite : suites.entrySet()) {
            nodes.add(
                    folder.has(suite.getKey())
                            ? container(suite.getKey(), folder.read(suite.getKey()), suite.getValue())
                            : skipped(suite.getKey(), "there is no suite " + suite.getKey() + " in " + folder.path()));
        }
        for (String suite : folder.suites()) {
            if (!suites.containsKey(suite)) {
                nodes.add(dynamicTest(suite, () -> {
                    fail("nobody knows the suite knative/" + suite);
                }));
            }
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
                System.out.println("knative/" + suite + ": vectors: " + result[0] + " run, " + result[1] + " passed"));
        RESULTS.clear();
    }
}
