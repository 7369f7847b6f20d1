package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class BacktestCommandTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String POLICY = """
            apiVersion: selfscale.io/v1
            kind: ScalingPolicy
            target: captions
            replicas: {min: 1, max: 3}
            policies:
              - tracking:
                  signal: requests_in_flight
                  kind: total
                  target: 4
            """;

    private Path folder;
    private String trace;
    private String policy;

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        this.folder = folder;
        // An hour: calm, four times that for a quarter of an hour, calm.
        StringBuilder rows = new StringBuilder("t_s,requests\n");
        for (int minute = 0; minute < 60; minute++) {
            rows.append(minute * 60)
                    .append(',')
                    .append(minute >= 20 && minute < 35 ? 240 : 60)
                    .append('\n');
        }
        trace = file("burst_60s.csv", rows.toString());
        policy = file("mine.yaml", POLICY);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static CommandLineRun backtest(String... arguments) {
        return CommandLineRun.of(
                Stream.concat(Stream.of("backtest"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static List<JsonNode> read(String file) throws IOException {
        List<JsonNode> list = new ArrayList<>();
        JsonNode tree = MAPPER.readTree(Files.readString(Path.of(file)));
        assertThat(tree.isArray()).isTrue();
        tree.forEach(list::add);
        return list;
    }

    private static void assertRefused(CommandLineRun run, String... parts) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("selfscale: ").contains(parts);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void comparesPoliciesSideBySide() {
        CommandLineRun run = backtest("--policy", policy, "hpa-0.4", "--policy", "static-peak", "--trace", trace);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "world     standard", "service   vlm8b: 8 slots", "replicas  1 to 60", "SLO       wait<=2s:99%")
                .contains(trace + ": 1 h, ", "work for 4.")
                .containsPattern(" +mine +hpa-0\\.4 +static-peak\n")
                .containsPattern("\nSLO attained +\\d")
                .containsPattern("\ncost +\\d")
                .containsPattern("\n  of static-peak.* 100 %\n")
                .containsPattern("\nstatic-peak: \\d+ replicas\n")
                .contains("share of ALL requests with wait<=2s")
                .doesNotContain("\u001b");
    }

    @Test
    void writesWhatTheContractSays() throws IOException {
        String json = folder.resolve("out.json").toString();
        CommandLineRun run = backtest(
                "--policy",
                policy,
                "hpa-default",
                "--trace",
                trace,
                "--world",
                "standard",
                "--offered-load",
                "2",
                "--max",
                "12",
                "--price",
                "2.0/h",
                "--seed",
                "5",
                "--json",
                json);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Written: ");
        List<JsonNode> results = read(json);
        assertThat(results).hasSize(2);
        JsonNode first = results.get(0);
        assertThat(names(first))
                .startsWith(
                        "policy",
                        "trace",
                        "cost",
                        "replica_hours",
                        "static_peak_replica_hours",
                        "slo_attainment",
                        "wait_seconds",
                        "rejected_share",
                        "degraded_share",
                        "under_provisioning_pct",
                        "over_provisioning_pct",
                        "under_timeshare_pct",
                        "over_timeshare_pct",
                        "reversals_per_hour",
                        "actions",
                        "wall_seconds")
                .contains(
                        "cost_per_1000_good",
                        "unserved_share",
                        "actions_per_day",
                        "reversals_per_day",
                        "time_to_ready_seconds",
                        "wasted_replica_minutes",
                        "slo",
                        "setting");
        assertThat(names(first.get("wait_seconds"))).containsExactly("p50", "p95", "p99");
        assertThat(first.get("policy").asString()).isEqualTo(policy);
        assertThat(results.get(1).get("policy").asString()).isEqualTo("hpa-default");
        assertThat(first.get("trace").asString()).isEqualTo(trace);
        assertThat(first.get("cost").asDouble())
                .isCloseTo(2 * first.get("replica_hours").asDouble(), within(1e-9));
        assertThat(first.get("slo_attainment").asDouble()).isBetween(0.0, 1.0);
        assertThat(first.get("static_peak_replica_hours").asDouble()).isBetween(3.0, 12.0);
        assertThat(first.get("wall_seconds").isNumber()).isTrue();
        assertThat(first.get("slo").asString()).isEqualTo("wait<=2s:99%");
        JsonNode setting = first.get("setting");
        assertThat(setting.get("max").asInt()).isEqualTo(12);
        assertThat(setting.get("world").asString()).isEqualTo("standard");
        assertThat(setting.get("offered_load").asDouble()).isBetween(1.8, 2.2);
        assertThat(setting.get("seed").asInt()).isEqualTo(5);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.properties().forEach(property -> names.add(property.getKey()));
        return names;
    }

    @Test
    void writesAReportThatStandsAlone() throws IOException {
        Path report = folder.resolve("report.html");

        CommandLineRun run = backtest("--policy", policy, "hpa-0.4", "--trace", trace, "--html", report.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(report))
                .startsWith("<!DOCTYPE html>")
                .contains("burst_60s", "hpa-0.4", "mine.yaml", "wait&lt;=2s:99%");
        assertThat(run.out()).containsPattern("Written: " + report + " \\(\\d+ kB\\)\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
        Path other = Files.createDirectory(folder.resolve("other"));
        Path same = Files.copy(Path.of(trace), other.resolve("burst_60s.csv"));
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", trace, same.toString(), "--html", report.toString()),
                "two files are called burst_60s");
        assertRefused(backtest("--policy", "hpa-0.4", "--trace", trace, trace), "may be given once only");
    }

    @Test
    void boundsTakeThePlaceOfThoseOfThePolicy() throws IOException {
        // The policy's own maximum of 3 could not carry an offered load of 4.2 replicas.
        String json = folder.resolve("bounds.json").toString();
        assertThat(backtest("--policy", policy, "--trace", trace, "--without-static-peak", "--json", json)
                        .exitCode())
                .isZero();

        JsonNode result = read(json).get(0);
        assertThat(result.get("replica_hours").asDouble()).isGreaterThan(4.2);
        assertThat(result.get("slo_attainment").asDouble()).isGreaterThan(0.9);
        assertThat(result.get("static_peak_replica_hours").isNull()).isTrue();
    }

    @Test
    void theSameOptionsGiveTheSameFiguresHoweverManyRunAtATime() throws IOException {
        String one = folder.resolve("one.json").toString();
        String many = folder.resolve("many.json").toString();
        String service = file("rich.yaml", """
                apiVersion: selfscale.io/v1
                kind: ServiceModel
                name: rich
                slots: 4
                decode: {perToken: 10ms, perTokenAndRequest: 1ms}
                startup: {p50: 40s, p95: 90s}
                pricePerHour: 1
                faults: {neverReady: 5%, crashesPerHour: 0.5}
                frontDoor: {queue: 50, patience: 10s, cacheHitShare: 10%}
                """);
        String[] common = {"--policy", policy, "hpa-0.4", "kpa-default", "--trace", trace, "--service", service};

        assertThat(backtest(with(common, "--jobs", "1", "--json", one)).exitCode())
                .isZero();
        assertThat(backtest(with(common, "--jobs", "4", "--json", many)).exitCode())
                .isZero();

        assertThat(withoutTimes(one)).isEqualTo(withoutTimes(many));
        JsonNode first = read(one).get(0);
        assertThat(first.get("setting").get("world").asString()).isEqualTo("own");
        assertThat(first.get("setting").get("service").asString()).isEqualTo("rich");
    }

    private static String[] with(String[] common, String... more) {
        return Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new);
    }

    private static String withoutTimes(String file) throws IOException {
        return Files.readString(Path.of(file)).replaceAll("\"wall_seconds\" : [^,]+,", "");
    }

    @Test
    void manifestsArePolicies() throws IOException {
        String hpa = file("hpa.yaml", """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: captions}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: captions}
                  minReplicas: 1
                  maxReplicas: 10
                  metrics:
                    - type: Resource
                      resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}
                """);
        String keda = file("keda.yaml", """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: captions}
                spec:
                  scaleTargetRef: {name: captions}
                  minReplicaCount: 1
                  maxReplicaCount: 10
                  triggers:
                    - type: prometheus
                      name: work
                      metadata: {serverAddress: "http://prometheus:9090", query: sum(in_flight), threshold: "4"}
                """);
        String[] common = {"--policy", hpa, keda, "--trace", trace, "--without-static-peak"};

        assertRefused(
                backtest(common),
                keda + ": nothing in a simulated world is called work; say what it is with --signal work=MEASURE",
                "one of requests_in_flight, requests_waiting, requests_running, arrivals");
        CommandLineRun run = backtest(with(common, "--signal", "work=requests_in_flight"));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern(" +hpa +keda\n");
    }

    @Test
    void aSignalOfAnotherKindIsRefused() throws IOException {
        String other = file("other.yaml", POLICY.replace("requests_in_flight", "load"));

        assertRefused(
                backtest("--policy", other, "--trace", trace, "--signal", "load=utilization"),
                "load is a signal of kind total, and utilization (share of the slots that is taken) cannot be one");
        assertRefused(
                backtest("--policy", other, "--trace", trace, "--signal", "load"),
                "--signal must be NAME=MEASURE, with a measure of requests_in_flight, ");
    }

    @Test
    void aPolicyWithErrorsIsRefusedWithWhatLintSays() throws IOException {
        String broken = file("broken.yaml", POLICY.replace("target: 4", "target: -4"));

        CommandLineRun run = backtest("--policy", "hpa-0.4", broken, "--trace", trace);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        CommandLineRun.of("lint", broken).out().strip()),
                        line -> assertThat(line)
                                .isEqualTo("selfscale: " + broken + " is not tried: lint finds 1 error"));
    }

    @Test
    void aFileWithSeveralPoliciesIsRefused() throws IOException {
        String two = file("two.yaml", POLICY + "---\n" + POLICY.replace("captions", "thumbnails"));

        CommandLineRun run = backtest("--policy", two, "--trace", trace);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("must be a file with one policy", "has 2, for captions, thumbnails");
    }

    @Test
    void whatNoPolicyCouldServeIsRefusedWithTheNumbers() {
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", trace, "--max", "4"),
                "cannot be served within the SLO by any policy: it keeps 4.20 replicas of vlm8b busy on average",
                "there may be 4 (--max)");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", trace, "--offered-load", "recorded", "--max", "1"),
                "it keeps 1.5");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", trace, "--slo", "latency<=5s:99%"),
                "vlm8b cannot meet latency<=5s:99%: even alone on a replica, 100.00 % of the requests of ",
                "take longer than 5s (the mean one takes 6.11 s)");
    }

    @Test
    void aLatencyMayBePromisedInPlaceOfAWait() throws IOException {
        String json = folder.resolve("latency.json").toString();

        CommandLineRun run = backtest(
                "--policy", "hpa-0.4", "hpa-default", "--trace", trace, "--slo", "latency<=7s:95%", "--json", json);

        assertThat(run.exitCode()).isZero();
        List<JsonNode> results = read(json);
        double quick = results.get(0).get("slo_attainment").asDouble();
        double slow = results.get(1).get("slo_attainment").asDouble();
        assertThat(quick).isGreaterThan(slow).isLessThan(1);
        assertThat(results.get(0).get("static_peak_replica_hours").isNull()).isTrue();
    }

    @Test
    void theLoadOfPrometheusIsAsRecorded() throws IOException {
        StringBuilder values = new StringBuilder();
        for (int minute = 0; minute <= 60; minute++) {
            values.append(minute == 0 ? "" : ",")
                    .append("[")
                    .append(1_700_000_000 + minute * 60)
                    .append(",\"2.0\"]");
        }
        String range = file(
                "range.json",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":["
                        + values + "]}]}}");
        String json = folder.resolve("range-out.json").toString();

        CommandLineRun run =
                backtest("--policy", "hpa-0.4", "--prometheus-range", range, "--without-static-peak", "--json", json);

        assertThat(run.err()).isEmpty();
        JsonNode result = read(json).get(0);
        assertThat(result.get("trace").asString()).isEqualTo(range);
        assertThat(result.get("setting").get("requests_per_second").asDouble()).isBetween(1.9, 2.1);
        assertRefused(
                backtest("--policy", "hpa-0.4", "--prometheus-range", range, "--prometheus-meaning", "gauge"),
                "--prometheus-meaning must be rate, count, counter, but was 'gauge'");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", trace, "--prometheus-gaps", "zero"),
                "need --prometheus-range");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--prometheus-range", trace), "burst_60s.csv:1: expected", "curl");
    }

    @Test
    void tellsWhatWouldHaveHappened() throws IOException {
        String journal =
                JournalFixture.writeWithLoad(folder.resolve("live.jsonl")).toString();
        String json = folder.resolve("journal-out.json").toString();

        CommandLineRun run = backtest("--policy", policy, "--journal", journal, "--slots", "2", "--json", json);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("world     that of the journal", "replicas  1 to 6")
                .containsPattern(" +recorded +mine\n")
                .containsPattern("\nthe live run: \\d+\\.\\d\\d replica-hours, 3 changes of the count, ")
                .contains("\n" + policy + " against the recorded policy: cost ");
        List<JsonNode> results = read(json);
        assertThat(results).extracting(each -> each.get("policy").asString()).containsExactly("recorded", policy);
        assertThat(results.get(1).get("recorded").get("actions").asInt()).isEqualTo(3);
        assertThat(results.get(1).get("setting").get("world").asString()).isEqualTo("journal");
        assertThat(results.get(1).get("setting").get("slots").asInt()).isEqualTo(2);
        assertThat(results.get(1).get("setting").get("tick_seconds").asInt()).isEqualTo(5);
    }

    @Test
    void aJournalWithoutArrivalsSaysWhatToRecord() throws IOException {
        String journal = JournalFixture.write(folder.resolve("poor.jsonl")).toString();

        assertRefused(
                backtest("--policy", "hpa-0.4", "--journal", journal),
                "the journal must tell how many requests arrive",
                "record a signal");
        assertRefused(backtest("--policy", "hpa-0.4", "--journal", trace), "is not a journal");
        assertRefused(backtest("--policy", "hpa-0.4", "--trace", trace, "--slots", "2"), "--slots is for --journal");
    }

    @Test
    void badInputIsOneLine() throws IOException {
        assertRefused(backtest("--trace", trace), "a policy is missing", "(see selfscale backtest --help)");
        assertRefused(backtest("--policy", "hpa-0.4"), "a load is missing");
        assertRefused(backtest("--policy", "hpa-0.4", "--trace", "nowhere.csv"), "there is no file nowhere.csv");
        assertRefused(
                backtest("--policy", "hpa-x", "--trace", trace), "there is no file hpa-x; built in are static-peak");
        assertRefused(backtest("--policy", "hpa-0.4", "hpa-0.4", "--trace", trace), "may be given once only");
        assertRefused(backtest("--policy", "hpa-0.4", "--trace", folder.toString()), "is a folder");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", file("bad.csv", "t_s,requests\n0,5\n60,-1\n")),
                "bad.csv:3: ");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", file("time.csv", "t_s,requests\n60,5\n0,5\n")),
                "time.csv:3: ");
        assertRefused(backtest("--policy", "hpa-0.4", "--trace", file("empty.csv", "")), "empty.csv:1: ");
        assertRefused(backtest("--policy", "hpa-0.4", "--trace", trace, "--from", "5h"), "a window must start before");
        assertRefused(backtest("--policy", "hpa-0.4", "--trace", trace, "--jobs", "0"), "--jobs must be");
        assertRefused(
                backtest(
                        "--policy",
                        "hpa-0.4",
                        "--trace",
                        trace,
                        "--json",
                        folder.resolve("no/out.json").toString()),
                "--json: there is no folder");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", trace, "--service", "nothing.yaml"), "built in are vlm8b");
        assertRefused(
                backtest("--policy", "hpa-0.4", "--trace", trace, "--offered-load", "99999"), "--offered-load must be");
    }

    @Test
    void aBrokenServiceFileIsShownWithAllItsErrors() throws IOException {
        String service = file("service.yaml", """
                apiVersion: selfscale.io/v1
                kind: ServiceModel
                name: captions
                slots: 0
                decode: {perToken: 40}
                startup: 60s
                """);

        CommandLineRun run = backtest("--policy", "hpa-0.4", "--trace", trace, "--service", service);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(service + ":4:8 error INVALID_VALUE slots must be"),
                        line -> assertThat(line)
                                .startsWith(service + ":5:20 error INVALID_VALUE decode.perToken must be"),
                        line -> assertThat(line)
                                .isEqualTo("selfscale: " + service + " cannot be used as a service: 2 errors"));
    }

    @Test
    void theHelpTellsWhatItTakes() {
        CommandLineRun run = backtest("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("--policy", "--trace", "--service", "--world", "--offered-load", "--from", "--hours", "--min")
                .contains("--max", "--tick", "--lag", "--startup", "--slo", "--price", "--seed", "--json", "--jobs")
                .contains("--html", "--signal", "--prometheus-range", "--prometheus-meaning", "--journal")
                .contains("wait<=2s:99%", "clairvoyant", "Examples", "Exit codes");
    }
}
