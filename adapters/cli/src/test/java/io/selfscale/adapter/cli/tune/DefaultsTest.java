package io.selfscale.adapter.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.tune.Parameter;
import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.adapter.yaml.PolicyReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultsTest {

    private static final String POLICY = """
            apiVersion: selfscale.io/v1
            kind: ScalingPolicy
            target: captions
            replicas: {min: 1, max: 30}
            policies:
              - calibrated:
                  # From the gateway.
                  arrivals: arrivals
                  serviceTime: full_service_time
                  slots: 8
                  longestWait: 2s
                  drain: 45s
            limits:
              stabilization: {in: 20m}
            """;

    private static Point changed(List<Knob> knobs, String name, double value) {
        List<Double> values = new ArrayList<>();
        for (Knob knob : knobs) {
            Parameter parameter = knob.parameter();
            values.add(parameter.name().equals(name) ? value : parameter.given());
        }
        return new Point(values);
    }

    @Test
    void numbersLeftAtTheirDefaultsCanBeTuned() {
        List<Knob> knobs = Knobs.of(Defaults.spelledOut(KnobsTest.policy(POLICY)));

        assertThat(knobs.stream().map(Knobs::name))
                .containsExactly(
                        "policies[0].calibrated.window",
                        "policies[0].calibrated.headroom.goal",
                        "policies[0].calibrated.headroom.gainPerMinute",
                        "policies[0].calibrated.headroom.least",
                        "policies[0].calibrated.headroom.first",
                        "policies[0].calibrated.band.out",
                        "policies[0].calibrated.band.in",
                        "policies[0].calibrated.drain",
                        "limits.stabilization.in");
        assertThat(knobs.get(1).written(knobs.get(1).parameter().given())).isEqualTo("0.4%");
    }

    @Test
    void whatIsNotChangedIsNotSpelledOut() {
        PolicyText policy = Defaults.spelledOut(KnobsTest.policy(POLICY));
        List<Knob> knobs = Knobs.of(policy);

        assertThat(policy.with(knobs, changed(knobs, "none", 0))).isEqualTo(POLICY);
        String other = policy.withComments(knobs, changed(knobs, "policies[0].calibrated.headroom.goal", 0.0025));
        String comment = "      # From the gateway.\n";
        String line =
                "      headroom: {goal: 0.25%, gainPerMinute: 12%, least: 50%, first: 85%}  # goal was left at 0.4%\n";
        assertThat(other).isEqualTo(POLICY.replace(comment, line + comment));
        assertThat(PolicyReader.read("", other).isValid()).isTrue();
        assertThat(policy.withComments(knobs, changed(knobs, "policies[0].calibrated.drain", 60)))
                .isEqualTo(POLICY.replace("drain: 45s", "drain: 1m  # drain was 45s"));
    }

    @Test
    void whatStandsOnOneLineStaysAsItIs() {
        String flow = POLICY.replaceAll(
                "(?s)  - calibrated:.*45s",
                "  - {calibrated: {arrivals: arrivals,"
                        + " serviceTime: full_service_time, slots: 8, longestWait: 2s}}");
        PolicyText policy = KnobsTest.policy(flow);

        assertThat(Defaults.spelledOut(policy)).isSameAs(policy);
        PolicyText threshold = KnobsTest.policy(KnobsTest.POLICY);
        assertThat(Defaults.spelledOut(threshold)).isSameAs(threshold);
    }

    @Test
    void linesEndAsTheyDoInTheFile() {
        PolicyText policy = Defaults.spelledOut(KnobsTest.policy(POLICY.replace("\n", "\r\n")));
        List<Knob> knobs = Knobs.of(policy);

        assertThat(policy.withComments(knobs, changed(knobs, "policies[0].calibrated.window", 90)))
                .contains("      window: 1m30s  # window was left at 1m\r\n      # From the gateway.\r\n")
                .doesNotContainPattern("[^\r]\n");
    }
}
