package io.selfscale.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketRingTest {

    private static final long LENGTH = 10;

    private static BucketRing ring() {
        return BucketRing.empty(LENGTH, /* buckets= */ 4);
    }

    @Test
    void holdsNothingAtFirst() {
        BucketRing ring = ring();

        assertThat(ring.firstNanos()).isEqualTo(BucketRing.NEVER);
        assertThat(ring.size()).isEqualTo(4);
        assertThat(ring.lengthNanos()).isEqualTo(LENGTH);
        for (long k = -10; k < 10; k++) {
            assertThat(ring.count(k)).isZero();
            assertThat(ring.sum(k)).isZero();
            assertThat(ring.isPartial(k)).isFalse();
        }
    }

    @ParameterizedTest(name = "the sample at {0} is in bucket {1}")
    @CsvSource({
        "1, 0",
        "10, 0",
        "11, 1",
        "20, 1",
        "21, 2",
        "0, -1",
        "-9, -1",
        "-10, -2",
        "-19, -2",
        "9000000000000000000, 899999999999999999",
        "9000000000000000001, 900000000000000000"
    })
    void aBucketBeginsAfterItsStartAndEndsWithItsEnd(long nanos, long bucket) {
        BucketRing ring = ring().with(nanos, 5, true);

        assertThat(ring.count(bucket)).isEqualTo(1);
        assertThat(ring.sum(bucket)).isEqualTo(5);
        assertThat(ring.count(bucket - 1)).isZero();
        assertThat(ring.count(bucket + 1)).isZero();
        assertThat(ring.firstNanos()).isEqualTo(nanos);
    }

    @Test
    void addsSamplesOfOneBucketUp() {
        BucketRing ring = ring().with(1, 2, true).with(5, 3, true).with(10, 4, true);

        assertThat(ring.sum(0)).isEqualTo(9);
        assertThat(ring.count(0)).isEqualTo(3);
    }

    @Test
    void gapsStayEmpty() {
        BucketRing ring = ring().with(5, 1, true).with(35, 2, true);

        assertThat(ring.count(0)).isEqualTo(1);
        assertThat(ring.count(1)).isZero();
        assertThat(ring.count(2)).isZero();
        assertThat(ring.count(3)).isEqualTo(1);
    }

    @Test
    void aLateSampleGoesToItsOwnBucket() {
        BucketRing ring =
                ring().with(5, 1, true).with(25, 2, true).with(6, 3, true).with(15, 4, true);

        assertThat(ring.sum(0)).isEqualTo(4);
        assertThat(ring.count(0)).isEqualTo(2);
        assertThat(ring.sum(1)).isEqualTo(4);
        assertThat(ring.sum(2)).isEqualTo(2);
        assertThat(ring.open().index()).isEqualTo(2);
    }

    @Test
    void aLateSampleMovesTheBeginningBack() {
        assertThat(ring().with(25, 2, true).with(6, 3, true).firstNanos()).isEqualTo(6);
    }

    @Test
    void aSampleOlderThanTheRingIsDropped() {
        BucketRing ring = ring().with(45, 1, true);

        assertThat(ring.with(10, 7, false)).isSameAs(ring);
        assertThat(ring.with(-1000, 7, false)).isSameAs(ring);
        assertThat(ring.with(11, 7, true).sum(1)).isEqualTo(7);
    }

    @Test
    void whatFallsOutIsForgotten() {
        BucketRing ring = ring().with(5, 1, true).with(15, 2, true).with(45, 3, true);

        assertThat(ring.count(0)).isZero();
        assertThat(ring.sum(0)).isZero();
        assertThat(ring.count(1)).isEqualTo(1);
    }

    @Test
    void aLongPauseEmptiesTheRing() {
        BucketRing ring =
                ring().with(5, 1, false).with(15, 2, false).with(25, 3, false).with(1_000_005, 4, true);

        for (long k = 100_000 - 3; k < 100_000; k++) {
            assertThat(ring.count(k)).isZero();
            assertThat(ring.isPartial(k)).isFalse();
        }
        assertThat(ring.sum(100_000)).isEqualTo(4);
        assertThat(ring.firstNanos()).isEqualTo(5);
    }

    @Test
    void onePartialSampleMakesItsBucketPartial() {
        BucketRing ring =
                ring().with(1, 1, true).with(2, 1, false).with(3, 1, true).with(11, 1, true);

        assertThat(ring.isPartial(0)).isTrue();
        assertThat(ring.isPartial(1)).isFalse();
        assertThat(ring.with(21, 1, true).with(12, 1, false).isPartial(1)).isTrue();
    }

    @Test
    void anOlderRingKeepsItsContents() {
        BucketRing open = ring().with(5, 1, true).with(15, 2, true);

        BucketRing same = open.with(16, 10, false);
        BucketRing late = open.with(6, 20, false);
        BucketRing next = open.with(25, 30, false);
        BucketRing far = open.with(95, 40, false);

        assertThat(open).isEqualTo(ring().with(5, 1, true).with(15, 2, true));
        assertThat(same.sum(1)).isEqualTo(12);
        assertThat(late.sum(0)).isEqualTo(21);
        assertThat(late.sum(1)).isEqualTo(2);
        assertThat(next.sum(2)).isEqualTo(30);
        assertThat(next.isPartial(0)).isFalse();
        assertThat(far.count(1)).isZero();
    }

    @Test
    void equalContentsMakeEqualRings() {
        BucketRing one = ring().with(5, 1, true).with(15, 2, true);
        BucketRing other = ring().with(5, 1, true).with(15, 2, true);

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(other.with(16, 1, true));
        assertThat(one).isNotEqualTo(ring().with(5, 1, true).with(15, 2, false));
        assertThat(one).isNotEqualTo(ring().with(6, 1, true).with(15, 2, true));
        assertThat(ring()).isNotEqualTo(BucketRing.empty(LENGTH + 1, 4)).isNotEqualTo("a ring");
    }

    @Test
    void refusesArraysThatCannotBeARing() {
        BucketRing.Open open = new BucketRing.Open(0, 1, 1, false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketRing.restored(LENGTH, 0, open, new double[2], new int[3], new boolean[2]))
                .withMessageContaining("one length");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketRing.restored(0, 0, open, new double[2], new int[2], new boolean[2]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BucketRing.restored(LENGTH, 0, open, new double[0], new int[0], new boolean[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BucketRing.restored(LENGTH, 0, open, new double[] {0, Double.NaN}, new int[2], new boolean[2]))
                .withMessageContaining("bucket 1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> BucketRing.restored(LENGTH, 0, open, new double[2], new int[] {-1, 0}, new boolean[2]))
                .withMessageContaining("bucket 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BucketRing.Open(0, Double.POSITIVE_INFINITY, 1, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketRing.Open(0, 1, -1, false));
    }

    @Test
    void isNotChangedThroughTheArraysItWasRestoredFrom() {
        double[] sums = {0, 3};
        BucketRing ring = BucketRing.restored(
                LENGTH, 1, new BucketRing.Open(2, 1, 1, false), sums, new int[] {0, 1}, new boolean[2]);
        sums[1] = 99;

        assertThat(ring.sum(1)).isEqualTo(3);
    }
}
