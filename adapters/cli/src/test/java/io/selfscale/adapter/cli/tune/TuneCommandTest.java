package io.selfscale.adapter.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.yaml.PolicyFile;
import io.selfscale.adapter.yaml.PolicyReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class TuneCommandTest {

    private Path folder;
    private String trace;
    private String other;
    private String policy;

    private record Run(int exitCode, String out, String err) {}

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        this.folder = folder;
        trace = file("waves_60s.csv", SampleLoads.waves(30));
        other = file("other_60s.csv", SampleLoads.waves(45));
        policy = file("mine.yaml", SampleLoads.POLICY);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static Run tune(BooleanSupplier stop, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new TuneCommand(stop))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    command.getErr().print(problem.getMessage());
                    return 2;
                })
                .setParameterExceptionHandler((problem, given) -> {
                    problem.getCommandLine().getErr().print(problem.getMessage());
                    return 2;
                })
                .execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }

    private static Run tune(String... arguments) {
        return tune(() -> false, arguments);
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(file));
    }

    @Test
    void recommendsACheaperPolicyAndScoresItOnWhatItWasNotTunedOn() throws IOException {
        Path yaml = folder.resolve("better.yaml");
        Path json = folder.resolve("better.json");
        Run run = tune(
                "--policy",
                policy,
                "--trace",
                trace,
                "--candidates",
                "80",
                "--time",
                "10m",
                "--compare",
                "hpa",
                "--out",
                yaml.toString(),
                "--json",
                json.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("given: [0-9.]+/h with [0-9.]+% in time; trying 80 candidates  .*"));
        assertThat(run.out())
                .contains(
                        "objective cheapest with 99% of requests waiting under 2s",
                        "0h-0.75h tuned on, 0.75h-1.5h held back",
                        "nothing that was tried is both cheaper and better than these",
                        "What one change alone does",
                        "held back: cost/h",
                        "hpa tuned",
                        "costs ",
                        "Written: ")
                .containsPattern("recommended +\\d+\\.\\d\\d +\\d+\\.\\d\\d% ")
                .containsPattern("policies\\[0]\\.tracking\\.target +3 +\\d")
                .doesNotContain("\u001b");
        JsonNode result = json(json);
        double before = result.at("/given/tuned_on/cost_per_hour").asDouble();
        double now = result.at("/recommended/tuned_on/cost_per_hour").asDouble();
        assertThat(now).isBetween(1.0, 0.95 * before);
        // Of the allowed misses a fifth is kept in hand.
        assertThat(result.at("/recommended/tuned_on/slo_attainment").asDouble()).isGreaterThanOrEqualTo(0.992);
        assertThat(result.at("/recommended/held_back/slo_attainment").asDouble())
                .isBetween(0.9, 1.0);
        assertThat(result.at("/compared/policy").asString()).isEqualTo("hpa");
        assertThat(result.at("/compared/parameters").size()).isEqualTo(2);
        assertThat(result.at("/held_back_cost_ratio").asDouble()).isBetween(0.5, 2.0);
        assertThat(result.at("/candidates").asInt()).isGreaterThanOrEqualTo(80);
        assertThat(result.at("/front").size()).isGreaterThanOrEqualTo(2);
        assertThat(result.at("/sensitivity").size()).isEqualTo(2);
        assertThat(result.at("/end").asString()).isEqualTo("done");
        assertThat(result.at("/parameters/0/path").asString()).isEqualTo("policies[0].tracking.target");

        String text = Files.readString(yaml);
        assertThat(text)
                .startsWith("# Tuned by selfscale tune on 20")
                .contains(
                        ": cheapest with 99% of requests waiting under 2s.\n",
                        "# Load: " + trace + ", 0h-0.75h tuned on, 0.75h-1.5h held back.\n",
                        "# Tuned on:  ",
                        "# Held back: ",
                        "#   policies[0].tracking.target: 3 -> ",
                        "\n# Half a batch each.\n",
                        "   # of 8 slots  # target was 3\n")
                .isEqualTo(result.at("/yaml").asString());
        PolicyFile read = PolicyReader.read("better.yaml", text);
        assertThat(read.isValid()).isTrue();
        assertThat(read.documents()).hasSize(1);
    }

    private String withoutTimes(String out) {
        return out.replaceAll("in \\d+\\.\\d s", "in a while");
    }

    @Test
    void findsTheSameWithOneThreadAndWithThree() {
        String[] call = {"--policy", policy, "--trace", trace, "--candidates", "24", "--time", "10m", "--seed", "5"};
        List<String> one = new ArrayList<>(List.of(call));
        one.addAll(List.of("--jobs", "1"));
        List<String> three = new ArrayList<>(List.of(call));
        three.addAll(List.of("--jobs", "3"));

        Run first = tune(one.toArray(new String[0]));
        assertThat(first.exitCode()).isZero();
        assertThat(withoutTimes(tune(three.toArray(new String[0])).out())).isEqualTo(withoutTimes(first.out()));
    }

    @Test
    void interruptedItTellsAndWritesTheBestSoFar() throws IOException {
        Path yaml = folder.resolve("interrupted.yaml");
        AtomicInteger asked = new AtomicInteger();
        Run run = tune(
                () -> asked.incrementAndGet() > 120,
                "--policy",
                policy,
                "--trace",
                trace,
                "--candidates",
                "5000",
                "--out",
                yaml.toString());

        assertThat(run.exitCode()).isEqualTo(130);
        assertThat(run.out())
                .contains("interrupted: the best so far is told", "Scores:", "Written: ")
                .doesNotContain("What one change alone does");
        assertThat(Files.readString(yaml)).contains("# The search was interrupted");
        assertThat(PolicyReader.read(yaml).isValid()).isTrue();
    }

    @Test
    void interruptedBeforeAnythingWasTriedItWritesNothing() {
        Path yaml = folder.resolve("nothing.yaml");
        Run run = tune(() -> true, "--policy", policy, "--trace", trace, "--out", yaml.toString());

        assertThat(run.exitCode()).isEqualTo(130);
        assertThat(yaml).doesNotExist();
    }

    @Test
    void timeEndsASearchEarly() {
        Run run = tune("--policy", policy, "--trace", trace, "--candidates", "5000", "--time", "1s");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("the time was over (--time)", "What one change alone does");
    }

    @Test
    void theAutoscalerOfKubernetesIsTunedInTheSameWay() {
        Run run = tune("--policy", "hpa-0.4", "--trace", trace, "--candidates", "20", "--time", "10m");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("policies\\[0]\\.tracking\\.target +3\\.2 +\\d")
                .containsPattern("limits\\.stabilization\\.in +5m +\\S")
                .contains("The recommended policy (--out FILE writes it to a file)", "kind: ScalingPolicy");
    }

    @Test
    void withSeveralLoadsThePromiseHoldsOnEach() throws IOException {
        Path json = folder.resolve("both.json");
        Run run = tune(
                "--policy",
                policy,
                "--trace",
                trace,
                other,
                "--candidates",
                "16",
                "--time",
                "10m",
                "--leave-one-out",
                "--json",
                json.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "Tuned on all loads but one",
                        "all (mean cost, worst in time)",
                        "\n" + other + "\n  given ",
                        "\n" + trace + "\n  given ");
        JsonNode result = json(json);
        assertThat(result.at("/leave_one_out").size()).isEqualTo(2);
        JsonNode traces = result.at("/recommended/traces");
        assertThat(traces.size()).isEqualTo(2);
        assertThat(traces.at("/0/tuned_on/slo_attainment").asDouble()).isGreaterThanOrEqualTo(0.992);
        assertThat(traces.at("/1/tuned_on/slo_attainment").asDouble()).isGreaterThanOrEqualTo(0.992);
    }

    @Test
    void aCostCanBeGivenInstead() throws IOException {
        Path json = folder.resolve("cost.json");
        Run run = tune(
                "--policy",
                policy,
                "--trace",
                trace,
                "--candidates",
                "30",
                "--time",
                "10m",
                "--objective",
                "best attainment within 36 per hour",
                "--json",
                json.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("objective best attainment within 36 per hour (waits of at most 2s count)");
        assertThat(json(json).at("/recommended/tuned_on/cost_per_hour").asDouble())
                .isLessThanOrEqualTo(36);
    }

    @Test
    void showsWhatWouldBeVaried() {
        Run run = tune("--policy", policy, "--trace", "nowhere.csv", "--show-parameters", "--fix", "limits");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("policies\\[0]\\.tracking\\.target +3 +0\\.75 +12")
                .doesNotContain("limits.stabilization");
    }

    @Test
    void callsThatMakeNoSenseAreRefused() throws IOException {
        String broken = file("broken.yaml", SampleLoads.POLICY.replace("target: 3 ", "target: -3 "));
        String empty = file("plan.yaml", SampleLoads.POLICY.replaceAll("(?s)policies:.*", """
                        policies:
                          - schedule:
                              windows:
                                - name: night
                                  kind: floor
                                  replicas: 2
                                  when:
                                    weekly: {from: "20:00", to: "22:00", zone: UTC}
                        """));
        String brief = file("brief_60s.csv", "t_s,requests\n0,60\n60,60\n120,60\n");

        refused("a policy is missing", "--trace", trace);
        refused("a load is missing", "--policy", policy);
        refused("there is no file nothing.yaml", "--policy", "nothing.yaml", "--trace", trace);
        refused("lint finds 1 error", "--policy", broken, "--trace", trace);
        refused("no number that may be varied", "--policy", empty, "--trace", trace);
        refused("static-peak has no numbers to tune", "--policy", "static-peak", "--trace", trace);
        refused("both parts must have at least 10 minutes", "--policy", policy, "--trace", brief);
        refused(
                "leave --slo out",
                "--policy",
                policy,
                "--trace",
                trace,
                "--slo",
                "wait<=2s:99%",
                "--objective",
                "cheapest with 99% waiting under 2s");
        refused("--holdout must be a share from 5% to 95%", "--policy", policy, "--trace", trace, "--holdout", "0");
        refused("--leave-one-out needs more than one", "--policy", policy, "--trace", trace, "--leave-one-out");
        refused("--compare must be hpa", "--policy", policy, "--trace", trace, "--compare", "keda");
        refused("--price 0 leaves nothing", "--policy", policy, "--trace", trace, "--price", "0");
        refused("may be given once only", "--policy", policy, "--trace", trace, trace);
    }

    private static void refused(String message, String... arguments) {
        Run run = tune(arguments);
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
