package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The recommended policy, as it is shipped, in the standard world: against loads made up here in every build, and against
 * recorded ones where {@code -Dselfscale.traces=FOLDER} gives their folder. {@code -Dselfscale.report=FILE} writes a table;
 * with {@code -Dselfscale.backtest='--seed 2 --startup 180s'} it is that of another setting, for which nothing is claimed.
 */
class RecommendedPolicyTest {

    private static final Path ROOT = Path.of(System.getProperty("selfscale.root", "."));

    private static final String POLICY =
            ROOT.resolve("examples/vlm-serving.yaml").normalize().toString();

    /** Made-up loads, in relative requests of each interval of five minutes. */
    enum Load {
        /** A day and a night. */
        DIURNAL(interval -> 1 + 0.7 * Math.sin(interval * 2 * Math.PI / 288)),
        /** The same amount at all times. */
        STEADY(interval -> 1),
        /** Twice as much for an hour out of each three. */
        WAVES(interval -> interval % 36 < 12 ? 2 : 1),
        /** Another level every five minutes, between none and twice the mean. */
        RESTLESS(interval -> new Random(interval * 31L).nextDouble(0.1, 2));

        private final IntToDoubleFunction rate;

        Load(IntToDoubleFunction rate) {
            this.rate = rate;
        }

        private String csv() {
            StringBuilder rows = new StringBuilder("t_s,requests\n");
            for (int interval = 0; interval < 288; interval++) {
                rows.append(interval * 300)
                        .append(',')
                        .append(Math.round(1500 * rate.applyAsDouble(interval)))
                        .append('\n');
            }
            return rows.toString();
        }
    }

    private static final String OTHER_SETTING = System.getProperty("selfscale.backtest", "");

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
    @EnumSource
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
        Path traces = ROOT.resolve(System.getProperty("selfscale.traces", "")).normalize();
        List<Recorded> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(traces)) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches("(rate|req)_.*\\.csv\\.gz"))
                    .sorted()
                    .toList()) {
                List<String> policies = Stream.concat(Stream.of(POLICY), Recorded.OTHERS.stream())
                        .toList();
                List<JsonNode> figures = backtest(policies, List.of(file.toString()), folder);
                String name = file.getFileName().toString().replace(".csv.gz", "");
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
