package io.selfscale.adapter.yaml;

import static io.selfscale.adapter.yaml.Policies.MINIMAL;
import static io.selfscale.adapter.yaml.Policies.finding;
import static io.selfscale.adapter.yaml.Policies.places;
import static io.selfscale.adapter.yaml.Policies.spec;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.adapter.yaml.finding.Severity;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

    @Test
    void readsTheMinimalForm() {
        ScalingSpec spec = spec(MINIMAL);

        assertThat(spec.target()).isEqualTo(new ScalingTarget("photo-service", 2, 10));
        assertThat(spec.policies())
                .containsExactly(ThresholdBand.on(Signal.ratio("gpu_utilization"))
                        .outAbove(0.70, ofMinutes(5))
                        .adding(new StepSize.Fixed(2))
                        .inBelow(0.30, ofMinutes(30))
                        .removing(new StepSize.Percent(10)));
    }

    @Test
    void readsAStatisticInAnyCaseAndASignalThatIsDescribedOnce() {
        String text =
                MINIMAL.replace("statistic: sustained", "statistic: SUSTAINED").replace("      kind: ratio\n", "")
                        + "signals: [{name: gpu_utilization, kind: RATIO, maxAge: 90s, required: false}]\n";

        ScalingSpec spec = spec(text);

        assertThat(spec.signals()).hasSize(1);
        assertThat(spec.signals().get(0).maxAge()).isEqualTo(ofSeconds(90));
        assertThat(spec.signals().get(0).required()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ratio, 70%, 0.7",
        "ratio, 0.7, 0.7",
        "ratio, 12.5%, 0.125",
        "duration, 500ms, 0.5",
        "duration, 1.5s, 1.5",
        "duration, 2m, 120",
        "perReplica, 100, 100",
        "perReplica, 2.5/replica, 2.5",
        "per_replica, 1e3, 1000",
        "TOTAL, 40, 40",
    })
    void readsAQuantityAsTheKindOfItsSignalCallsFor(String kind, String written, double expected) {
        String text = MINIMAL.replace("kind: ratio", "kind: " + kind)
                .replace("above: 70%", "above: " + written)
                .replaceAll("(?m)^ *in: .*\n", "");

        ThresholdBand band = (ThresholdBand) spec(text).policies().get(0);

        assertThat(band.out())
                .isNotNull()
                .satisfies(rule -> assertThat(rule.threshold()).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "ratio, 70, a number above 1 without a percent sign is ambiguous",
        "duration, 500, it lacks a unit",
        "duration, 500mm, it is not a number with a unit",
        "total, 2/replica, a total is held against a threshold as a whole",
        "perReplica, '\"100\"', it stands in quotes",
        "perReplica, .inf, it is not a number",
        "perReplica, -1, it is negative",
        "perReplica, 1e999, it is too large",
    })
    void refusesAQuantityThatItsKindDoesNotAllow(String kind, String written, String why) {
        String text = MINIMAL.replace("kind: ratio", "kind: " + kind)
                .replace("above: 70%", "above: " + written)
                .replaceAll("(?m)^ *in: .*\n", "");

        Finding finding = finding(text);

        assertThat(finding.path()).isEqualTo("policies[0].threshold.out.above");
        assertThat(finding.message()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({"mean, mean", "sustained, sustained", "3 of 5, 3 of 5", "3of5, 3 of 5"})
    void readsEveryStatistic(String written, String label) {
        String text = MINIMAL.replace("statistic: sustained", "statistic: " + written);

        assertThat(((ThresholdBand) spec(text).policies().get(0)).statistic().label())
                .isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.95, 1.4610306481865898e-5, Double.MIN_VALUE})
    void aPercentileThatIsWrittenReadsBackHoweverSmallItIs(double share) {
        ThresholdBand band = (ThresholdBand)
                spec(MINIMAL.replace("sustained", "mean")).policies().get(0);
        ThresholdBand other = new ThresholdBand(
                band.name(),
                band.signal(),
                Statistic.percentile(share),
                band.out(),
                band.in(),
                band.period(),
                band.settings());
        ScalingSpec written = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 2))
                .signal(band.signal())
                .policy(other)
                .build();

        assertThat(((ThresholdBand) spec(PolicyWriter.write(written)).policies().get(0)).statistic())
                .isEqualTo(Statistic.percentile(share));
    }

    @Test
    void readsAPercentileAsTheNearestShare() {
        String text = MINIMAL.replace("statistic: sustained", "statistic: p95");

        assertThat(((ThresholdBand) spec(text).policies().get(0)).statistic()).isEqualTo(Statistic.percentile(0.95));
    }

    @Test
    void readsTracking() {
        ScalingSpec spec = spec("""
                apiVersion: selfscale.io/v1
                kind: ScalingPolicy
                target: photo-service
                replicas: {max: 10}
                policies:
                  - tracking: {signal: cpu, kind: ratio, target: 70%, tolerance: {in: 20%}}
                  - tracking: {signal: queue, kind: total, unit: requests, target: 2/replica, tolerance: 5%, every: 1s}
                  - tracking: {name: pods, signal: busy, kind: perReplica, target: 4, readiness: cpu}
                """);

        assertThat(spec.target().min()).isEqualTo(1);
        assertThat(spec.policies())
                .containsExactly(
                        TargetTracking.utilization(Signal.ratio("cpu"), 0.7).within(new Tolerance(0.2, 0.1)),
                        TargetTracking.averageValue(Signal.total("queue", "requests"), 2)
                                .within(new Tolerance(0.05, 0.05))
                                .every(ofSeconds(1)),
                        TargetTracking.podsAverage(Signal.perReplica("busy", "units"), 4)
                                .named("pods")
                                .with(TargetTracking.Readiness.CPU));
    }

    @Test
    void reportsEverythingAtOnceWithItsPlace() {
        String text = """
                apiVersion: selfscale.io/v1
                kind: ScalingPolicy
                target: photo-service
                replicas: {min: 3, max: 2}
                tik: 1s
                policies:
                  - threshold:
                      signal: gpu
                      kind: ratio
                      out: {abov: 70%, for: 5 minutes}
                      statistic: average
                  - tresholds: {signal: latency}
                limits:
                  cooldown: {in: -5m}
                """;

        assertThat(places(text))
                .containsExactly(
                        "4:25 INVALID_VALUE replicas.max",
                        "5:1 UNKNOWN_KEY tik",
                        "10:13 UNKNOWN_KEY policies[0].threshold.out.abov",
                        "10:29 INVALID_VALUE policies[0].threshold.out.for",
                        "11:18 INVALID_VALUE policies[0].threshold.statistic",
                        "12:5 UNKNOWN_KEY policies[1].tresholds",
                        "14:18 INVALID_VALUE limits.cooldown.in");
        assertThat(PolicyReader.read("policy.yaml", text).documents()).isEmpty();
    }

    @Test
    void saysWhatWasExpectedAndWhatWasProbablyMeant() {
        Finding misspelt = finding(MINIMAL.replace("statistic:", "statistik:"));

        assertThat(misspelt)
                .hasToString("policy.yaml:9:7 error UNKNOWN_KEY the key 'statistik' means nothing in"
                        + " policies[0].threshold; did you mean statistic?; Write statistic.");
        assertThat(finding(MINIMAL.replace("replicas: {min: 2, max: 10}", "replicas: 5"))
                        .message())
                .isEqualTo("replicas must be a mapping with max but was '5'");
        assertThat(finding(MINIMAL.replace("max: 10", "maximum: 10")).message()).contains("did you mean max?");
        assertThat(finding(MINIMAL.replace(", max: 10", "")).message())
                .isEqualTo("replicas lacks the key max: an integer from 1 to 1000000, largest count");
    }

    @Test
    void tellsWhatTheSpecificationAsAWholeLacks() {
        String text = MINIMAL.replace("min: 2", "min: 0") + """
                pools:
                  - name: a
                  - name: a
                combination: {priority: {order: [latency]}}
                spot: {onDemandFloor: 2}
                """.replace("name: a\n", "name: a\n    kind: spot\n");

        assertThat(places(text))
                .containsExactly(
                        "4:17 INVALID_POLICY replicas.min",
                        "15:11 INVALID_POLICY pools[1].name",
                        "17:26 INVALID_POLICY combination.priority.order",
                        "18:23 INVALID_POLICY spot.onDemandFloor");
    }

    @Test
    void readsSeveralDocumentsAndSkipsOthers() {
        String text = MINIMAL
                + """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: photo-service}
                ---
                """
                + MINIMAL.replace("photo-service", "thumbnails")
                + "---\n"
                + MINIMAL.replace("max: 10", "max: ten").replace("photo-service", "broken");

        PolicyFile file = PolicyReader.read("policy.yaml", text);

        assertThat(file.documents())
                .extracting(document -> document.spec().target().name())
                .containsExactly("photo-service", "thumbnails");
        assertThat(file.findings())
                .extracting(Finding::severity, Finding::code, Finding::line)
                .containsExactly(tuple(Severity.HINT, "OTHER_KIND", 14), tuple(Severity.ERROR, "INVALID_VALUE", 32));
    }

    @Test
    void refusesASecondDocumentAboutATarget() {
        assertThat(places(MINIMAL + "---\n" + MINIMAL)).containsExactly("15:9 DUPLICATE_TARGET target");
    }

    @Test
    void goesOnAfterASyntaxErrorWithTheNextDocument() {
        String text = "kind: [\n---\n" + MINIMAL + "---\na: {b\n";

        PolicyFile file = PolicyReader.read("policy.yaml", text);

        assertThat(file.documents()).hasSize(1);
        assertThat(file.findings()).extracting(Finding::code).containsExactly("SYNTAX", "SYNTAX");
        assertThat(file.findings()).extracting(Finding::line).satisfies(lines -> {
            assertThat(lines.get(0)).isBetween(1, 2);
            assertThat(lines.get(1)).isBetween(15, 16);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "selfscale.io/v1, selfscale.io/v2, UNSUPPORTED_VERSION apiVersion",
        "kind: ScalingPolicy, kind: ScallingPolicy, INVALID_VALUE kind",
        "target: photo-service, 'target: photo-service\ntarget: b', DUPLICATE_KEY ''",
        "signal: gpu_utilization, signal: GPU, INVALID_VALUE policies[0].threshold.signal",
    })
    void namesWhatIsWrong(String before, String after, String finding) {
        List<Finding> findings =
                PolicyReader.read("f", MINIMAL.replace(before, after)).findings();

        assertThat(findings).isNotEmpty();
        assertThat(findings.get(0).code() + " " + findings.get(0).path()).isIn(finding.replace("''", ""), finding);
    }

    @Test
    void refusesASignalThatIsDescribedInTwoWays() {
        String text = MINIMAL + "signals: [{name: gpu_utilization, kind: total}]\n";

        assertThat(PolicyReader.read("f", text).documents()).isEmpty();
        assertThat(places(text)).anyMatch(place -> place.endsWith("SIGNAL_CONFLICT policies[0].threshold.kind"));
    }

    @Test
    void wantsAKindForEachSignal() {
        Finding finding = finding(MINIMAL.replace("      kind: ratio\n", ""));

        assertThat(finding.code()).isEqualTo("UNKNOWN_SIGNAL");
        assertThat(finding.remedy()).contains("Add kind:");
    }

    @Test
    void knowsTheKindOfASignalThatHasOnlyOneInItsPlace() {
        ScalingSpec spec = spec(MINIMAL + """
                demand: {arrivals: arrivals, capacity: capacity, drain: 90s}
                brownout: {tail: latency, objective: 800ms, levels: [{name: no-hd, gain: 1.5}]}
                """);

        assertThat(spec.signals())
                .extracting(signal ->
                        signal.signal().toString() + " " + signal.signal().kind())
                .containsExactly("gpu_utilization RATIO", "arrivals TOTAL", "capacity PER_REPLICA", "latency DURATION");
        assertThat(spec.brownout())
                .isNotNull()
                .satisfies(brownout -> assertThat(brownout.objective()).isEqualTo(ofMillis(800)));
    }

    @Test
    void refusesASignalOfTheWrongKind() {
        assertThat(places(MINIMAL + "demand: {arrivals: gpu_utilization, capacity: capacity}\n"))
                .containsExactly("12:20 SIGNAL_CONFLICT demand.arrivals");
    }

    @Test
    void findsPlacesAndTheirNearestAncestors() {
        Positions positions = PolicyReader.read("f", MINIMAL).documents().get(0).positions();

        assertThat(positions.at("policies[0].threshold.out.for")).isEqualTo(new Position(10, 30));
        assertThat(positions.at("policies[0].threshold.out")).isEqualTo(new Position(10, 7));
        assertThat(positions.at("policies[0].threshold.in.within")).isEqualTo(new Position(11, 7));
        assertThat(positions.at("policies[7].threshold")).isEqualTo(new Position(5, 1));
        assertThat(positions.at("limits.cooldown.in")).isEqualTo(new Position(1, 1));
        assertThat(positions.at("")).isEqualTo(new Position(1, 1));
        assertThat(positions.at("][ no path")).isEqualTo(new Position(1, 1));
    }

    @Test
    void followsAnchorsAndAliases() {
        String text = MINIMAL.replace("out: {", "out: &rule {") + """
                  - threshold: {signal: latency, kind: ratio, out: *rule}
                """;

        assertThat(spec(text).policies()).hasSize(2);
    }

    @Test
    void saysThatThereIsNoPolicy() {
        assertThat(finding("").code()).isEqualTo("NO_POLICY");
        assertThat(finding("# nothing\n---\n").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void readsAFileAndReportsBytesThatAreNoText(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.yaml"), MINIMAL);
        Path bad = Files.write(folder.resolve("bad.yaml"), new byte[] {'a', '\n', 'b', (byte) 0xC3, '('});

        assertThat(PolicyReader.read(good).isValid()).isTrue();
        assertThat(PolicyReader.read(bad).findings())
                .extracting(finding -> finding.line() + ":" + finding.column() + " " + finding.code())
                .containsExactly("2:2 NOT_UTF8");
        assertThatThrownBy(() -> PolicyReader.read(folder.resolve("missing.yaml")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
