package io.selfscale.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** A ring answers as the log of all samples would, to the last bit. */
class BucketWindowProperties {

    /** A sample that arrives {@code advance} after the one before, and was measured {@code late} earlier. */
    record Arrival(long advance, long late, double value, boolean complete) {}

    /** How time is divided. */
    record Layout(long length, long span) {
        int size() {
            return (int) ((span + length - 1) / length) + 1;
        }
    }

    @Provide
    Arbitrary<Layout> layouts() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 40),
                        Arbitraries.longs().between(1, 12),
                        Arbitraries.longs().between(0, 39))
                .as((length, buckets, rest) -> new Layout(length, Math.max(1, length * buckets - rest % length)));
    }

    @Provide
    Arbitrary<List<Arrival>> arrivals() {
        Arbitrary<Long> advances = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 60)),
                Tuple.of(1, Arbitraries.longs().between(0, 2_000)));
        Arbitrary<Long> lates = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0L)),
                Tuple.of(1, Arbitraries.longs().between(0, 600)));
        return Combinators.combine(
                        advances, lates, Arbitraries.doubles().between(0, 1000), Arbitraries.of(true, true, false))
                .as(Arrival::new)
                .list()
                .ofMaxSize(40);
    }

    /** What a window answers. */
    record Answers(
            int buckets,
            int filled,
            int complete,
            boolean spanned,
            double mean,
            double min,
            double max,
            double ranked) {

        static Answers of(Window window) {
            return new Answers(
                    window.buckets(),
                    window.filled(),
                    window.complete(),
                    window.isSpanned(),
                    window.mean(),
                    window.min(),
                    window.max(),
                    window.percentile(0.9));
        }

        static Answers of(SampleLog log, Layout layout, long now, long since) {
            List<Long> overlapping = log.overlapping(layout.span(), now);
            List<SampleLog.Bucket> filled = log.filled(overlapping, since);
            double sum = 0;
            for (SampleLog.Bucket bucket : filled) {
                sum += bucket.value();
            }
            List<Double> values = sorted(filled);
            int count = values.size();
            long latestStart = now - layout.span() + layout.length();
            return new Answers(
                    overlapping.size(),
                    count,
                    (int) filled.stream().filter(SampleLog.Bucket::complete).count(),
                    log.firstNanos() <= latestStart && beganSince(since, overlapping, layout),
                    count == 0 ? Double.NaN : sum / count,
                    count == 0 ? Double.NaN : values.get(0),
                    count == 0 ? Double.NaN : values.get(count - 1),
                    count == 0 ? Double.NaN : values.get((9 * count + 9) / 10 - 1));
        }

        private static boolean beganSince(long since, List<Long> buckets, Layout layout) {
            return since == Long.MIN_VALUE || buckets.stream().allMatch(index -> index * layout.length() >= since);
        }
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void answersAsTheLogOfAllSamples(
            @ForAll("layouts") Layout layout,
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll @LongRange(max = 100) long later,
            @ForAll @LongRange(max = 700) long sinceAgo) {
        BucketRing ring = BucketRing.empty(layout.length(), layout.size());
        SampleLog log = new SampleLog(layout.length(), layout.size());
        long now = 0;
        for (Arrival arrival : arrivals) {
            now += arrival.advance();
            ring = ring.with(now - arrival.late(), arrival.value(), arrival.complete());
            log.add(now - arrival.late(), arrival.value(), arrival.complete());
        }
        now += later;
        Window window = BucketWindow.of(ring, Duration.ofNanos(layout.span()), now);

        assertThat(Answers.of(window)).isEqualTo(Answers.of(log, layout, now, Long.MIN_VALUE));
        long since = now - sinceAgo;
        assertThat(Answers.of(window.since(since))).isEqualTo(Answers.of(log, layout, now, since));
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void ranksAsTheLogOfAllSamples(
            @ForAll("layouts") Layout layout,
            @ForAll("arrivals") List<Arrival> arrivals,
            @ForAll @IntRange(min = 1, max = 14) int last,
            @ForAll @IntRange(min = 1, max = 14) int rank) {
        BucketRing ring = BucketRing.empty(layout.length(), layout.size());
        SampleLog log = new SampleLog(layout.length(), layout.size());
        long now = 0;
        for (Arrival arrival : arrivals) {
            now += arrival.advance();
            ring = ring.with(now - arrival.late(), arrival.value(), arrival.complete());
            log.add(now - arrival.late(), arrival.value(), arrival.complete());
        }
        Window window = BucketWindow.of(ring, Duration.ofNanos(layout.span()), now);
        List<Long> overlapping = log.overlapping(layout.span(), now);
        List<Double> values = sorted(log.filled(
                overlapping.subList(Math.max(0, overlapping.size() - last), overlapping.size()), Long.MIN_VALUE));

        Double greatest = values.size() < rank ? Double.NaN : values.get(values.size() - rank);
        Double least = values.size() < rank ? Double.NaN : values.get(rank - 1);
        assertThat(Double.valueOf(window.greatest(rank, last))).isEqualTo(greatest);
        assertThat(Double.valueOf(window.least(rank, last))).isEqualTo(least);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void ringsThatShareArraysDoNotDisturbEachOther(
            @ForAll("layouts") Layout layout, @ForAll("arrivals") List<Arrival> arrivals) {
        BucketRing ring = BucketRing.empty(layout.length(), layout.size());
        List<BucketRing> rings = new ArrayList<>();
        List<String> asTheyWere = new ArrayList<>();
        long now = 0;
        for (Arrival arrival : arrivals) {
            now += arrival.advance();
            ring = ring.with(now - arrival.late(), arrival.value(), arrival.complete());
            rings.add(ring);
            asTheyWere.add(contents(ring));
        }

        for (int i = 0; i < rings.size(); i++) {
            assertThat(contents(rings.get(i))).isEqualTo(asTheyWere.get(i));
        }
    }

    /** The percentile is a value of the window, and at least its share of values does not exceed it. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aPercentileIsTheLeastValueThatItsShareDoesNotExceed(
            @ForAll("arrivals") List<Arrival> arrivals, @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
        BucketRing ring = BucketRing.empty(20, 31);
        long now = 0;
        for (Arrival arrival : arrivals) {
            now += arrival.advance();
            ring = ring.with(now, arrival.value(), true);
        }
        Window window = BucketWindow.of(ring, Duration.ofNanos(600), now);
        double percentile = window.percentile(share);
        if (window.filled() == 0) {
            assertThat(percentile).isNaN();
            return;
        }
        List<Double> values = new ArrayList<>();
        for (int rank = 1; rank <= window.filled(); rank++) {
            values.add(window.least(rank, window.buckets()));
        }
        assertThat(values).contains(percentile);
        long notAbove = values.stream().filter(value -> value <= percentile).count();
        long below = values.stream().filter(value -> value < percentile).count();
        assertThat(notAbove + 1e-9).isGreaterThanOrEqualTo(share * values.size());
        assertThat((double) below).isLessThan(share * values.size());
    }

    private static List<Double> sorted(List<SampleLog.Bucket> buckets) {
        return buckets.stream()
                .map(SampleLog.Bucket::value)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static String contents(BucketRing ring) {
        StringBuilder text = new StringBuilder();
        for (long k = ring.open().index() - ring.size(); k <= ring.open().index() + 1; k++) {
            text.append(ring.sum(k))
                    .append('/')
                    .append(ring.count(k))
                    .append(ring.isPartial(k))
                    .append(' ');
        }
        return text.append(ring.firstNanos()).toString();
    }
}
