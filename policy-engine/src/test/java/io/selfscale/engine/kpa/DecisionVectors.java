package io.selfscale.engine.kpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.codec.JsonObject;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/** Vectors about the decision and what it rests on. */
final class DecisionVectors {

    private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

    private DecisionVectors() {}

    static void scale(JsonObject input, JsonObject expected) {
        KpaSpec spec = spec(input.object("spec"));
        KpaState state = state(spec, input.object("initial_state"));
        List<JsonObject> steps = input.objects("steps");
        List<JsonObject> results = expected.objects("steps");
        assertThat(results).hasSameSizeAs(steps);

        for (int i = 0; i < steps.size(); i++) {
            JsonObject step = steps.get(i);
            if (step.has("new_spec")) {
                spec = spec(step.object("new_spec"));
            }
            KpaLoad load = KpaLoad.ofNullable(
                    numberOrNull(step, "observed_stable_value"), numberOrNull(step, "observed_panic_value"));
            KpaDecision decision = new KpaScaler(spec, Precision.EXACT)
                    .decide(state, countOrNull(step, "ready_pods"), load, nanos(step.number("now_seconds")));
            assertStep(results.get(i), decision, "step " + i);
            state = decision.state();
        }
    }

    private static void assertStep(JsonObject expected, KpaDecision decision, String step) {
        for (String key : expected.keys()) {
            switch (key) {
                case "scale_valid" -> assertThat(decision.valid()).as(step).isEqualTo(expected.bool(key));
                case "desired_pods" -> assertThat(decision.replicas()).as(step).isEqualTo(expected.count(key));
                case "excess_burst_capacity" ->
                    // The source allows a difference of one.
                    assertThat(decision.excessBurstCapacity())
                            .as(step)
                            .isCloseTo(expected.count(key), Offset.offset(1));
                case "in_panic" ->
                    assertThat(decision.state().inPanic()).as(step).isEqualTo(expected.bool(key));
                case "panic_started_at_seconds" -> assertPanicSince(expected, decision.state(), step);
                default -> throw new AssertionError("unknown expectation " + key);
            }
        }
    }

    private static void assertPanicSince(JsonObject expected, KpaState state, String step) {
        Double since = numberOrNull(expected, "panic_started_at_seconds");
        assertThat(state.inPanic()).as(step).isEqualTo(since != null);
        if (since != null) {
            assertThat(state.panicSinceNanos()).as(step).isEqualTo(nanos(since));
        }
    }

    private static KpaSpec spec(JsonObject spec) {
        return new KpaSpec(
                new KpaTarget(spec.number("target_value"), spec.number("total_value")),
                spec.number("target_burst_capacity"),
                spec.number("panic_threshold"),
                new KpaSpec.Rates(spec.number("max_scale_up_rate"), spec.number("max_scale_down_rate")),
                Duration.ofNanos(nanos(spec.number("stable_window_seconds"))),
                Duration.ofNanos(nanos(spec.number("scale_down_delay_seconds"))),
                spec.bool("reachable"),
                spec.count("activation_scale"));
    }

    private static KpaState state(KpaSpec spec, JsonObject state) {
        Double since = numberOrNull(state, "panic_started_at_seconds");
        return new KpaState(
                state.bool("in_panic"),
                since == null ? 0 : nanos(since),
                state.count("max_panic_pods"),
                KpaState.initial(spec, 0, 0).delayed());
    }

    static void initialState(JsonObject input, JsonObject expected) {
        KpaSpec spec = KpaSpec.of(new KpaTarget(70, 100));
        KpaState state = KpaState.initial(spec, countOrNull(input, "ready_pods_at_creation"), 0);
        assertThat(state.inPanic()).isEqualTo(expected.bool("in_panic"));
        assertThat(state.maxPanicReplicas()).isEqualTo(expected.count("max_panic_pods"));
    }

    static void targetResolution(JsonObject input, JsonObject expected) {
        Double percent = numberOrNull(input, "target_utilization_percent_annotation");
        JsonObject config = input.object("config");
        TargetSettings settings = new TargetSettings(
                input.string("metric").equals("rps") ? ScalingMetric.RPS : ScalingMetric.CONCURRENCY,
                input.number("container_concurrency_limit"),
                numberOrNull(input, "target_annotation"),
                percent == null ? null : percent / 100);
        TargetDefaults defaults = new TargetDefaults(
                config.number("concurrency_target_default"),
                config.number("concurrency_target_utilization_fraction"),
                config.number("rps_target_default"),
                config.number("rps_target_utilization_fraction"),
                config.number("minimum_target"));

        KpaTarget target = KpaTarget.resolve(settings, defaults);

        assertThat(target.target()).isCloseTo(expected.number("target_value"), ROUNDING);
        assertThat(target.total()).isCloseTo(expected.number("total_value"), ROUNDING);
    }

    static @Nullable Double numberOrNull(JsonObject object, String key) {
        return object.has(key) ? object.number(key) : null;
    }

    private static @Nullable Integer countOrNull(JsonObject object, String key) {
        return object.has(key) ? object.count(key) : null;
    }

    static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
