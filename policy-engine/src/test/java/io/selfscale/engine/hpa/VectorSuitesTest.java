package io.selfscale.engine.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What no test knows fails, so that no vector is passed over in silence. */
class VectorSuitesTest {

    private static final String VECTORS = """
            [{"suite": "sum", "name": "one", "input": {"a": 1, "b": 2}, "expected": {"sum": 3}},
             {"suite": "sum", "name": "two", "input": {"a": 1, "b": 2}, "expected": {"sum": 4}}]
            """;

    @TempDir
    Path folder;

    private static VectorSuites suites() {
        return new VectorSuites("kind")
                .with(
                        "sum",
                        (input, expected) -> assertThat(input.integer("a") + input.integer("b"))
                                .isEqualTo(expected.integer("sum")));
    }

    private static void run(DynamicNode node) throws Throwable {
        ((DynamicTest) node).getExecutable().execute();
    }

    @Test
    void everyVectorIsATest() throws Throwable {
        Files.writeString(folder.resolve("sum.json"), VECTORS);
        Files.writeString(folder.resolve("README.md"), "no suite");

        List<DynamicNode> nodes = suites().tests(new VectorFolder(folder));

        assertThat(nodes).hasSize(1);
        List<? extends DynamicNode> tests =
                ((DynamicContainer) nodes.get(0)).getChildren().toList();
        assertThat(tests).extracting(DynamicNode::getDisplayName).containsExactly("one", "two");
        run(tests.get(0));
        assertThatThrownBy(() -> run(tests.get(1))).isInstanceOf(AssertionError.class);
    }

    @Test
    void aSuiteThatNobodyKnowsFailsByName() throws IOException {
        Files.writeString(folder.resolve("sum.json"), "[]");
        Files.writeString(folder.resolve("product.json"), "[]");

        List<DynamicNode> nodes = suites().tests(new VectorFolder(folder));

        assertThatThrownBy(() -> run(nodes.get(1))).hasMessageContaining("nobody knows the suite kind/product");
    }

    @Test
    void aFolderThatNobodyKnowsFailsByName() throws IOException {
        Files.createDirectory(folder.resolve("kind"));
        Files.createDirectory(folder.resolve("nomad"));

        List<DynamicNode> nodes = VectorSuites.unknownFolders(folder, List.of("kind"));

        assertThat(nodes).hasSize(1);
        assertThatThrownBy(() -> run(nodes.get(0))).hasMessageContaining("nobody knows the folder nomad");
    }

    @Test
    void withoutVectorsOneTestIsSkippedAndSaysWhere() throws IOException {
        List<DynamicNode> nodes = suites().tests(new VectorFolder(folder.resolve("gone")));

        assertThat(nodes).hasSize(1);
        assertThatThrownBy(() -> run(nodes.get(0)))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining(folder.resolve("gone").toString());
    }
}
