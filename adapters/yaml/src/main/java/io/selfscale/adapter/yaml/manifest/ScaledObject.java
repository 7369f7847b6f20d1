package io.selfscale.adapter.yaml.manifest;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code kind: ScaledObject} of {@code keda.sh/v1alpha1} (semantics section 3): the triggers become target tracking as
 * the Horizontal Pod Autoscaler does it, the way to zero and back becomes an activation.
 */
public final class ScaledObject {

    /** The kind of such manifests. */
    public static final String KIND = "ScaledObject";

    private static final int DEFAULT_POLLING_SECONDS = 30;
    private static final int DEFAULT_COOLDOWN_SECONDS = 300;
    private static final int DEFAULT_MAX = 100;

    private ScaledObject() {}

    /** Returns the policy of a manifest, or null if there is an error in it, which has been reported. */
    public static @Nullable Manifest read(YamlNode.Mapping mapping, ReadScope scope) {
        int errorsBefore = scope.findings().errors();
        ManifestObject root = new ManifestObject(mapping, scope);
        String version = root.requiredText("apiVersion");
        root.ignore("kind", "status");
        if (version != null && !version.equals("keda.sh/v1alpha1")) {
            scope.reportAt(
                    "apiVersion",
                    FindingCode.UNSUPPORTED_VERSION,
                    "apiVersion must be keda.sh/v1alpha1 for a " + KIND,
                    "Convert it to keda.sh/v1alpha1.");
            return null;
        }
        Metadata.read(root);
        ManifestObject spec = root.requiredObject("spec");
        Manifest manifest = spec == null ? null : read(spec, scope, errorsBefore);
        root.finish();
        return manifest;
    }

    private static @Nullable Manifest read(ManifestObject spec, ReadScope scope, int errorsBefore) {
        String target = Metadata.target(spec);
        int min = spec.integer("minReplicaCount", 0, 0, ScalingTarget.LARGEST);
        int max = spec.integer("maxReplicaCount", DEFAULT_MAX, 1, ScalingTarget.LARGEST);
        if (max < min) {
            spec.invalid(
                    "maxReplicaCount",
                    "spec.maxReplicaCount must be >= spec.minReplicaCount " + min + " but was " + max);
        }
        Duration polling = Duration.ofSeconds(spec.integer("pollingInterval", DEFAULT_POLLING_SECONDS, 1, 86_400));
        Duration cooldown = Duration.ofSeconds(spec.integer("cooldownPeriod", DEFAULT_COOLDOWN_SECONDS, 0, 31_536_000));
        notCarriedOver(spec);
        ManifestObject advanced = spec.object("advanced");
        Behavior behavior = Behavior.read(behavior(advanced));
        List<Metric> metrics = new Triggers().read(spec);
        if (min == 0 && !metrics.isEmpty() && metrics.stream().noneMatch(Metric::isOutside)) {
            spec.invalid(
                    spec.has("minReplicaCount") ? "minReplicaCount" : "triggers",
                    "spec.minReplicaCount must be at least 1 where all triggers are of type cpu or memory, which are not"
                            + " there without pods");
        }
        if (target == null || scope.findings().errors() > errorsBefore) {
            return null;
        }
        return build(new ScalingTarget(target, min, max), polling, cooldown, metrics, behavior, spec, scope);
    }

    private static void notCarriedOver(ManifestObject spec) {
        spec.notCarriedOver(
                "idleReplicaCount",
                "a target that is active has at least one replica, one that is idle has minReplicaCount",
                "Set minReplicaCount to 0, and hold the size of an active target by a schedule.");
        spec.notCarriedOver(
                "initialCooldownPeriod", "a target that was just created waits for the cooldown like any other", "");
        spec.notCarriedOver(
                "fallback",
                "a failed trigger holds the count and blocks scale-in",
                "Keep replicas.min at what must be there without metrics.");
    }

    private static @Nullable ManifestObject behavior(@Nullable ManifestObject advanced) {
        if (advanced == null) {
            return null;
        }
        advanced.notCarriedOver(
                "restoreToOriginalReplicaCount", "a policy that is taken away leaves the count as it is", "");
        advanced.notCarriedOver(
                "scalingModifiers", "triggers are tracked one by one", "Write the formula as a policy of its own.");
        ManifestObject config = advanced.object("horizontalPodAutoscalerConfig");
        if (config == null) {
            return null;
        }
        config.ignore("name");
        return config.object("behavior");
    }

    private static @Nullable Manifest build(
            ScalingTarget target,
            Duration polling,
            Duration cooldown,
            List<Metric> metrics,
            Behavior behavior,
            ManifestObject spec,
            ReadScope scope) {
        ScalingSpecBuilder builder = ScalingSpec.builder(target)
                .tick(Behavior.SYNC_PERIOD)
                .combination(new CombinationRule.Largest())
                .limits(behavior.limits());
        Map<String, String> origins = new LinkedHashMap<>(Map.of(
                "target", "spec.scaleTargetRef.name",
                "replicas.min", "spec.minReplicaCount",
                "replicas.max", "spec.maxReplicaCount",
                "replicas", "spec",
                "policies", "spec.triggers",
                "activation.idleAfter", "spec.cooldownPeriod",
                "activation", "spec.minReplicaCount",
                "limits", "spec.advanced.horizontalPodAutoscalerConfig.behavior"));
        List<String> paths = new ArrayList<>();
        for (Metric metric : metrics) {
            builder.signal(signal(metric, polling));
            builder.policy(metric.policy().within(behavior.tolerance()));
            origins.put("policies[" + paths.size() + "]", metric.path());
            origins.put("signals[" + paths.size() + "]", metric.path());
            paths.add(metric.path());
        }
        if (target.min() == 0) {
            activation(metrics, cooldown, builder, spec);
        }
        return Metadata.build(builder, origins, scope);
    }

    /** A value that comes every polling interval is not stale before two of them have passed. */
    private static SignalSpec signal(Metric metric, Duration polling) {
        SignalSpec signal = SignalSpec.required(metric.policy().signal());
        if (!metric.isOutside()) {
            return signal;
        }
        Duration age = polling.multipliedBy(2);
        return signal.withInterval(polling).withMaxAge(age.compareTo(signal.maxAge()) > 0 ? age : signal.maxAge());
    }

    private static void activation(
            List<Metric> metrics, Duration cooldown, ScalingSpecBuilder builder, ManifestObject spec) {
        List<Metric> outside = metrics.stream().filter(Metric::isOutside).toList();
        Metric first = outside.get(0);
        builder.activation(new ActivationSpec(
                first.policy().signal(),
                first.activation(),
                cooldown.isZero() ? Behavior.SYNC_PERIOD : cooldown,
                first.policy().target()));
        for (Metric metric : outside.subList(1, outside.size())) {
            spec.scope()
                    .reportAt(
                            metric.path(),
                            FindingCode.NOT_CARRIED_OVER,
                            metric.path() + " does not wake the target from zero: that is done by one signal, here "
                                    + first.policy().signal(),
                            "Write a policy whose activation is a signal that covers all triggers.");
        }
    }
}
