package io.selfscale.engine.hpa;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.selfscale.engine.codec.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** The suites of vectors of one kind, each with what checks a vector of it; a file that nobody knows is a failure. */
@SuppressWarnings("exports") // Tests share the package of what they test, and may see what it keeps to itself.
public final class VectorSuites {

    private final String kind;
    private final Map<String, BiConsumer<JsonObject, JsonObject>> suites = new LinkedHashMap<>();
    private final Map<String, int[]> results = new LinkedHashMap<>();

    public VectorSuites(String kind) {
        this.kind = kind;
    }

    /** Adds a suite, checked with the input and the expectation of each vector. */
    public VectorSuites with(String suite, BiConsumer<JsonObject, JsonObject> check) {
        suites.put(suite, check);
        return this;
    }

    /** Returns a test for each vector that there is; one that is skipped, and says so, if there are none. */
    public List<DynamicNode> tests() throws IOException {
        return tests(VectorFolder.of(kind));
    }

    List<DynamicNode> tests(VectorFolder folder) throws IOException {
        List<DynamicNode> nodes = new ArrayList<>();
        if (!folder.isThere()) {
            String why = "there are no vectors: looked for the folder " + folder.path()
                    + " (set it with -Dselfscale.vectors=...)";
            System.out.println(kind + ": skipped, " + why);
            nodes.add(skipped("vectors", why));
            return nodes;
        }
        for (Map.Entry<String, BiConsumer<JsonObject, JsonObject>> suite : suites.entrySet()) {
            nodes.add(
                    folder.has(suite.getKey())
                            ? container(suite.getKey(), folder.read(suite.getKey()), suite.getValue())
                            : skipped(suite.getKey(), "there is no suite " + suite.getKey() + " in " + folder.path()));
        }
        for (String suite : folder.suites()) {
            if (!suites.containsKey(suite)) {
                nodes.add(unknown("the suite " + kind + "/" + suite));
            }
        }
        return nodes;
    }

    /**
     * Returns a failing test for each folder beside the vectors of this kind that no test reads.
     *
     * @param kinds the folders that tests read
     */
    public static List<DynamicNode> unknownFolders(List<String> kinds) throws IOException {
        return unknownFolders(VectorFolder.of("hpa").path().resolveSibling(""), kinds);
    }

    static List<DynamicNode> unknownFolders(Path vectors, List<String> kinds) throws IOException {
        List<DynamicNode> nodes = new ArrayList<>();
        if (!Files.isDirectory(vectors)) {
            return nodes;
        }
        try (Stream<Path> folders = Files.list(vectors)) {
            folders.filter(Files::isDirectory)
                    .map(folder -> vectors.relativize(folder).toString())
                    .filter(name -> !kinds.contains(name))
                    .sorted()
                    .forEach(name -> nodes.add(unknown("the folder " + name)));
        }
        return nodes;
    }

    /** Prints how many vectors of each suite were run, and how many passed. */
    public void print() {
        results.forEach((suite, result) ->
                System.out.println(kind + "/" + suite + ": vectors: " + result[0] + " run, " + result[1] + " passed"));
        results.clear();
    }

    private static DynamicNode skipped(String name, String why) {
        return dynamicTest(name, () -> abort(why));
    }

    private static DynamicNode unknown(String what) {
        return dynamicTest(what, () -> {
            fail("nobody knows " + what);
        });
    }

    private DynamicNode container(String suite, List<JsonObject> vectors, BiConsumer<JsonObject, JsonObject> check) {
        int[] runAndPassed = results.computeIfAbsent(suite, name -> new int[2]);
        return dynamicContainer(
                suite,
                vectors.stream()
                        .map(vector -> dynamicTest(vector.string("name"), () -> {
                            runAndPassed[0]++;
                            check.accept(vector.object("input"), vector.object("expected"));
                            runAndPassed[1]++;
                        })));
    }
}
