package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LintCommandTest {

    private static final Pattern LINE = Pattern.compile(".+:[1-9]\\d*:[1-9]\\d* (error|warning|hint) [A-Z0-9_]+ \\S.*");

    private static final String SAFE = policy("70%", "30%", "1");
    private static final String TRIPLING = policy("70%", "30%", "200%");
    private static final String NARROW = policy("70%", "60%", "1");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static String policy(String up, String down, String add) {
        return """
                apiVersion: selfscale.io/v1
                kind: ScalingPolicy
                target: qwen3-vl
                replicas: {min: 1, max: 10}
                policies:
                  - threshold:
                      signal: gpu_utilization
                      kind: ratio
                      statistic: sustained
                      out: {above: %s, for: 5m, add: %s}
                      in: {below: %s, for: 30m, remove: 1}
                """.formatted(up, add, down);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void aSafePolicySucceeds() throws IOException {
        CommandLineRun run = CommandLineRun.of("lint", file("safe.yaml", SAFE));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).allMatch(line -> LINE.matcher(line).matches());
        assertThat(run.out())
                .contains("warning SOLE_GPU_TRIGGER", "hint REACTION_BUDGET", "hint MODEL_CHECKED")
                .doesNotContain("BAND_STEP", "LIMIT_CYCLE", " error ");
        assertThat(run.err().strip()).isEqualTo("1 file: 0 errors, 1 warning, 2 hints");
    }

    @Test
    void doublingIsSafeAndTriplingIsNot() throws IOException {
        assertThat(CommandLineRun.of("lint", file("double.yaml", policy("70%", "30%", "100%")))
                        .exitCode())
                .isZero();
        String name = file("triple.yaml", TRIPLING);
        CommandLineRun run = CommandLineRun.of("lint", name);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains(name + ":10:39 error BAND_STEP_OUT adding 2 replicas at N = 1");
    }

    @Test
    void aCycleIsPrinted() throws IOException {
        CommandLineRun run = CommandLineRun.of("lint", file("narrow.yaml", NARROW));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("error LIMIT_CYCLE", "1 -> 2");
    }

    @Test
    void aFileThatIsNotValidIsAFinding() throws IOException {
        String broken = file("broken.yaml", "apiVersion: [selfscale.io/v1\nkind: }");
        String misspelt = file("misspelt.yaml", SAFE.replace("replicas", "replicsa"));
        CommandLineRun run = CommandLineRun.of("lint", broken, misspelt);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines()).allMatch(line -> LINE.matcher(line).matches());
        assertThat(run.out()).contains(broken + ":", misspelt + ":4:1 error UNKNOWN_KEY");
        assertThat(run.err()).startsWith("2 files: ");
    }

    @Test
    void severalFilesKeepTheirOrderAndFindingsTheirLines() throws IOException {
        String first = file("b.yaml", TRIPLING);
        String second = file("a.yaml", SAFE);
        List<String> lines =
                CommandLineRun.of("lint", first, second).out().lines().toList();
        assertThat(lines.get(0)).startsWith(first);
        assertThat(lines.get(lines.size() - 1)).startsWith(second);
        List<Integer> places = lines.stream()
                .filter(line -> line.startsWith(first))
                .map(line -> Integer.valueOf(line.substring(first.length() + 1, line.indexOf(':', first.length() + 1))))
                .toList();
        assertThat(places).isSorted();
    }

    @Test
    void machinesGetAList() throws IOException {
        String name = file("triple.yaml", TRIPLING);
        CommandLineRun run = CommandLineRun.of("lint", "--json", name);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        JsonNode list = new JsonMapper().readTree(run.out());
        assertThat(list.isArray()).isTrue();
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode item : list) {
            assertThat(item.propertyNames())
                    .containsExactly("file", "line", "column", "path", "severity", "code", "message", "remedy");
            if (item.get("code").asString().equals("BAND_STEP_OUT")) {
                found.add(item);
            }
        }
        assertThat(found).hasSize(1);
        JsonNode finding = found.get(0);
        assertThat(finding.get("file").asString()).isEqualTo(name);
        assertThat(finding.get("line").asInt()).isEqualTo(10);
        assertThat(finding.get("path").asString()).isEqualTo("policies[0].threshold.out.add");
        assertThat(finding.get("severity").asString()).isEqualTo("error");
        assertThat(finding.get("remedy").asString()).contains("add at most 1");
    }

    @Test
    void theExamplesOfThisProjectHaveNoErrors() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("lint"));
        try (Stream<Path> examples = Files.walk(Path.of("..", "..", "examples"), 2)) {
            // Service files say what a replica is like, which is no policy.
            examples.filter(file -> !file.startsWith(Path.of("..", "..", "examples", "services")))
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .forEach(arguments::add);
        }
        assertThat(arguments).hasSizeGreaterThan(5);
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("MODEL_CHECKED").doesNotContain("MODEL_CHECK_INCOMPLETE");
    }

    @Test
    void remediesAreIndented() throws IOException {
        assertThat(CommandLineRun.of("lint", "--remedies", file("triple.yaml", TRIPLING))
                        .out())
                .contains("\n    add at most 1 at 1 replica");
    }

    @Test
    void aReactionThatTakesTooLongIsAWarning() throws IOException {
        String name = file("safe.yaml", SAFE);
        assertThat(CommandLineRun.of("lint", "--tolerate", "4m", name).out()).contains("warning REACTION_BUDGET");
        assertThat(CommandLineRun.of("lint", "--tolerate", "1h30m", name).out()).contains("hint REACTION_BUDGET");
        assertUnusable("lint", "--tolerate", "soon", name);
        assertUnusable("lint", "--tolerate", "0s", name);
    }

    @Test
    void callsThatCannotBeUsedSayWhy() throws IOException {
        assertUnusable("lint");
        assertUnusable("lint", "--json");
        assertUnusable("lint", folder.resolve("missing.yaml").toString());
        assertUnusable("lint", folder.toString());
        assertUnusable("lint", "");
        assertThat(CommandLineRun.of("lint", "").err()).startsWith("selfscale: '' cannot be the name of a file");
        assertUnusable("lint", "--jsonn", file("safe.yaml", SAFE));
        assertUnusable(
                "lint", file("safe.yaml", SAFE), folder.resolve("missing.yaml").toString());
    }

    private static void assertUnusable(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("selfscale: ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void helpTellsTheContract() {
        assertThat(CommandLineRun.of("lint", "--help").out())
                .contains("--json", "--remedies", "--tolerate", "FILE:LINE:COL severity CODE message", "docs/lint.md")
                .contains("Exit codes", "Examples");
    }
}
