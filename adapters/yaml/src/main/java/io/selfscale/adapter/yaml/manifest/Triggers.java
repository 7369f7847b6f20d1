package io.selfscale.adapter.yaml.manifest;

import io.selfscale.adapter.cron.CronRecurrence;
import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.tree.Quoted;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The triggers of a ScaledObject. Not safe for concurrent use. */
final class Triggers {

    /** Where the target of a trigger stands in its metadata, by its type. */
    private static final Map<String, String> TARGETS = Map.ofEntries(
            Map.entry("prometheus", "threshold"),
            Map.entry("kafka", "lagThreshold"),
            Map.entry("apache-kafka", "lagThreshold"),
            Map.entry("rabbitmq", "value"),
            Map.entry("aws-sqs-queue", "queueLength"),
            Map.entry("aws-cloudwatch", "targetMetricValue"),
            Map.entry("aws-kinesis-stream", "shardCount"),
            Map.entry("azure-queue", "queueLength"),
            Map.entry("azure-servicebus", "messageCount"),
            Map.entry("azure-eventhub", "unprocessedEventThreshold"),
            Map.entry("azure-monitor", "targetValue"),
            Map.entry("gcp-pubsub", "value"),
            Map.entry("redis", "listLength"),
            Map.entry("redis-cluster", "listLength"),
            Map.entry("redis-streams", "pendingEntriesCount"),
            Map.entry("nats-jetstream", "lagThreshold"),
            Map.entry("pulsar", "msgBacklogThreshold"),
            Map.entry("mysql", "queryValue"),
            Map.entry("postgresql", "targetQueryValue"),
            Map.entry("mssql", "targetValue"),
            Map.entry("mongodb", "queryValue"),
            Map.entry("metrics-api", "targetValue"),
            Map.entry("influxdb", "thresholdValue"),
            Map.entry("datadog", "queryValue"),
            Map.entry("graphite", "threshold"),
            Map.entry("loki", "threshold"),
            Map.entry("new-relic", "threshold"),
            Map.entry("kubernetes-workload", "value"));

    /** Where the target may stand in the metadata of other triggers. */
    private static final List<String> LIKELY =
            List.of("threshold", "targetValue", "targetMetricValue", "value", "queueLength", "lagThreshold", "target");

    private final MetricNames names = new MetricNames();
    private final List<ScheduleWindow> windows = new ArrayList<>();

    /** Returns the metrics that the triggers are, after reporting what of them is not carried over. */
    List<Metric> read(ManifestObject spec) {
        List<Metric> metrics = new ArrayList<>();
        List<ManifestObject> triggers = spec.list("triggers");
        for (ManifestObject trigger : triggers) {
            Metric metric = metric(trigger);
            if (metric != null) {
                metrics.add(metric);
            }
        }
        if (metrics.isEmpty() && windows.isEmpty()) {
            spec.scope()
                    .reportAt(
                            "spec.triggers",
                            triggers.isEmpty() ? FindingCode.MISSING_KEY : FindingCode.INVALID_POLICY,
                            "spec.triggers must hold at least one trigger that can be read as a policy",
                            "Add a trigger with a target value.");
        }
        return metrics;
    }

    /** Returns the floors of the cron triggers that were read, in order. */
    List<ScheduleWindow> windows() {
        return List.copyOf(windows);
    }

    private @Nullable Metric metric(ManifestObject trigger) {
        String type = trigger.requiredText("type");
        String name = trigger.text("name");
        String metricType = trigger.text("metricType");
        ManifestObject metadata = trigger.requiredObject("metadata");
        trigger.notCarriedOver("authenticationRef", "sources are not part of a policy", "");
        trigger.ignore("useCachedMetrics");
        if (type == null || metadata == null) {
            return null;
        }
        return switch (type) {
            case "cpu", "memory" -> resource(type, metricType, trigger, metadata);
            case "cron" -> {
                cron(name, metadata);
                yield null;
            }
            default -> outside(type, name == null ? type : name, metricType, trigger, metadata);
        };
    }

