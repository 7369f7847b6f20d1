package io.selfscale.engine.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.policy.JobScaling;
import io.selfscale.policy.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Vectors about jobs, and about what a failed metric reports. */
final class JobVectors {

    private static final JobScaling POLICY = JobScaling.on(Signal.total("queue", "items"), 1);

    private JobVectors() {}

    static void strategy(JsonObject input, JsonObject expected) {
        JobStrategy strategy = strategy(input);
        long most = input.integer("max_replica_count");

        assertThat(strategy.allowed(
                        input.integer("max_scale"), input.integer("running_jobs"), input.integer("pending_jobs"), most))
                .isEqualTo(expected.integer("effective_max_scale"));
        if (expected.has("scale_to")) {
            assertThat(strategy.asked(input.integer("scale_to"), most)).isEqualTo(expected.integer("scale_to"));
        }
        checkDecision(input, expected, 0);
    }

    static void decision(JsonObject input, JsonObject expected) {
        checkDecision(input, expected, input.integer("min_replica_count"));
    }

    private static void checkDecision(JsonObject input, JsonObject expected, long min) {
        JobDecision decision = POLICY.by(strategy(input))
                .decide(
                        new JobDemand(true, input.integer("scale_to"), input.integer("max_scale")),
                        input.integer("running_jobs"),
                        input.integer("pending_jobs"),
                        min,
                        input.integer("max_replica_count"));

        assertThat(decision.allowed()).isEqualTo(Math.max(0, expected.integer("effective_max_scale")));
        if (expected.has("scale_to")) {
            assertThat(decision.asked()).isEqualTo(expected.integer("scale_to"));
        }
    }

    private static JobStrategy strategy(JsonObject input) {
        String name = input.string("strategy");
        if (!name.equals("custom")) {
            return JobStrategy.named(name);
        }
        return new JobStrategy.Custom(
                input.has("queue_length_deduction") ? input.count("queue_length_deduction") : 0,
                input.has("running_job_fraction") ? input.number("running_job_fraction") : 0);
    }

    static void targetAverage(JsonObject input, JsonObject expected) {
        List<Double> values =
                Arrays.stream(input.numbers("target_average_values")).boxed().toList();

        assertThat(JobTrigger.averageOf(values)).isCloseTo(expected.number("average"), offset(1e-12));
    }

    static void aggregation(JsonObject input, JsonObject expected) {
        List<JobTrigger> triggers = new ArrayList<>();
        for (JsonObject trigger : input.objects("triggers")) {
            triggers.add(new JobTrigger(
                    trigger.number("queue_length"), trigger.number("target_average_value"), trigger.bool("active")));
        }
        String calculation = input.string("calculation");

        JobDemand demand = POLICY.combining(
                        calculation.equals("avg")
                                ? JobDemand.Calculation.AVERAGE
                                : JobDemand.Calculation.valueOf(calculation.toUpperCase(Locale.ROOT)))
                .demand(triggers, input.integer("min_replica_count"), input.integer("max_replica_count"));

        if (expected.has("active")) {
            assertThat(demand.active()).isEqualTo(expected.bool("active"));
        }
        if (expected.has("queue_length")) {
            assertThat(demand.queueLength()).isEqualTo(expected.integer("queue_length"));
        }
        if (expected.has("max_scale")) {
            assertThat(demand.maxScale()).isEqualTo(expected.integer("max_scale"));
        }
    }

    static void fallback(JsonObject input, JsonObject expected) {
        Double observed = input.has("observed_metric_value") ? (Double) input.number("observed_metric_value") : null;
        Integer failures =
                input.has("consecutive_failures_before") ? (Integer) input.count("consecutive_failures_before") : null;

        MetricFallback.Report report = input.bool("fallback_enabled")
                ? fallback(input)
                        .averageValue(
                                observed,
                                failures,
                                input.number("target_average_value"),
                                input.has("current_replicas") ? input.count("current_replicas") : 0)
                : MetricFallback.none(observed, failures);

        if (expected.has("error")) {
            assertThat(report.value()).isNull();
        }
        if (expected.has("metric_value")) {
            assertThat(report.value()).isCloseTo(expected.number("metric_value"), offset(0.001));
        }
        if (expected.has("consecutive_failures_after")) {
            assertThat(report.failures()).isEqualTo(expected.count("consecutive_failures_after"));
        }
    }

    private static MetricFallback fallback(JsonObject input) {
        String behavior = input.stringOrNull("behavior");
        return new MetricFallback(
                input.count("failure_threshold"),
                input.count("fallback_replicas"),
                behavior == null
                        ? MetricFallback.Behavior.STATIC
                        : MetricFallback.Behavior.valueOf(
                                behavior.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT)));
    }
}
