package io.selfscale.adapter.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.tune.Parameter;
import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.adapter.simulation.tune.Scale;
import io.selfscale.adapter.yaml.PolicyFile;
import io.selfscale.adapter.yaml.PolicyReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnobsTest {

    static final String POLICY = """
            # yaml-language-server: $schema=policy-schema.json
            # The night of the sale.
            apiVersion: selfscale.io/v1
            kind: ScalingPolicy
            target: captions
            replicas: {min: 1, max: 30}
            tick: 15s
            policies:
              - threshold:
                  signal: utilization
                  kind: ratio
                  statistic: mean
                  out: {above: 70%, for: 1m, add: 50%}   # quick
                  in: {below: 30%, for: 15m, remove: 1}
              - forecast:
                  arrivals: arrivals
                  perReplica: 1.1
                  model:
                    holt: {levelGain: 30%, trendGain: 5%}
                  bucket: 1m
                  zone: UTC
                  judgedOver: 60
                  fewest: 12

              # Pre-warm.
              - readyBy:
                  when:
                    weekly: {days: [mon], from: "20:00", to: "22:00", zone: UTC}
                  peak: 12
                  share: 50%
            limits:
              cooldown: {in: 0s}
              actionsPerDay: 60
            pools:
              - {name: gpu, startup: 2m, pricePerHour: 4}
            """;

    static PolicyText policy(String text) {
        PolicyFile file = PolicyReader.read("test.yaml", text);
        assertThat(file.findings().stream().filter(finding -> finding.isError()))
                .isEmpty();
        return new PolicyText("test.yaml", text, file.documents().get(0));
    }

    private static Parameter parameter(List<Knob> knobs, String name) {
        return knobs.stream()
                .map(Knob::parameter)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    @Test
    void whatSomebodyChoseIsFoundAndFactsAreNot() {
        assertThat(Knobs.of(policy(POLICY)).stream().map(Knobs::name))
                .containsExactly(
                        "policies[0].threshold.out.above",
                        "policies[0].threshold.out.for",
                        "policies[0].threshold.out.add",
                        "policies[0].threshold.in.below",
                        "policies[0].threshold.in.for",
                        "policies[0].threshold.in.remove",
                        "policies[1].forecast",
                        "policies[1].forecast.model.holt.levelGain",
                        "policies[1].forecast.model.holt.trendGain",
                        "policies[2].readyBy",
                        "policies[2].readyBy.share",
                        "limits.cooldown.in");
    }

    @Test
    void rangesReachFromAQuarterToFourTimes() {
        List<Knob> knobs = Knobs.of(policy(POLICY));

        assertThat(parameter(knobs, "policies[0].threshold.out.for"))
                .isEqualTo(new Parameter("policies[0].threshold.out.for", Scale.LOG, 15, 240, 60, 1));
        Parameter above = parameter(knobs, "policies[0].threshold.out.above");
        assertThat(above.scale()).isEqualTo(Scale.ODDS);
        // Odds of 7 to 3, a quarter and four times of that.
        assertThat(above.low()).isCloseTo(7 / 19.0, within(1e-9));
        assertThat(above.high()).isCloseTo(28 / 31.0, within(1e-9));
        assertThat(parameter(knobs, "policies[0].threshold.out.add"))
                .isEqualTo(new Parameter("policies[0].threshold.out.add", Scale.LOG, 0.125, 2, 0.5, 0.001));
        assertThat(parameter(knobs, "policies[0].threshold.in.remove"))
                .isEqualTo(new Parameter("policies[0].threshold.in.remove", Scale.LOG, 1, 4, 1, 1));
        assertThat(parameter(knobs, "limits.cooldown.in"))
                .isEqualTo(new Parameter("limits.cooldown.in", Scale.LINEAR, 0, 600, 0, 1));
        assertThat(parameter(knobs, "policies[1].forecast")).isEqualTo(Parameter.onOff("policies[1].forecast", true));
    }

    @Test
    void manifestsAreTunedInPlace() {
        List<Knob> knobs = Knobs.of(policy("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  minReplicas: 2
                  maxReplicas: 10
                  metrics:
                    - type: Resource
                      resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
                    - type: External
                      external: {metric: {name: queue}, target: {type: AverageValue, averageValue: 1500m}}
                  behavior:
                    scaleDown:
                      stabilizationWindowSeconds: 600
                      policies: [{type: Percent, value: 50, periodSeconds: 60}]
                """));

        assertThat(knobs.stream().map(Knobs::name))
                .containsExactly(
                        "spec.metrics[0].resource.target.averageUtilization",
                        "spec.metrics[1].external.target.averageValue",
                        "spec.behavior.scaleDown.stabilizationWindowSeconds",
                        "spec.behavior.scaleDown.policies[0].value",
                        "spec.behavior.scaleDown.policies[0].periodSeconds");
        assertThat(knobs.get(0).written(0.55)).isEqualTo("55");
        assertThat(knobs.get(1).written(700)).isEqualTo("700m");
        assertThat(knobs.get(2).parameter().high()).isEqualTo(2400);
        assertThat(knobs.get(3).written(40)).isEqualTo("40");
    }

    @Test
    void valuesAreReplacedWhereTheyStandAndNothingElseIs() {
        PolicyText policy = policy(POLICY);
        List<Knob> knobs = Knobs.of(policy);
        List<Double> values = new ArrayList<>(
                knobs.stream().map(knob -> knob.parameter().given()).toList());
        assertThat(policy.with(knobs, new Point(values))).isEqualTo(POLICY);

        values.set(0, 0.655);
        values.set(1, 95.0);
        values.set(11, 90.0);
        String changed = policy.with(knobs, new Point(values));
        assertThat(changed)
                .isEqualTo(POLICY.replace("above: 70%, for: 1m,", "above: 65.5%, for: 1m35s,")
                        .replace("in: 0s", "in: 1m30s"));
        assertThat(policy.withComments(knobs, new Point(values)))
                .contains(
                        "out: {above: 65.5%, for: 1m35s, add: 50%}   # quick  # above was 70%, for was 1m\n",
                        "cooldown: {in: 1m30s}  # in was 0s\n");
    }

    @Test
    void aPolicyThatIsSwitchedOffBecomesAComment() {
        PolicyText policy = policy(POLICY);
        List<Knob> knobs = Knobs.of(policy);
        List<Double> values = new ArrayList<>(
                knobs.stream().map(knob -> knob.parameter().given()).toList());
        values.set(6, 0.0);
        String without = policy.with(knobs, new Point(values));

        assertThat(without)
                .contains(
                        "\n  # - forecast:\n  #     arrivals: arrivals\n",
                        "\n  #     fewest: 12\n\n  # Pre-warm.\n  - readyBy:");
        assertThat(policy(without).document().spec().policies()).hasSize(2);
        values.set(9, 0.0);
        assertThat(policy(policy.with(knobs, new Point(values)))
                        .document()
                        .spec()
                        .policies())
                .hasSize(1);
    }

    @Test
    void aCommentIsLeftOutWhereItWouldBeText() {
        PolicyText policy = policy("""
                apiVersion: selfscale.io/v1
                kind: ScalingPolicy
                target: captions
                replicas: {min: 1, max: 30}
                policies:
                  - {tracking: {signal: requests_in_flight, kind: total, target: 4, name: "in
                      flight"}}
                """);
        List<Knob> knobs = Knobs.of(policy);
        assertThat(knobs.stream().map(Knobs::name)).containsExactly("policies[0].tracking.target");
        assertThat(policy.withComments(knobs, new Point(List.of(5.5))))
                .contains("target: 5.5, name: \"in\n")
                .doesNotContain("was 4");
    }

    @Test
    void whatIsWrittenInAnotherWayThanItReadsIsLeftAlone() {
        PolicyText policy = policy("""
                apiVersion: selfscale.io/v1
                kind: ScalingPolicy
                target: captions
                replicas: {min: 1, max: 30}
                policies:
                  - threshold:
                      signal: utilization
                      kind: ratio
                      out: {above: "70\\u0025", for: &long '5m', add: 1}
                      in: {below: 30%, for: *long}
                """);
        assertThat(Knobs.of(policy).stream().map(Knobs::name))
                .containsExactly("policies[0].threshold.out.add", "policies[0].threshold.in.below");
    }

    @Test
    void fixedValuesStayAndOthersAreVariedInTheRangesGiven() {
        PolicyText policy = policy(POLICY);
        List<Knob> knobs = Overrides.apply(
                policy,
                Knobs.of(policy),
                List.of("policies[0].threshold.out.above=50%..80%", "limits.actionsPerDay=20..100", "pools[0].startup"),
                List.of("policies[1]", "policies[2].readyBy", "policies[0].threshold.in", "limits"));

        assertThat(knobs.stream().map(Knobs::name))
                .containsExactly(
                        "policies[0].threshold.out.above",
                        "policies[0].threshold.out.for",
                        "policies[0].threshold.out.add",
                        "limits.actionsPerDay",
                        "pools[0].startup");
        assertThat(knobs.get(0).parameter())
                .isEqualTo(new Parameter("policies[0].threshold.out.above", Scale.ODDS, 0.5, 0.8, 0.7, 0.001));
        assertThat(knobs.get(3).parameter())
                .isEqualTo(new Parameter("limits.actionsPerDay", Scale.LOG, 20, 100, 60, 1));
    }

    @Test
    void overridesThatMakeNoSenseAreRefused() {
        PolicyText policy = policy(POLICY);
        refused(policy, List.of("limits.cooldwon.in=1m..2m"), List.of(), "with a path that is in the file");
        refused(policy, List.of("limits.cooldown.in=1m"), List.of(), "PATH=LOW..HIGH");
        refused(policy, List.of("limits.cooldown.in=1..2"), List.of(), "as they are written there, such as 1s");
        refused(policy, List.of("limits.cooldown.in=2m..1m"), List.of(), "LOW below HIGH");
        refused(policy, List.of("target"), List.of(), "but there stands captions");
        refused(policy, List.of(), List.of("limits.cool"), "--fix must be the path of something that is tuned");
    }

    private static void refused(PolicyText policy, List<String> vary, List<String> fix, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Overrides.apply(policy, Knobs.of(policy), vary, fix))
                .withMessageContaining(message);
    }
}
