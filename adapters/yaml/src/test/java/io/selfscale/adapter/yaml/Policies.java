package io.selfscale.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.engine.spec.ScalingSpec;
import java.util.List;

/** Texts of policies, and what is read from them. */
final class Policies {

    static final String MINIMAL = """
            apiVersion: selfscale.io/v1
            kind: ScalingPolicy
            target: photo-service
            replicas: {min: 2, max: 10}
            policies:
              - threshold:
                  signal: gpu_utilization
                  kind: ratio
                  statistic: sustained
                  out: {above: 70%, for: 5m, add: 2}
                  in: {below: 30%, for: 30m, remove: 10%}
            """;

    private Policies() {}

    /** Returns the specification of the only document of a text that has nothing wrong with it. */
    static ScalingSpec spec(String text) {
        PolicyFile file = PolicyReader.read("policy.yaml", text);
        assertThat(file.findings()).isEmpty();
        assertThat(file.documents()).hasSize(1);
        return file.documents().get(0).spec();
    }

    /** Returns the findings of a text as lines {@code LINE:COL CODE path}. */
    static List<String> places(String text) {
        return PolicyReader.read("policy.yaml", text).findings().stream()
                .map(finding -> finding.line() + ":" + finding.column() + " " + finding.code() + " " + finding.path())
                .toList();
    }

    /** Returns the only finding of a text. */
    static Finding finding(String text) {
        List<Finding> findings = PolicyReader.read("policy.yaml", text).findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    /** Compares everything that a specification says. */
    static void assertSame(ScalingSpec read, ScalingSpec written) {
        assertThat(read.target()).isEqualTo(written.target());
        assertThat(read.tick()).isEqualTo(written.tick());
        assertThat(read.signals()).isEqualTo(written.signals());
        assertThat(read.policies()).isEqualTo(written.policies());
        assertThat(read.advisors()).isEqualTo(written.advisors());
        assertThat(read.shadows()).isEqualTo(written.shadows());
        assertThat(read.limits()).isEqualTo(written.limits());
        assertThat(read.pools()).isEqualTo(written.pools());
        assertThat(read.demand()).isEqualTo(written.demand());
        assertThat(read.combination()).isEqualTo(written.combination());
        assertThat(read.budget()).isEqualTo(written.budget());
        assertThat(read.spot()).isEqualTo(written.spot());
        assertThat(read.brownout()).isEqualTo(written.brownout());
        assertThat(read.activation()).isEqualTo(written.activation());
        assertThat(read.effect()).isEqualTo(written.effect());
        assertThat(read.outsideChange()).isEqualTo(written.outsideChange());
        assertThat(read.busyness()).isEqualTo(written.busyness());
        assertThat(read.windows()).isEqualTo(written.windows());
    }
}
