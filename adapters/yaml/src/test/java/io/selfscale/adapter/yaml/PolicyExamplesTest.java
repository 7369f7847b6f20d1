package io.selfscale.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyExamplesTest {

    private static final Path EXAMPLES = Repository.folder("examples");

    @TestFactory
    List<DynamicTest> everyExampleIsReadWithoutErrors() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            List<Path> examples = files.filter(path -> path.toString().endsWith(".yaml"))
                    .filter(path -> !path.startsWith(EXAMPLES.resolve("services")))
                    .sorted()
                    .toList();
            assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
            return examples.stream()
                    .map(example ->
                            DynamicTest.dynamicTest(EXAMPLES.relativize(example).toString(), () -> {
                                PolicyFile file = PolicyReader.read(example);
                                assertThat(file.findings()).noneMatch(Finding::isError);
                                assertThat(file.documents()).isNotEmpty();
                                for (PolicyDocument document : file.documents()) {
                                    Policies.assertSame(
                                            Policies.spec(PolicyWriter.write(document.spec())), document.spec());
                                }
                            }))
                    .toList();
        }
    }

    @Test
    void theFoundingTableIsTheOneOfTheEngine() throws IOException {
        ScalingSpec spec = PolicyReader.read(EXAMPLES.resolve("founding-table.yaml"))
                .documents()
                .get(0)
                .spec();

        assertThat(spec.policies())
                .isEqualTo(FoundingTable.of(
                        Signal.ratio("gpu_utilization"),
                        Signal.duration("latency"),
                        Signal.perReplica("connections", "connections")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/policy-files.md"})
    void everyWholePolicyInAGuideIsOne(String guide) throws IOException {
        String text = Files.readString(Repository.folder(guide));
        List<String> policies = Pattern.compile("```yaml\n(apiVersion:.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> Objects.requireNonNull(match.group(1)))
                .toList();
        assertThat(policies).isNotEmpty().allSatisfy(policy -> {
            PolicyFile file = PolicyReader.read(guide, policy);
            assertThat(file.findings()).noneMatch(Finding::isError);
            assertThat(file.documents()).hasSize(1);
        });
    }
}
