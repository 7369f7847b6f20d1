package io.selfscale.adapter.yaml.manifest;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.engine.policy.Fallback;
import io.selfscale.engine.policy.FormulaTracking;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import java.time.Duration;
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
        Triggers triggers = new Triggers();
        List<Metric> metrics = triggers.read(spec);
        FormulaTracking formula = ScalingModifiers.read(advanced, metrics, behavior.tolerance());
        List<Fallback> fallbacks = TriggerFallback.read(spec, metrics, polling);
        if (min == 0 && metrics.stream().noneMatch(Metric::isOutside)) {
            min = least(spec, triggers, metrics);
        }
        if (target == null || scope.findings().errors() > errorsBefore) {
            return null;
        }
        ScalingSpecBuilder builder = ScalingSpec.builder(new ScalingTarget(target, min, max))
                .tick(Behavior.SYNC_PERIOD)
                .combination(new CombinationRule.Largest())
                .limits(behavior.limits());
        Map<String, String> origins = policies(builder, metrics, formula, behavior, polling);
        fallbacks.forEach(builder::policy);
        if (!triggers.windows().isEmpty()) {
            builder.policy(new Schedule("cron", triggers.windows()));
        }
        if (min == 0) {
            activation(metrics, cooldown, builder, spec);
        }
        return Metadata.build(builder, origins, scope);
    }

    /** Returns the smallest count of a target without a metric that is there at zero. */
    private static int least(ManifestObject spec, Triggers triggers, List<Metric> metrics) {
        String key = spec.has("minReplicaCount") ? "minReplicaCount" : "triggers";
        if (!metrics.isEmpty()) {
            spec.invalid(
                    key,
                    "spec.minReplicaCount must be at least 1 where all triggers are of type cpu or memory, which are not"
                            + " there without pods");
        } else if (!triggers.windows().isEmpty()) {
            spec.scope()
                    .reportAt(
                            spec.path(key),
                            FindingCode.NOT_CARRIED_OVER,
                            "spec.minReplicaCount 0 is not carried over: a schedule alone does not take a target to zero,"
                                    + " which keeps 1 replica",
                            "Add a trigger that tells when there is work.");
        }
        return 1;
    }

    private static void notCarriedOver(ManifestObject spec) {
        spec.notCarriedOver(
                "idleReplicaCount",
                "a target that is active has at least one replica, one that is idle has minReplicaCount",
                "Set minReplicaCount to 0, and hold the size of an active target by a schedule.");
        spec.notCarriedOver(
                "initialCooldownPeriod", "a target that was just created waits for the cooldown like any other", "");
    }

    private static @Nullable ManifestObject behavior(@Nullable ManifestObject advanced) {
        if (advanced == null) {
            return null;
        }
        advanced.notCarriedOver(
                "restoreToOriginalReplicaCount", "a policy that is taken away leaves the count as it is", "");
        ManifestObject config = advanced.object("horizontalPodAutoscalerConfig");
        if (config == null) {
            return null;
        }
        config.ignore("name");
        return config.object("behavior");
    }

    /** Adds signals and policies, and returns where in the manifest the parts of the policy come from. */
    private static Map<String, String> policies(
            ScalingSpecBuilder builder,
            List<Metric> metrics,
            @Nullable FormulaTracking formula,
            Behavior behavior,
            Duration polling) {
        Map<String, String> origins = new LinkedHashMap<>(Map.of(
                "target", "spec.scaleTargetRef.name",
                "replicas.min", "spec.minReplicaCount",
                "replicas.max", "spec.maxReplicaCount",
                "replicas", "spec",
                "policies", "spec.triggers",
                "activation.idleAfter", "spec.cooldownPeriod",
                "activation", "spec.minReplicaCount",
                "limits", "spec.advanced.horizontalPodAutoscalerConfig.behavior"));
        int policies = 0;
        for (int i = 0; i < metrics.size(); i++) {
            Metric metric = metrics.get(i);
            builder.signal(signal(metric, polling));
            origins.put("signals[" + i + "]", metric.path());
            // A formula takes the place of all metrics but those of pods.
            if (formula == null || !metric.isOutside()) {
                builder.policy(metric.policy().within(behavior.tolerance()));
                origins.put("policies[" + policies++ + "]", metric.path());
            }
        }
        if (formula != null) {
            builder.policy(formula);
            origins.put("policies[" + policies + "]", "spec.advanced.scalingModifiers");
        }
        return origins;
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