    /** A cron trigger is a floor, through the largest of all metrics: it can neither cap nor lower. */
    private void cron(@Nullable String name, ManifestObject metadata) {
        String zone = metadata.requiredText("timezone");
        String start = metadata.requiredText("start");
        String end = metadata.requiredText("end");
        Double replicas = positive(metadata, "desiredReplicas");
        if (zone == null || start == null || end == null || replicas == null) {
            return;
        }
        String window = (name == null ? "cron" : name) + (windows.isEmpty() ? "" : " " + (windows.size() + 1));
        try {
            int count = (int) Math.min(ScalingTarget.LARGEST, Math.ceil(replicas));
            windows.add(ScheduleWindow.floor(window, count, CronRecurrence.keda(start, end, ZoneId.of(zone))));
        } catch (DateTimeException e) {
            metadata.invalid("timezone", metadata.path("timezone") + " must be a time zone such as Asia/Shanghai");
        } catch (IllegalArgumentException e) {
            metadata.invalid("start", String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private @Nullable Metric resource(
            String type, @Nullable String metricType, ManifestObject trigger, ManifestObject metadata) {
        String legacyType = metadata.text("type");
        String form = metricType != null ? metricType : legacyType != null ? legacyType : "Utilization";
        String container = metadata.text("containerName");
        Double value = positive(metadata, "value");
        if (value == null) {
            return null;
        }
        String suffix = container == null ? "" : "_" + container;
        if (form.equals("Utilization")) {
            int percent = (int) Math.min(1_000_000, Math.round(value));
            return percent < 1
                    ? invalid(metadata, "value", "must be at least 1 percent")
                    : new Metric(type, HpaMetrics.utilization(type, suffix, percent, names), trigger.path(), false, 0);
        } else if (form.equals("AverageValue")) {
            return new Metric(type, HpaMetrics.usage(type, suffix, value, names), trigger.path(), false, 0);
        }
        return invalid(trigger, "metricType", "must be Utilization or AverageValue for " + type);
    }

    private @Nullable Metric outside(
            String type, String name, @Nullable String metricType, ManifestObject trigger, ManifestObject metadata) {
        String key = targetKey(type, metadata);
        if (key == null) {
            trigger.notCarriedOver(
                    "no target value is known for triggers of type " + Quoted.of(type),
                    "Write a tracking policy for it.");
            return null;
        }
        Double target = positive(metadata, key);
        double activation = 0;
        List<String> source = new ArrayList<>();
        for (String each : metadata.keys()) {
            if (each.startsWith("activation")) {
                Double told = metadata.quantity(each);
                activation = told == null ? 0 : told;
            } else if (!each.equals(key)) {
                metadata.ignore(each);
                source.add(each);
            }
        }
        if (target == null) {
            return null;
        }
        Signal signal = Signal.total(names.signal(name), "units");
        if (!source.isEmpty()) {
            metadata.scope()
                    .report(
                            FindingCode.NOT_CARRIED_OVER,
                            metadata.path() + " tells where the value comes from ("
                                    + String.join(
                                            ", ",
                                            source.stream()
                                                    .limit(8)
                                                    .map(Quoted::of)
                                                    .toList())
                                    + "), which is not carried over: sources are not part of a policy",
                            "Give the signal " + signal + " a source that reads it.");
        }
        TargetTracking policy;
        if (metricType == null || metricType.equals("AverageValue")) {
            policy = TargetTracking.averageValue(signal, target);
        } else if (metricType.equals("Value")) {
            policy = TargetTracking.value(signal, target);
        } else {
            return invalid(trigger, "metricType", "must be AverageValue or Value for " + Quoted.of(type));
        }
        return new Metric(name, policy, trigger.path(), true, activation);
    }

    private static @Nullable String targetKey(String type, ManifestObject metadata) {
        String known = TARGETS.get(type);
        if (known != null) {
            return known;
        }
        return LIKELY.stream().filter(metadata::has).findFirst().orElse(null);
    }

    private static @Nullable Double positive(ManifestObject metadata, String key) {
        if (!metadata.has(key)) {
            metadata.scope()
                    .report(
                            FindingCode.MISSING_KEY,
                            metadata.path() + " lacks the key " + key + ", the target of the trigger",
                            "Add " + key + ".");
            return null;
        }
        Double value = metadata.quantity(key);
        return value == null || (value > 0 && Double.isFinite(value)) ? value : invalidNumber(metadata, key);
    }

    private static @Nullable Double invalidNumber(ManifestObject metadata, String key) {
        metadata.invalid(key, metadata.path(key) + " must be above 0");
        return null;
    }

    private static @Nullable Metric invalid(ManifestObject object, String key, String rule) {
        object.invalid(key, object.path(key) + " " + rule);
        return null;
    }
}
