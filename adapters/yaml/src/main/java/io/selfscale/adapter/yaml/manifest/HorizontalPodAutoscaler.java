package io.selfscale.adapter.yaml.manifest;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code kind: HorizontalPodAutoscaler} of {@code autoscaling/v2} and {@code v1} (semantics section 1): each metric
 * becomes target tracking, the largest count wins, and behavior becomes stabilization and rate limits with the
 * arithmetic of the Autoscaler. Signals are named after the metrics; their sources are the reader's to give.
 */
public final class HorizontalPodAutoscaler {

    /** The kind of such manifests. */
    public static final String KIND = "HorizontalPodAutoscaler";

    private static final int DEFAULT_CPU_PERCENT = 80;

    private HorizontalPodAutoscaler() {}

    /** Returns the policy of a manifest, or null if there is an error in it, which has been reported. */
    public static @Nullable Manifest read(YamlNode.Mapping mapping, ReadScope scope) {
        int errorsBefore = scope.findings().errors();
        ManifestObject root = new ManifestObject(mapping, scope);
        String version = root.requiredText("apiVersion");
        root.ignore("kind", "status");
        if (version != null && !version.equals("autoscaling/v2") && !version.equals("autoscaling/v1")) {
            scope.reportAt(
                    "apiVersion",
                    FindingCode.UNSUPPORTED_VERSION,
                    "apiVersion must be autoscaling/v2 or autoscaling/v1 for a " + KIND,
                    "Convert it to autoscaling/v2.");
            return null;
        }
        Metadata.read(root);
        ManifestObject spec = root.requiredObject("spec");
        Manifest manifest = spec == null ? null : read(spec, "autoscaling/v1".equals(version), scope, errorsBefore);
        root.finish();
        return manifest;
    }

    private static @Nullable Manifest read(
            ManifestObject spec, boolean isFirstVersion, ReadScope scope, int errorsBefore) {
        String target = Metadata.target(spec);
        int min = spec.integer("minReplicas", 1, 0, ScalingTarget.LARGEST);
        int max = spec.integer("maxReplicas", 1, 1, ScalingTarget.LARGEST);
        if (!spec.has("maxReplicas")) {
            spec.scope().report(FindingCode.MISSING_KEY, "spec lacks the key maxReplicas", "Add maxReplicas.");
        } else if (max < min) {
            spec.invalid("maxReplicas", "spec.maxReplicas must be >= spec.minReplicas " + min + " but was " + max);
        }
        List<Metric> metrics = isFirstVersion ? firstVersion(spec) : metrics(spec);
        Behavior behavior = Behavior.read(isFirstVersion ? null : spec.object("behavior"));
        if (min == 0 && metrics.stream().noneMatch(Metric::isOutside)) {
            spec.invalid(
                    "minReplicas",
                    "spec.minReplicas 0 needs an Object or External metric, which is there without pods");
        }
        if (target == null || scope.findings().errors() > errorsBefore) {
            return null;
        }
        ScalingSpecBuilder builder = ScalingSpec.builder(new ScalingTarget(target, min, max))
                .tick(Behavior.SYNC_PERIOD)
                .combination(new CombinationRule.Largest())
                .limits(behavior.limits());
        Map<String, String> origins = new LinkedHashMap<>(Map.of(
                "target", "spec.scaleTargetRef.name",
                "replicas.min", "spec.minReplicas",
                "replicas.max", "spec.maxReplicas",
                "replicas", "spec",
                "policies", "spec.metrics",
                "activation", "spec.minReplicas",
                "limits.stabilization.out", "spec.behavior.scaleUp.stabilizationWindowSeconds",
                "limits.stabilization.in", "spec.behavior.scaleDown.stabilizationWindowSeconds",
                "limits", "spec.behavior"));
        for (int i = 0; i < metrics.size(); i++) {
            builder.signal(metrics.get(i).policy().signal());
            builder.policy(metrics.get(i).policy().within(behavior.tolerance()));
            origins.put("policies[" + i + "]", metrics.get(i).path());
            origins.put("signals[" + i + "]", metrics.get(i).path());
        }
        if (min == 0) {
            Duration idle = behavior.limits().stabilizationIn();
            activation(metrics, idle.isZero() ? Behavior.SYNC_PERIOD : idle, builder, spec);
        }
        return Metadata.build(builder, origins, scope);
    }

    private static List<Metric> metrics(ManifestObject spec) {
        MetricNames names = new MetricNames();
        List<Metric> metrics = new ArrayList<>();
        List<ManifestObject> listed = spec.list("metrics");
        for (ManifestObject metric : listed) {
            Metric read = HpaMetrics.read(metric, names);
            if (read != null) {
                metrics.add(read);
            }
        }
        if (listed.isEmpty()) {
            metrics.add(defaultMetric(DEFAULT_CPU_PERCENT, spec.path()));
        }
        return metrics;
    }

    private static List<Metric> firstVersion(ManifestObject spec) {
        int percent = spec.integer("targetCPUUtilizationPercentage", DEFAULT_CPU_PERCENT, 1, 1_000_000);
        return List.of(defaultMetric(percent, spec.path("targetCPUUtilizationPercentage")));
    }

    private static Metric defaultMetric(int percent, String path) {
        return new Metric("cpu", HpaMetrics.utilization("cpu", "", percent, new MetricNames()), path, false, 0);
    }

    /** Sets what wakes a target from zero: the first metric that is there without pods. */
    private static void activation(
            List<Metric> metrics, Duration idle, ScalingSpecBuilder builder, ManifestObject spec) {
        List<Metric> outside = metrics.stream().filter(Metric::isOutside).toList();
        Signal activity = outside.get(0).policy().signal();
        builder.activation(
                new ActivationSpec(activity, 0, idle, outside.get(0).policy().target()));
        if (outside.size() > 1) {
            spec.notCarriedOver(
                    "minReplicas",
                    "a target wakes by one signal, here " + activity + "; the other metrics do not wake it",
                    "Write a policy whose activation is a signal that covers all of them.");
        }
    }
}
