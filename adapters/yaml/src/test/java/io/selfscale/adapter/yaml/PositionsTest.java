package io.selfscale.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.yaml.finding.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionsTest {

    @Test
    void everySingleValueIsThereOnceWithItsPlace() {
        List<PlacedValue> values = PolicyReader.read("test.yaml", """
                apiVersion: selfscale.io/v1
                kind: ScalingPolicy
                target: captions
                replicas: {min: 1, max: 30}
                policies:
                  - threshold:
                      signal: utilization
                      kind: ratio
                      out: {above: "70%", for: &long 5m}
                      in: {below: 30%, for: *long}
                """)
                .documents()
                .get(0)
                .positions()
                .values();

        assertThat(values)
                .contains(
                        new PlacedValue("replicas.max", "30", new Position(4, 25)),
                        new PlacedValue("policies[0].threshold.out.above", "70%", new Position(9, 20)),
                        new PlacedValue("policies[0].threshold.in.below", "30%", new Position(10, 19)));
        assertThat(values.stream().map(PlacedValue::path))
                .containsExactly(
                        "apiVersion",
                        "kind",
                        "target",
                        "replicas.min",
                        "replicas.max",
                        "policies[0].threshold.signal",
                        "policies[0].threshold.kind",
                        "policies[0].threshold.out.above",
                        "policies[0].threshold.out.for",
                        "policies[0].threshold.in.below");
    }

    @Test
    void valuesOfAManifestHaveThePathsOfTheManifest() {
        List<PlacedValue> values = PolicyReader.read("hpa.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  maxReplicas: 10
                """)
                .documents()
                .get(0)
                .positions()
                .values();

        assertThat(values).contains(new PlacedValue("spec.maxReplicas", "10", new Position(8, 16)));
    }
}
