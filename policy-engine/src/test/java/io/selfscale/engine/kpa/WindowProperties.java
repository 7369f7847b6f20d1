package io.selfscale.engine.kpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.engine.window.BucketRing;
import io.selfscale.engine.window.BucketWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Windows and maxima against the plainest way to compute them. */
class WindowProperties {

    private static final long SECOND = 1_000_000_000L;

    @Property
    void averagesWhatAMapOfBucketsAverages(
            @ForAll @IntRange(min = 1, max = 8) int size,
            @ForAll @Size(max = 30) List<@IntRange(min = -8, max = 10) Integer> steps,
            @ForAll @IntRange(min = 0, max = 10) int after) {
        LoadBuckets buckets = LoadBuckets.empty(size * SECOND, SECOND);
        TreeMap<Integer, Double> map = new TreeMap<>();
        int last = 100;
        for (int step : steps) {
            int at = last + step;
            double value = at % 7 + 1;
            buckets = buckets.with(at * SECOND, value);
            if (map.isEmpty() || at - map.lastKey() >= size) {
                map.clear();
            }
            if (map.isEmpty() || map.lastKey() - at < size) {
                map.merge(at, value, Double::sum);
                last = map.lastKey();
            }
        }
        int now = last + after;
        assertThat(buckets.average(now * SECOND)).isCloseTo(average(map, size, now), within(1e-6));
    }

    private static double average(NavigableMap<Integer, Double> map, int size, int now) {
        Map<Integer, Double> inside = map.tailMap(now - size, false);
        if (inside.isEmpty()) {
            return 0;
        }
        double sum = inside.values().stream().mapToDouble(value -> value).sum();
        int oldest = Math.max(map.firstKey(), now - size + 1);
        return sum / (map.lastKey() - oldest + 1);
    }

    /** Where no bucket is missing, an engine window has the same average: young, full, or some time after its end. */
    @Property
    void anEngineWindowAveragesTheSameWhereNoBucketIsMissing(
            @ForAll @IntRange(min = 1, max = 30) int size,
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 1000) Double> values,
            @ForAll @IntRange(min = 0, max = 29) int after) {
        LoadBuckets buckets = LoadBuckets.empty(size * SECOND, SECOND);
        BucketRing ring = BucketRing.empty(SECOND, size + 1);
        long at = 100;
        for (double value : values) {
            at++;
            // The buckets of the engine end where those here begin: the same sample belongs to both.
            buckets = buckets.with((at - 1) * SECOND, value);
            ring = ring.with(at * SECOND, value, /* complete= */ true);
        }
        int gap = Math.min(after, size - 1);
        BucketWindow window = BucketWindow.of(ring, Duration.ofSeconds(size), (at + gap) * SECOND);
        assertThat(window.mean()).isCloseTo(buckets.average((at - 1 + gap) * SECOND), within(1e-6));
    }

    @Property
    void theMaximumIsThatOfTheLastIndexes(
            @ForAll @IntRange(min = 1, max = 8) int size,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 3) Integer> steps,
            @ForAll @Size(min = 40, max = 40) List<@IntRange(min = -20, max = 20) Integer> values) {
        SlidingMaximum maximum = SlidingMaximum.of(size);
        TreeMap<Long, Integer> all = new TreeMap<>();
        long index = 0;
        for (int i = 0; i < steps.size(); i++) {
            index += steps.get(i);
            maximum = maximum.with(index, values.get(i));
            all.merge(index, values.get(i), Math::max);
            assertThat(maximum.maximum())
                    .isEqualTo(all.tailMap(index - size, false).values().stream()
                            .mapToInt(value -> value)
                            .max()
                            .orElseThrow());
            assertThat(maximum.entries()).hasSizeLessThanOrEqualTo(size);
        }
    }

    @Property
    void aCoveringMaximumForgetsNothingWithinItsWindow(
            @ForAll @IntRange(min = 1, max = 1000) int windowSeconds,
            @ForAll @IntRange(min = 0, max = 100_000) int startMillis,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        Duration window = Duration.ofSeconds(windowSeconds);
        long start = startMillis * 1_000_000L;
        TimedMaximum maximum = TimedMaximum.covering(window, 30).with(start, 9);
        long later = start + (long) (share * window.toNanos());
        assertThat(maximum.with(later, 1).maximum()).isEqualTo(9);
        assertThat(maximum.with(start + 2 * window.toNanos() + 30, 1).maximum()).isEqualTo(1);
    }
}
