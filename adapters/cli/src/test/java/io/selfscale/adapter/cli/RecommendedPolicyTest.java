package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The recommended policy, as it is shipped, in the standard world: against loads made up here in every build, and against
 * recorded ones where {@code -Dselfscale.traces=FOLDER} gives their folder. {@code -Dselfscale.report=FILE} writes a table;
 * with {@code -Dselfscale.backtest='--seed 2 --startup 180s'} it is that of another setting, for which nothing is claimed.
 */
class RecommendedPolicyTest {

    private static final Path ROOT = Path.of(property("selfscale.root"));

    private static final String POLICY =
            ROOT.resolve("examples/vlm-serving.yaml").normalize().toString();

    private static final String OTHER_SETTING = property("selfscale.backtest");

    private static String property(String name) {
        return Objects.requireNonNullElse(System.getProperty(name), "");
    }

    /**
     * A made-up load of twelve hours.
     *
     * @param name what it is like
     * @param rate relative requests in an interval of five minutes
     */
    record Load(String name, IntToDoubleFunction rate) {

        private String csv() {
            StringBuilder rows = new StringBuilder("t_s,requests\n");
            for (int interval = 0; interval < 144; interval++) {
                rows.append(interval * 300)
                        .append(',')
                        .append(Math.round(1500 * rate.applyAsDouble(interval)))
                        .append('\n');
            }
            return rows.toString();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Load> loads() {
        return List.of(
                new Load("up and down", interval -> 1 + 0.7 * Math.sin(interval * 2 * Math.PI / 144)),
                new Load("the same at all times", interval -> 1),
                new Load("twice as much for an hour out of each three", interval -> interval % 36 < 12 ? 2 : 1),
                new Load(
                        "another level every five minutes", interval -> new Random(interval * 31L).nextDouble(0.1, 2)));
    }

    private static List<JsonNode> backtest(List<String> policies, List<String> traces, Path folder) throws IOException {
        Path json = folder.resolve("figures.json");
        List<String> arguments = new ArrayList<>(List.of("backtest", "--world", "standard"));
        arguments.addAll(Stream.of(OTHER_SETTING.split(" "))
                .filter(word -> !word.isEmpty())
                .toList());
        arguments.add("--policy");
        arguments.addAll(policies);
        arguments.add("--trace");
        arguments.addAll(traces);
        arguments.addAll(List.of("--json", json.toString()));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<JsonNode> figures = new ArrayList<>();
        JsonMapper.builder().build().readTree(json).forEach(figures::add);
        return figures;
    }

    @ParameterizedTest
    @MethodSource("loads")
    void keepsTheObjectiveForMuchLessThanAnAutoscalerWithAFixedTarget(Load load, @TempDir Path folder)
            throws IOException {
        String trace = Files.writeString(folder.resolve("load.csv"), load.csv()).toString();
        List<JsonNode> figures = backtest(List.of(POLICY, "hpa-0.4"), List.of(trace), folder);
        JsonNode ours = figures.get(0);
        JsonNode fixed = figures.get(1);
        assertThat(ours.get("slo_attainment").asDouble()).isGreaterThanOrEqualTo(0.985);
        assertThat(ours.get("cost").asDouble() / fixed.get("cost").asDouble()).isLessThan(0.8);
        assertThat(ours.get("actions").asInt()).isPositive();
    }

    @Test
    void shorterAnswersServeBurstsThatAreOverBeforeAReplicaHasStarted(@TempDir Path folder) throws IOException {
        // A request each second, and each three minutes 40 within a second, of 2,048 tokens in and 60 out.
        StringBuilder rows = new StringBuilder("arrival_s,input_tokens,output_tokens\n");
        for (int second = 0; second < 3600; second++) {
            int requests = second % 180 == 90 ? 40 : 1;
            for (int i = 0; i < requests; i++) {
                rows.append(String.format(Locale.ROOT, "%.3f,2048,60%n", second + (double) i / requests));
            }
        }
        String trace = Files.writeString(folder.resolve("bursts.csv"), rows).toString();
        String brownout =
                ROOT.resolve("examples/vlm-serving-brownout.yaml").normalize().toString();
        Path json = folder.resolve("figures.json");
        CommandLineRun run = CommandLineRun.of(
                "backtest",
                "--policy",
                POLICY,
                brownout,
                "--trace",
                trace,
                "--service",
                ROOT.resolve("examples/services/qwen3-vl-8b-a10.yaml").toString(),
                "--tick",
                "5s",
                "--lag",
                "5s",
                "--offered-load",
                "2",
                "--without-static-peak",
                "--json",
                json.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode figures = JsonMapper.builder().build().readTree(json);
        JsonNode without = figures.get(0);
        JsonNode with = figures.get(1);
        assertThat(with.get("slo_attainment").asDouble())
                .isGreaterThan(without.get("slo_attainment").asDouble())
                .isGreaterThan(0.985);
        assertThat(with.get("degraded_share").asDouble()).isBetween(0.001, 0.5);
        assertThat(without.get("degraded_share").asDouble()).isZero();
    }

    /** Figures of one recorded load. */
    private record Recorded(String trace, JsonNode ours, List<JsonNode> others) {

        private static final List<String> OTHERS = List.of("hpa-0.4", "hpa-expert", "static-peak", "clairvoyant");

        /** Nobody serves 99 % of these: bursts shorter than a start, and more than 60 replicas. */
        private static final List<String> INFEASIBLE =
                List.of("req_azure2023_code", "rate_azurefunctions2019_tenants_a_60s");

        /** Peaks of five minutes of four times the mean and more, by the table of the standard world. */
        private static final List<String> PEAKED = List.of(
                "rate_servegen_tenants_week1_600s",
                "rate_worldcup98_jun30_jul01_60s",
                "rate_burstgpt_tokens_day0_3_60s",
                "rate_nab_elb_requests_300s");

        double times(String other) {
            return ours.get("cost").asDouble()
                    / others.get(OTHERS.indexOf(other)).get("cost").asDouble();
        }

        double attainment() {
            return 100 * ours.get("slo_attainment").asDouble();
        }

        double reversalsPerDay() {
            return 24 * ours.get("reversals_per_hour").asDouble();
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| `%s` | %.1f | %.2f %% | %.3f | %.3f | %.3f | %.3f | %.1f |",
                    trace,
                    ours.get("replica_hours").asDouble(),
                    attainment(),
                    times("hpa-0.4"),
                    times("hpa-expert"),
                    times("static-peak"),
                    times("clairvoyant"),
                    reversalsPerDay());
        }
    }

    private static double geometricMean(List<Recorded> loads, ToDoubleFunction<Recorded> figure) {
        return Math.exp(loads.stream()
                .mapToDouble(load -> Math.log(figure.applyAsDouble(load)))
                .average()
                .orElseThrow());
    }

    @Test
    @EnabledIfSystemProperty(named = "selfscale.traces", matches = ".+")
    void keepsTheObjectiveOnRecordedLoads(@TempDir Path folder) throws IOException {
        Path traces = ROOT.resolve(property("selfscale.traces")).normalize();
        List<Recorded> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(traces)) {
            for (Path file : files.filter(
                            file -> String.valueOf(file.getFileName()).matches("(rate|req)_.*\\.csv\\.gz"))
                    .sorted()
                    .toList()) {
                List<String> policies = Stream.concat(Stream.of(POLICY), Recorded.OTHERS.stream())
                        .toList();
                List<JsonNode> figures = backtest(policies, List.of(file.toString()), folder);
                String name = String.valueOf(file.getFileName()).replace(".csv.gz", "");
                all.add(new Recorded(name, figures.get(0), figures.subList(1, figures.size())));
            }
        }
        List<Recorded> feasible = all.stream()
                .filter(load -> !Recorded.INFEASIBLE.contains(load.trace()))
                .toList();
        List<Recorded> peaked = all.stream()
                .filter(load -> Recorded.PEAKED.contains(load.trace()))
                .toList();
        String summary = String.format(
                Locale.ROOT,
                "| geometric mean of the %d feasible | | %d with 99 %%, least %.2f %% | %.3f | %.3f | %.3f where peaked |"
                        + " %.3f | %.1f |",
                feasible.size(),
                feasible.stream().filter(load -> load.attainment() >= 99).count(),
                feasible.stream().mapToDouble(Recorded::attainment).min().orElseThrow(),
                geometricMean(feasible, load -> load.times("hpa-0.4")),
                geometricMean(feasible, load -> load.times("hpa-expert")),
                geometricMean(peaked, load -> load.times("static-peak")),
                geometricMean(feasible, load -> load.times("clairvoyant")),
                feasible.stream()
                        .mapToDouble(Recorded::reversalsPerDay)
                        .average()
                        .orElseThrow());
        String report = System.getProperty("selfscale.report");
        if (report != null) {
            Files.write(
                    Path.of(report),
                    Stream.concat(all.stream().map(Recorded::line), Stream.of(summary))
                            .toList());
        }
        assertThat(all).hasSize(15);
        if (!OTHER_SETTING.isEmpty()) {
            return;
        }
        assertThat(feasible).allMatch(load -> load.attainment() >= 98.5);
        assertThat(feasible.stream().filter(load -> load.attainment() >= 99).count())
                .isGreaterThanOrEqualTo(12);
        assertThat(geometricMean(feasible, load -> load.times("hpa-0.4"))).isLessThanOrEqualTo(0.62);
        assertThat(geometricMean(feasible, load -> load.times("hpa-expert"))).isLessThanOrEqualTo(0.75);
        assertThat(geometricMean(feasible, load -> load.times("clairvoyant"))).isLessThanOrEqualTo(1.5);
    }
}
