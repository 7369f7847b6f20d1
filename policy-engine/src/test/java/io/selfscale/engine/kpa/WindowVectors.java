package io.selfscale.engine.kpa;

import static io.selfscale.engine.kpa.DecisionVectors.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.engine.codec.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/** Vectors about windows: their averages, maxima and coefficients. */
final class WindowVectors {

    private WindowVectors() {}

    static void average(JsonObject input, JsonObject expected) {
        boolean weighted = switch (input.string("kind")) {
            case "simple" -> false;
            case "weighted_exponential" -> true;
            default -> throw new AssertionError("unknown kind " + input.string("kind"));
        };
        LoadBuckets buckets =
                LoadBuckets.empty(nanos(input.number("window_seconds")), nanos(input.number("granularity_seconds")));
        List<Object> results = new ArrayList<>();
        for (JsonObject op : input.objects("ops")) {
            long at = op.has("at_seconds") ? nanos(op.number("at_seconds")) : 0;
            switch (op.string("op")) {
                case "record" -> buckets = buckets.with(at, op.number("value"));
                case "resize_window" -> buckets = buckets.resized(nanos(op.number("window_seconds")), at);
                case "window_average" -> results.add(weighted ? buckets.weightedAverage(at) : buckets.average(at));
                case "sum_of_buckets" -> results.add(buckets.sum(at));
                case "non_zero_buckets" ->
                    results.add(buckets.nonZero(at).stream()
                            .map(bucket -> List.<Object>of(bucket.startNanos() / 1e9, bucket.sum()))
                            .toList());
                case "is_empty" -> results.add(buckets.isEmpty(at));
                case "bucket_count" -> results.add((double) buckets.count());
                case "smoothing_coefficient" -> results.add(Smoothing.coefficient(buckets.count()));
                default -> throw new AssertionError("unknown op " + op.string("op"));
            }
        }
        assertAlike(expected.get("results"), results, tolerance(expected), "results");
    }

    private static void assertAlike(@Nullable Object expected, Object actual, Offset<Double> tolerance, String where) {
        if (expected instanceof List<?> list) {
            assertThat(actual).as(where).isInstanceOf(List.class);
            List<?> others = (List<?>) actual;
            assertThat(others).as(where).hasSameSizeAs(list);
            for (int i = 0; i < list.size(); i++) {
                assertAlike(list.get(i), others.get(i), tolerance, where + "[" + i + "]");
            }
        } else if (expected instanceof Number number) {
            assertThat((Double) actual).as(where).isCloseTo(number.doubleValue(), tolerance);
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }

    static void maximum(JsonObject input, JsonObject expected) {
        SlidingMaximum window = SlidingMaximum.of(input.count("size"));
        List<Double> maxima = new ArrayList<>();
        for (JsonObject item : input.objects("records")) {
            window = window.with(item.integer("index"), whole(item));
            maxima.add((double) window.maximum());
        }
        assertAlike(expected.get("maximum_after_each_record"), maxima, tolerance(expected), "maxima");
    }

    static void timedMaximum(JsonObject input, JsonObject expected) {
        TimedMaximum window = TimedMaximum.of(
                Duration.ofNanos(nanos(input.number("window_seconds"))),
                Duration.ofNanos(nanos(input.number("granularity_seconds"))));
        for (JsonObject item : input.objects("records")) {
            window = window.with(nanos(item.number("at_seconds")), whole(item));
        }
        assertThat((double) window.maximum()).isCloseTo(expected.number("maximum"), tolerance(expected));
    }

    /** Returns a replica count, also where it is written as a fraction. */
    private static int whole(JsonObject item) {
        double value = item.number("value");
        assertThat(value).as("a replica count").isEqualTo(Math.rint(value));
        return (int) value;
    }

    static void smoothingCoefficient(JsonObject input, JsonObject expected) {
        double coefficient = Smoothing.coefficient(
                input.count("number_of_buckets"),
                input.number("weight_precision"),
                input.number("minimum_coefficient"));
        assertThat(coefficient).isCloseTo(expected.number("coefficient"), tolerance(expected));
    }

    static void roundToDigits(JsonObject input, JsonObject expected) {
        double rounded = Rounding.toDigits(input.number("value"), input.count("digits"));
        assertThat(rounded).isEqualTo(expected.number("rounded") + 0.0);
    }

    static void sampleSize(JsonObject input, JsonObject expected) {
        assertThat(SampleSize.of(input.count("population"))).isEqualTo(expected.count("sample_size"));
    }

    private static Offset<Double> tolerance(JsonObject expected) {
        Double tolerance = DecisionVectors.numberOrNull(expected, "absolute_tolerance");
        return Offset.offset(tolerance == null ? 1e-9 : tolerance);
    }
}
