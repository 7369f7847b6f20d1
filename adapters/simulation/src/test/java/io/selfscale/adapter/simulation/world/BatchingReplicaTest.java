package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.service.ReplicaModel;
import org.junit.jupiter.api.Test;

class BatchingReplicaTest {

    /** 10 ms a token, and 1 ms more for each request that shares the replica. */
    private static final ReplicaModel MODEL = new ReplicaModel(4, 0, 0, 0, 0.010, 0.001);

    private final BatchingReplica replica = new BatchingReplica(MODEL);
    private final double[] tokens = new double[8];

    private void begins(int request, double at, double prefill, double length) {
        tokens[request] = length;
        replica.begin(request, at, at + prefill);
    }

    /** Lets happen what is next, and checks what it is and when. */
    private void next(double at, int request) {
        assertThat(replica.next()).isCloseTo(at, within(1e-9));
        assertThat(replica.step(replica.next(), tokens)).isEqualTo(request);
    }

    @Test
    void aRequestAloneTakesItsPrefillAndElevenMillisecondsAToken() {
        begins(0, 5, 0.5, 100);
        next(5.5, ~0);
        next(6.6, 0);
        assertThat(replica.next()).isInfinite();
        assertThat(replica.taken()).isZero();
        assertThat(replica.slotSeconds(10)).isCloseTo(1.6, within(1e-9));
        assertThat(replica.busySeconds(10)).isCloseTo(1.6, within(1e-9));
    }

    /**
     * The first alone for 1.1 s makes 100 of its 300 tokens; with the second, prefilling or not, 12 ms a token: 200 more in
     * 2.4 s, of which the second prefills for 1.2 s and makes 100 of its 150; its last 50 alone take 0.55 s.
     */
    @Test
    void aPrefillSlowsTheOthersAsADecodingDoes() {
        begins(0, 0, 0, 300);
        next(0, ~0);
        begins(1, 1.1, 1.2, 150);
        next(2.3, ~1);
        next(3.5, 0);
        next(4.05, 1);
        assertThat(replica.slotSeconds(5)).isCloseTo(3.5 + 2.95, within(1e-9));
        assertThat(replica.busySeconds(5)).isCloseTo(4.05, within(1e-9));
    }

    @Test
    void noPrefillAndNoTokensTakeNoTime() {
        begins(0, 3, 0, 0);
        next(3, 0);
        assertThat(replica.taken()).isZero();
        assertThat(replica.slotSeconds(4)).isZero();
    }

    @Test
    void aPrefillWithoutTokensEndsTheRequest() {
        begins(0, 3, 0.25, 0);
        next(3.25, 0);
        assertThat(replica.next()).isInfinite();
    }

    @Test
    void whatEndsAtTheSameTimeEndsInOrderOfArrival() {
        begins(2, 0, 0, 100);
        next(0, ~2);
        begins(1, 0, 0, 100);
        next(0, ~1);
        begins(3, 0, 1.3, 0);
        // Two decode and one prefills: 13 ms a token, all end after 1.3 s; the prefill is looked at first.
        next(1.3, 3);
        next(1.3, 1);
        next(1.3, 2);
        assertThat(replica.next()).isInfinite();
    }

    @Test
    void staysPreciseAfterALongIdleTime() {
        begins(0, 0, 0.5, 10);
        next(0.5, ~0);
        next(0.61, 0);
        double later = 4e8;
        begins(1, later, 0.5, 10);
        assertThat(replica.step(replica.next(), tokens)).isEqualTo(~1);
        assertThat(replica.next() - later).isCloseTo(0.61, within(1e-6));
    }

    @Test
    void theLongestRequestOfAllEndsInTime() {
        begins(0, 0, 0, Integer.MAX_VALUE);
        next(0, ~0);
        begins(1, 1, 0, 1);
        next(1, ~1);
        next(1.012, 1);
        assertThat(replica.next()).isCloseTo(0.011 * Integer.MAX_VALUE + 0.001, within(1e-3));
        assertThat(replica.step(replica.next(), tokens)).isZero();
    }

    @Test
    void abortingGivesBackWhatPrefillsAndWhatDecodes() {
        begins(0, 0, 0, 100);
        next(0, ~0);
        begins(1, 0.1, 5, 100);
        assertThat(replica.abort(0.5)).containsExactlyInAnyOrder(0, 1);
        assertThat(replica.taken()).isZero();
        assertThat(replica.next()).isInfinite();
        assertThat(replica.slotSeconds(9)).isCloseTo(0.9, within(1e-9));
        assertThat(replica.abort(9)).isEmpty();
    }
}
