package io.selfscale.adapter.yaml;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HorizontalPodAutoscalerTest {

    private static final String HPA = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: web-hpa, labels: {app: web}}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
              minReplicas: 2
              maxReplicas: 10
            """;

    @Test
    void trackingAndDefaultsAreThoseOfTheAutoscaler() {
        ScalingSpec spec = Policies.spec(HPA + """
                  metrics:
                    - type: Resource
                      resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
                """.indent(0));

        assertThat(spec.target()).isEqualTo(new ScalingTarget("web", 2, 10));
        assertThat(spec.tick()).isEqualTo(ofSeconds(15));
        assertThat(spec.policies()).containsExactly(TargetTracking.utilization(Signal.ratio("cpu_utilization"), 0.7));
        assertThat(spec.limits()).isEqualTo(Limits.hpaDefaults());
        assertThat(spec.combination()).isEqualTo(new CombinationRule.Largest());
    }

    @Test
    void withoutMetricsCpuIsHeldAtEightyPercent() {
        assertThat(Policies.spec(HPA).policies())
                .containsExactly(TargetTracking.utilization(Signal.ratio("cpu_utilization"), 0.8));
    }

    @Test
    void theFirstVersionHasOneMetric() {
        String text = HPA.replace("autoscaling/v2", "autoscaling/v1") + "  targetCPUUtilizationPercentage: 55\n";

        assertThat(Policies.spec(text).policies())
                .containsExactly(TargetTracking.utilization(Signal.ratio("cpu_utilization"), 0.55));
    }

    @Test
    void readsEveryTypeOfMetric() {
        PolicyFile file = PolicyReader.read("hpa.yaml", HPA + """
                          metrics:
                            - type: Resource
                              resource: {name: memory, target: {type: AverageValue, averageValue: 100Mi}}
                            - type: ContainerResource
                              containerResource: {name: cpu, container: app, target: {type: Utilization, averageUtilization: 150}}
                            - type: Pods
                              pods: {metric: {name: packets-per-second}, target: {type: AverageValue, averageValue: 1k}}
                            - type: Object
                              object:
                                metric: {name: requestsPerSecond}
                                describedObject: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: main}
                                target: {type: Value, value: 2000m}
                            - type: External
                              external:
                                metric: {name: queue_length, selector: {matchLabels: {queue: a}}}
                                target: {type: AverageValue, averageValue: "30"}
                        """.indent(0));

        assertThat(file.documents().get(0).spec().policies())
                .isEqualTo(List.of(
                        TargetTracking.podsAverage(Signal.perReplica("memory_usage", "bytes"), 104_857_600),
                        TargetTracking.utilization(Signal.ratio("cpu_utilization_app"), 1.5),
                        TargetTracking.podsAverage(Signal.perReplica("packets_per_second", "units"), 1000),
                        TargetTracking.value(Signal.total("requests_per_second", "units"), 2),
                        TargetTracking.averageValue(Signal.total("queue_length", "units"), 30)));
        assertThat(file.findings())
                .allMatch(finding -> finding.code().equals("NOT_CARRIED_OVER"))
                .extracting(Finding::path)
                .containsExactly("spec.metrics[3].object.describedObject", "spec.metrics[4].external.metric.selector");
    }

    @Test
    void readsBehavior() {
        ScalingSpec spec = Policies.spec(HPA + """
                  behavior:
                    scaleUp:
                      stabilizationWindowSeconds: 60
                      selectPolicy: Min
                      tolerance: 50m
                      policies:
                        - {type: Pods, value: 2, periodSeconds: 30}
                        - {type: Percent, value: 20, periodSeconds: 60}
                    scaleDown: {selectPolicy: Disabled, tolerance: "0.2"}
                """.indent(0));

        assertThat(spec.limits())
                .isEqualTo(Limits.none()
                        .withStabilization(ofMinutes(1), ofMinutes(5))
                        .withRates(
                                RateLimit.allOf(
                                                RatePolicy.replicas(2, ofSeconds(30)),
                                                RatePolicy.percent(20, ofMinutes(1)))
                                        .asHpa(),
                                new RateLimit(
                                        RateLimit.hpaIn(ofSeconds(15)).policies(),
                                        RateLimit.Select.DISABLED,
                                        RateLimit.Arithmetic.HPA)));
        assertThat(((TargetTracking) spec.policies().get(0)).tolerance()).isEqualTo(new Tolerance(0.2, 0.05));
    }

    @Test
    void goesToZeroOnlyByAMetricThatIsThereWithoutPods() {
        assertThat(Policies.finding(HPA.replace("minReplicas: 2", "minReplicas: 0"))
                        .path())
                .isEqualTo("spec.minReplicas");

        ScalingSpec spec = Policies.spec(HPA.replace("minReplicas: 2", "minReplicas: 0") + """
                  metrics:
                    - type: External
                      external: {metric: {name: waiting}, target: {type: AverageValue, averageValue: 4}}
                """.indent(0));
        assertThat(spec.activation())
                .isEqualTo(new ActivationSpec(Signal.total("waiting", "units"), 0, ofMinutes(5), 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxReplicas: 10 | maxReplicas: 1 | INVALID_VALUE spec.maxReplicas",
                "maxReplicas: 10 | minimumReplicas: 1 | MISSING_KEY spec",
                "name: web} | nam: web} | MISSING_KEY spec.scaleTargetRef",
                "autoscaling/v2 | autoscaling/v2beta2 | UNSUPPORTED_VERSION apiVersion",
                "minReplicas: 2 | minReplicas: two | INVALID_VALUE spec.minReplicas",
            })
    void reportsErrors(String before, String after, String expected) {
        PolicyFile file = PolicyReader.read("hpa.yaml", HPA.replace(before, after));

        assertThat(file.documents()).isEmpty();
        assertThat(file.findings())
                .extracting(finding -> finding.code() + " " + finding.path())
                .contains(expected);
    }

    @Test
    void dropsNothingSilently() {
        PolicyFile file = PolicyReader.read(
                "hpa.yaml",
                HPA.replace("{name: web-hpa,", "{name: web-hpa, namespace: shop,") + "  paused: true\nextra: 1\n");

        assertThat(file.documents()).hasSize(1);
        assertThat(file.findings())
                .extracting(finding -> finding.code() + " " + finding.path())
                .containsExactlyInAnyOrder(
                        "NOT_CARRIED_OVER metadata.namespace",
                        "NOT_CARRIED_OVER spec.paused",
                        "NOT_CARRIED_OVER extra");
    }

    @Test
    void pathsOfThePolicyLeadToTheManifest() {
        Positions positions =
                PolicyReader.read("hpa.yaml", HPA).documents().get(0).positions();

        assertThat(positions.at("replicas.max")).isEqualTo(new Position(7, 16));
        assertThat(positions.at("target")).isEqualTo(new Position(5, 65));
        assertThat(positions.at("limits.cooldown.in")).isEqualTo(new Position(4, 1));
    }
}
