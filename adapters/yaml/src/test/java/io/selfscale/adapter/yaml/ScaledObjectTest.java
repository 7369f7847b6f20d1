package io.selfscale.adapter.yaml;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.selfscale.adapter.cron.CronRecurrence;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.engine.keda.MetricFallback;
import io.selfscale.engine.policy.Fallback;
import io.selfscale.engine.policy.FormulaTracking;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledObjectTest {

    static final String SCALED_OBJECT = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: web}
            spec:
              scaleTargetRef: {name: web}
              triggers:
                - type: prometheus
                  metadata: {serverAddress: http://prometheus:9090, query: sum(x), threshold: "100", activationThreshold: "5"}
            """;

    @Test
    void triggersAreTrackedAndZeroIsAnActivation() {
        PolicyFile file = PolicyReader.read("keda.yaml", SCALED_OBJECT);
        ScalingSpec spec = file.documents().get(0).spec();
        Signal signal = Signal.total("prometheus", "units");

        assertThat(spec.target()).isEqualTo(new ScalingTarget("web", 0, 100));
        assertThat(spec.policies()).containsExactly(TargetTracking.averageValue(signal, 100));
        assertThat(spec.activation()).isEqualTo(new ActivationSpec(signal, 5, ofMinutes(5), 100));
        assertThat(spec.signals().get(0).interval()).isEqualTo(ofSeconds(30));
        assertThat(file.findings())
                .extracting(Finding::code, Finding::path)
                .containsExactly(tuple("NOT_CARRIED_OVER", "spec.triggers[0].metadata"));
    }

    @Test
    void readsTheOtherTypesOfTriggers() {
        PolicyFile file = PolicyReader.read(
                "keda.yaml",
                SCALED_OBJECT.replace("  triggers:", "  minReplicaCount: 2\n  cooldownPeriod: 60\n  triggers:")
                        + """
                            - type: cpu
                              metricType: Utilization
                              metadata: {value: "60"}
                            - type: memory
                              metricType: AverageValue
                              metadata: {value: 1Gi, containerName: app}
                            - type: kafka
                              name: lag
                              metricType: Value
                              metadata: {lagThreshold: "50", topic: t}
                            - type: something-new
                              metadata: {targetValue: "7"}
                        """.indent(0));

        assertThat(file.findings()).noneMatch(Finding::isError);
        assertThat(file.documents().get(0).spec().policies())
                .hasSize(5)
                .contains(
                        TargetTracking.utilization(Signal.ratio("cpu_utilization"), 0.6),
                        TargetTracking.podsAverage(Signal.perReplica("memory_usage_app", "bytes"), 1 << 30),
                        TargetTracking.value(Signal.total("lag", "units"), 50),
                        TargetTracking.averageValue(Signal.total("something_new", "units"), 7));
        assertThat(file.documents().get(0).spec().activation()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "idleReplicaCount: 0 | spec.idleReplicaCount",
                "initialCooldownPeriod: 10 | spec.initialCooldownPeriod",
                "advanced: {restoreToOriginalReplicaCount: true} | spec.advanced.restoreToOriginalReplicaCount",
                "unknown: {a: 1} | spec.unknown",
            })
    void listsWhatIsNotCarriedOver(String line, String path) {
        PolicyFile file =
                PolicyReader.read("keda.yaml", SCALED_OBJECT.replace("  triggers:", "  " + line + "\n  triggers:"));

        assertThat(file.documents()).hasSize(1);
        assertThat(file.findings())
                .allMatch(finding -> finding.code().equals("NOT_CARRIED_OVER"))
                .extracting(Finding::path)
                .contains(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: prometheus | type: cpu | MISSING_KEY spec.triggers[0].metadata",
                "threshold: \"100\" | threshold: \"-1\" | INVALID_VALUE spec.triggers[0].metadata.threshold",
                "threshold: \"100\" | limit: 1 | MISSING_KEY spec.triggers[0].metadata",
                "keda.sh/v1alpha1 | keda.sh/v2 | UNSUPPORTED_VERSION apiVersion",
                "triggers: | triggerz: | MISSING_KEY spec.triggers",
            })
    void reportsErrors(String before, String after, String expected) {
        PolicyFile file = PolicyReader.read("keda.yaml", SCALED_OBJECT.replace(before, after));

        assertThat(file.documents()).isEmpty();
        assertThat(file.findings())
                .extracting(finding -> finding.code() + " " + finding.path())
                .contains(expected);
    }

    @Test
    void cpuAloneCannotWakeATargetFromZero() {
        PolicyFile file = PolicyReader.read(
                "keda.yaml",
                SCALED_OBJECT.replaceAll("(?s)triggers:.*", "triggers: [{type: cpu, metadata: {value: \"60\"}}]\n"));

        assertThat(file.findings())
                .extracting(finding -> finding.code() + " " + finding.path())
                .containsExactly("INVALID_VALUE spec.triggers");
    }

    @Test
    void aPausedObjectIsReported() {
        String text = SCALED_OBJECT.replace(
                "{name: web}\nspec", "{name: web, annotations: {autoscaling.keda.sh/paused: \"true\"}}\nspec");

        assertThat(PolicyReader.read("keda.yaml", text).findings())
                .extracting(Finding::path)
                .contains("metadata.annotations[\"autoscaling.keda.sh/paused\"]");
    }

    @Test
    void cronIsAFloor() {
        PolicyFile file = PolicyReader.read("keda.yaml", SCALED_OBJECT + """
                            - type: cron
                              metadata: {timezone: Asia/Shanghai, start: 0 8 * * *, end: 0 20 * * *, desiredReplicas: "10"}
                        """.indent(0));

        assertThat(file.findings()).noneMatch(Finding::isError);
        assertThat(file.documents().get(0).spec().policies())
                .contains(Schedule.of(
                        "cron",
                        ScheduleWindow.floor(
                                "cron",
                                10,
                                CronRecurrence.keda("0 8 * * *", "0 20 * * *", ZoneId.of("Asia/Shanghai")))));
    }

    @Test
    void cronAloneKeepsOneReplica() {
        PolicyFile file = PolicyReader.read(
                "keda.yaml",
                SCALED_OBJECT.replaceAll(
                        "(?s)triggers:.*",
                        "triggers: [{type: cron, metadata: {timezone: UTC, start: 0 8 * * *, end: 0 9 * * *,"
                                + " desiredReplicas: 3}}]\n"));

        assertThat(file.documents().get(0).spec().target().min()).isEqualTo(1);
        assertThat(file.findings())
                .extracting(finding -> finding.code() + " " + finding.path())
                .containsExactly("NOT_CARRIED_OVER spec.triggers");
    }

    @Test
    void aFormulaTakesThePlaceOfItsTriggers() {
        String text = SCALED_OBJECT.replace("- type: prometheus\n", "- type: prometheus\n      name: waiting\n")
                + """
                  advanced:
                    scalingModifiers: {formula: "waiting * 2 + 1", target: "4", metricType: AverageValue}
                """.indent(0);

        ScalingSpec spec =
                PolicyReader.read("keda.yaml", text).documents().get(0).spec();

        assertThat(spec.policies())
                .containsExactly(FormulaTracking.averageValue(
                        "formula", "waiting * 2 + 1", 4, Signal.total("waiting", "units")));
        assertThat(PolicyReader.read("keda.yaml", text.replace("waiting * 2", "count(waiting)"))
                        .findings())
                .extracting(finding -> finding.code() + " " + finding.path())
                .contains("NOT_CARRIED_OVER spec.advanced.scalingModifiers.formula");
    }

    @Test
    void theFallbackIsAFloorAfterTheTimeThatItsFailuresTake() {
        String text = SCALED_OBJECT.replace(
                "  triggers:",
                "  fallback: {failureThreshold: 3, replicas: 6, behavior: currentReplicasIfHigher}\n  triggers:");

        assertThat(PolicyReader.read("keda.yaml", text)
                        .documents()
                        .get(0)
                        .spec()
                        .policies())
                .contains(Fallback.to(6, Signal.total("prometheus", "units"))
                        .by(MetricFallback.Behavior.CURRENT_REPLICAS_IF_HIGHER)
                        .after(ofMinutes(2), ofSeconds(30)));
    }
}
