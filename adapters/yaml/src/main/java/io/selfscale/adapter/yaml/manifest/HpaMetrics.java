package io.selfscale.adapter.yaml.manifest;

import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.TargetTracking.Readiness;
import io.selfscale.policy.Signal;
import org.jspecify.annotations.Nullable;

/** The metrics of a Horizontal Pod Autoscaler (semantics sections 1.4 and 1.5). */
final class HpaMetrics {

    private static final String NO_QUERY = "which series is read is not part of a policy";

    private HpaMetrics() {}

    /** Returns what a metric says, or null after reporting why it says nothing. */
    static @Nullable Metric read(ManifestObject metric, MetricNames names) {
        String type = metric.requiredText("type");
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "Resource" -> resource(metric, "resource", names);
            case "ContainerResource" -> resource(metric, "containerResource", names);
            case "Pods" -> series(metric, "pods", names);
            case "Object" -> series(metric, "object", names);
            case "External" -> series(metric, "external", names);
            default -> {
                metric.invalid(
                        "type", metric.path("type") + " must be Resource, ContainerResource, Pods, Object or External");
                yield null;
            }
        };
    }

    private static @Nullable Metric resource(ManifestObject metric, String key, MetricNames names) {
        ManifestObject source = metric.requiredObject(key);
        if (source == null) {
            return null;
        }
        String resource = source.requiredText("name");
        String container = key.equals("resource") ? null : source.requiredText("container");
        ManifestObject target = source.requiredObject("target");
        if (resource == null || target == null || (container == null && !key.equals("resource"))) {
            return null;
        }
        String suffix = container == null ? "" : "_" + container;
        String type = target.requiredText("type");
        TargetTracking policy = null;
        if ("Utilization".equals(type)) {
            int percent = target.integer("averageUtilization", 0, 1, 1_000_000);
            if (!target.has("averageUtilization")) {
                target.invalid("type", target.path() + " needs averageUtilization");
            }
            policy = percent == 0 ? null : utilization(resource, suffix, percent, names);
        } else if ("AverageValue".equals(type)) {
            Double value = positive(target, "averageValue");
            policy = value == null ? null : usage(resource, suffix, value, names);
        } else if (type != null) {
            target.invalid("type", target.path("type") + " must be Utilization or AverageValue");
        }
        return policy == null ? null : new Metric(resource, policy, metric.path(), false, 0);
    }

    /** Returns the tracking of a share of what the pods requested. */
    static TargetTracking utilization(String resource, String suffix, int percent, MetricNames names) {
        Signal signal = Signal.ratio(names.signal(resource + "_utilization" + suffix));
        return TargetTracking.utilization(signal, percent / 100.0)
                .with(resource.equals("cpu") ? Readiness.CPU : Readiness.IGNORED);
    }

    /** Returns the tracking of what a pod uses on average. */
    static TargetTracking usage(String resource, String suffix, double value, MetricNames names) {
        String unit = resource.equals("cpu") ? "cores" : resource.equals("memory") ? "bytes" : "units";
        Signal signal = Signal.perReplica(names.signal(resource + "_usage" + suffix), unit);
        return TargetTracking.podsAverage(signal, value)
                .with(resource.equals("cpu") ? Readiness.CPU : Readiness.IGNORED);
    }

    private static @Nullable Metric series(ManifestObject metric, String key, MetricNames names) {
        ManifestObject source = metric.requiredObject(key);
        if (source == null) {
            return null;
        }
        ManifestObject identifier = source.requiredObject("metric");
        ManifestObject target = source.requiredObject("target");
        String name = identifier == null ? null : identifier.requiredText("name");
        if (identifier == null || target == null || name == null) {
            return null;
        }
        String signalName = names.signal(name);
        String remedy = "Give the signal " + signalName + " a source that reads it.";
        identifier.notCarriedOver("selector", NO_QUERY, remedy);
        source.notCarriedOver("describedObject", NO_QUERY, remedy);
        String type = target.requiredText("type");
        TargetTracking policy = null;
        if ("AverageValue".equals(type)) {
            Double value = positive(target, "averageValue");
            if (value != null) {
                policy = key.equals("pods")
                        ? TargetTracking.podsAverage(Signal.perReplica(signalName, "units"), value)
                        : TargetTracking.averageValue(Signal.total(signalName, "units"), value);
            }
        } else if ("Value".equals(type) && !key.equals("pods")) {
            Double value = positive(target, "value");
            policy = value == null ? null : TargetTracking.value(Signal.total(signalName, "units"), value);
        } else if (type != null) {
            target.invalid(
                    "type", target.path("type") + " must be AverageValue" + (key.equals("pods") ? "" : " or Value"));
        }
        return policy == null ? null : new Metric(name, policy, metric.path(), !key.equals("pods"), 0);
    }

    private static @Nullable Double positive(ManifestObject target, String key) {
        Double value = target.quantity(key);
        if (value == null && !target.has(key)) {
            target.invalid("type", target.path() + " needs " + key);
        } else if (value != null && !(value > 0 && Double.isFinite(value))) {
            target.invalid(key, target.path(key) + " must be above 0");
            return null;
        }
        return value;
    }
}
