package io.selfscale.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.policy.Window;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketWindowTest {

    private static final long LENGTH = 10;
    private static final Duration SPAN = Duration.ofNanos(50);

    /** Buckets 0 to 4 with the values 3, 1, 5, 2, 4. */
    private static BucketRing ring() {
        BucketRing ring = BucketRing.empty(LENGTH, 6);
        double[] values = {3, 1, 5, 2, 4};
        for (int k = 0; k < values.length; k++) {
            ring = ring.with(k * LENGTH + 5, values[k], true);
        }
        return ring;
    }

    private static Window window(BucketRing ring, long now) {
        return BucketWindow.of(ring, SPAN, now);
    }

    @Test
    void isMadeOfWholeBucketsAtAMultipleOfTheLength() {
        Window window = window(ring(), 50);

        assertThat(window.span()).isEqualTo(SPAN);
        assertThat(window.buckets()).isEqualTo(5);
        assertThat(window.filled()).isEqualTo(5);
        assertThat(window.mean()).isEqualTo(3);
        assertThat(window.min()).isEqualTo(1);
        assertThat(window.max()).isEqualTo(5);
    }

    @Test
    void countsTheBucketsThatItOverlaps() {
        assertThat(window(ring(), 49).buckets()).isEqualTo(6);
        assertThat(window(ring(), 51).buckets()).isEqualTo(6);
        assertThat(window(ring(), 60).buckets()).isEqualTo(5);
    }

    @Test
    void leavesOutASampleAtItsStartAndHoldsOneAtItsEnd() {
        BucketRing ring = BucketRing.empty(LENGTH, 6).with(50, 1, true).with(100, 2, true);

        assertThat(window(ring, 100).filled()).isEqualTo(1);
        assertThat(window(ring, 100).mean()).isEqualTo(2);
        assertThat(window(ring, 99).min()).isEqualTo(1);
    }

    @Test
    void aGapIsEmptyAndNotZero() {
        BucketRing ring = BucketRing.empty(LENGTH, 6).with(5, 4, true).with(45, 8, true);
        Window window = window(ring, 50);

        assertThat(window.filled()).isEqualTo(2);
        assertThat(window.mean()).isEqualTo(6);
        assertThat(window.min()).isEqualTo(4);
        assertThat(window.coverage()).isEqualTo(0.4);
    }

    @Test
    void aMeanIsWeightedByTimeAndNotByTheNumberOfSamples() {
        BucketRing ring = BucketRing.empty(LENGTH, 6);
        for (int i = 1; i <= 10; i++) {
            ring = ring.with(i, 100, true);
        }
        ring = ring.with(15, 0, true);

        assertThat(window(ring, 20).mean()).isEqualTo(50);
    }

    @Test
    void knowsNothingWithoutSamples() {
        Window window = window(BucketRing.empty(LENGTH, 6), 50);

        assertThat(window.filled()).isZero();
        assertThat(window.coverage()).isZero();
        assertThat(window.isSpanned()).isFalse();
        assertThat(window.mean()).isNaN();
        assertThat(window.min()).isNaN();
        assertThat(window.max()).isNaN();
        assertThat(window.percentile(0.5)).isNaN();
        assertThat(window.greatest(1, 1)).isNaN();
        assertThat(window.least(1, 1)).isNaN();
    }

    @Test
    void whatWasMeasuredLongAgoIsOut() {
        Window window = window(ring(), 1_000_000);

        assertThat(window.filled()).isZero();
        assertThat(window.buckets()).isEqualTo(5);
    }

    @Test
    void aPartialBucketIsFilledAndNotComplete() {
        BucketRing ring = ring().with(26, 5, false);

        assertThat(window(ring, 50).filled()).isEqualTo(5);
        assertThat(window(ring, 50).complete()).isEqualTo(4);
        assertThat(window(ring, 50).completeCoverage()).isEqualTo(0.8);
    }

    @ParameterizedTest(name = "first sample at {0}, now {1}")
    @CsvSource({"0, 50, true", "10, 50, true", "11, 50, false", "10, 49, false", "49, 50, false", "49, 89, true"})
    void isSpannedOnceMeasuringBeganOneBucketAfterItsStartAtTheLatest(long first, long now, boolean spanned) {
        BucketRing ring = BucketRing.empty(LENGTH, 6).with(first, 1, true);

        assertThat(window(ring, now).isSpanned()).isEqualTo(spanned);
    }

    @ParameterizedTest(name = "the percentile {0} is {1}")
    @CsvSource({"0.01, 1", "0.2, 1", "0.21, 2", "0.4, 2", "0.5, 3", "0.6, 3", "0.8, 4", "0.81, 5", "0.95, 5", "1, 5"})
    void takesThePercentileByNearestRank(double share, double expected) {
        assertThat(window(ring(), 50).percentile(share)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.1", "1.01", "NaN"})
    void refusesAPercentileThatIsNone(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window(ring(), 50).percentile(share))
                .withMessageContaining("in (0, 1]");
    }

    @ParameterizedTest(name = "rank {0} of the last {1}: greatest {2}, least {3}")
    @CsvSource({
        "1, 1, 4, 4",
        "1, 2, 4, 2",
        "2, 2, 2, 4",
        "1, 3, 5, 2",
        "3, 3, 2, 5",
        "1, 5, 5, 1",
        "2, 5, 4, 2",
        "5, 5, 1, 5",
        "1, 99, 5, 1",
        "4, 3, NaN, NaN",
        "6, 99, NaN, NaN"
    })
    void ranksTheLastBuckets(int rank, int last, double greatest, double least) {
        Window window = window(ring(), 50);

        assertThat(Double.valueOf(window.greatest(rank, last))).isEqualTo(Double.valueOf(greatest));
        assertThat(Double.valueOf(window.least(rank, last))).isEqualTo(Double.valueOf(least));
    }

    @Test
    void sinceLeavesOutEveryBucketThatBeganBefore() {
        Window window = window(ring(), 50);

        assertThat(window.since(20).filled()).isEqualTo(3);
        assertThat(window.since(20).min()).isEqualTo(2);
        assertThat(window.since(21).filled()).isEqualTo(2);
        assertThat(window.since(21).buckets()).isEqualTo(5);
        assertThat(window.since(Long.MAX_VALUE).filled()).isZero();
        assertThat(window.since(Long.MIN_VALUE).filled()).isEqualTo(5);
    }

    @Test
    void sinceIsNotUndoneByAnEarlierOne() {
        assertThat(window(ring(), 50).since(30).since(10).filled()).isEqualTo(2);
    }

    @Test
    void isSpannedSinceAMomentThatNoBucketOfItBeganBefore() {
        Window window = window(ring(), 50);

        assertThat(window.isSpanned()).isTrue();
        assertThat(window.since(0).isSpanned()).isTrue();
        assertThat(window.since(1).isSpanned()).isFalse();
        assertThat(window.since(Long.MAX_VALUE).isSpanned()).isFalse();
    }

    @Test
    void worksAroundAndFarFromZero() {
        for (long origin : new long[] {-20, -1_000_000, 4_000_000_000_000_000_000L}) {
            BucketRing ring = BucketRing.empty(LENGTH, 6)
                    .with(origin + 15, 1, true)
                    .with(origin + 20, 3, true)
                    .with(origin + 25, 4, true);
            if (origin >= -20) {
                assertThat(window(ring, origin + 30).mean()).isEqualTo(3);
                assertThat(window(ring, origin + 30).filled()).isEqualTo(2);
            } else {
                // Before the beginning of control time by more than the ring is long: there is nothing to keep.
                assertThat(window(ring, origin + 30).filled()).isZero();
            }
        }
    }
}
