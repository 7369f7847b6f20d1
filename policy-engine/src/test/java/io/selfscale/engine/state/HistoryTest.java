package io.selfscale.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1000 * SECOND;
    private static final long KEEP = 300 * SECOND;

    /** Returns a history of raw recommendations: pairs of age in seconds and count, oldest first. */
    private static History recommended(long... agesAndCounts) {
        History history = History.empty();
        for (int i = 0; i < agesAndCounts.length; i += 2) {
            history = history.recommended(NOW - agesAndCounts[i] * SECOND, (int) agesAndCounts[i + 1], KEEP);
        }
        return history;
    }

    /** The present count, clamped between the least of one window and the greatest of the other. */
    private static int stabilized(History history, int requested, int wanted, long outSeconds, long inSeconds) {
        int least = history.leastSince(NOW, outSeconds * SECOND, wanted);
        int greatest = history.greatestSince(NOW, inSeconds * SECOND, wanted);
        return Math.min(Math.max(requested, least), greatest);
    }

    @Test
    void s1HoldsBetweenBothWindows() {
        assertThat(stabilized(recommended(50, 7, 40, 4, 5, 3), 5, 3, 10, 60)).isEqualTo(5);
    }

    @Test
    void s2ShrinksToTheGreatestOfItsWindow() {
        assertThat(stabilized(recommended(50, 7, 40, 4, 5, 3), 10, 3, 10, 60)).isEqualTo(7);
    }

    @Test
    void s3GrowsToTheLeastOfItsWindow() {
        assertThat(stabilized(recommended(8, 9, 5, 6), 4, 9, 10, 60)).isEqualTo(6);
    }

    @Test
    void s4HoldsWhereBothWindowsDisagree() {
        assertThat(stabilized(recommended(8, 9, 5, 2), 5, 9, 60, 60)).isEqualTo(5);
    }

    @Test
    void growthDoesNotFollowTheGreatest() {
        // AIBrix swapped minimum and maximum (semantics section 18, item 2).
        History history = recommended(20, 2, 10, 8);

        assertThat(history.leastSince(NOW, 60 * SECOND, 9)).isEqualTo(2);
        assertThat(history.greatestSince(NOW, 60 * SECOND, 1)).isEqualTo(8);
    }

    @Test
    void aRecommendationExactlyAsOldAsItsWindowIsOut() {
        History history = recommended(60, 8);

        assertThat(history.greatestSince(NOW, 60 * SECOND, 3)).isEqualTo(3);
        assertThat(history.greatestSince(NOW, 60 * SECOND + 1, 3)).isEqualTo(8);
        assertThat(history.leastSince(NOW, 60 * SECOND, 9)).isEqualTo(9);
        assertThat(history.leastSince(NOW, 60 * SECOND + 1, 9)).isEqualTo(8);
    }

    @Test
    void aWindowOfZeroRemembersNothing() {
        History history = recommended(0, 8);

        assertThat(history.greatestSince(NOW, 0, 3)).isEqualTo(3);
        assertThat(history.leastSince(NOW, 0, 9)).isEqualTo(9);
    }

    @Test
    void keepsOnlyWhatCanStillBeAnExtreme() {
        History history = recommended(50, 4, 40, 4, 30, 9, 20, 2, 10, 5);

        assertThat(history.greatest()).extracting(History.Entry::replicas).containsExactly(9, 5);
        assertThat(history.least()).extracting(History.Entry::replicas).containsExactly(2, 5);
    }

    @Test
    void keepsTheLatestOfEqualRecommendations() {
        History history = recommended(50, 4, 10, 4);

        assertThat(history.greatest()).containsExactly(new History.Entry(NOW - 10 * SECOND, 4));
        assertThat(history.least()).containsExactly(new History.Entry(NOW - 10 * SECOND, 4));
    }

    @Test
    void forgetsWhatIsTooOld() {
        History history = recommended(400, 9, 300, 8, 299, 7, 0, 1);

        assertThat(history.greatest()).extracting(History.Entry::replicas).containsExactly(7, 1);
    }

    @Test
    void addsChangesUpOverAPeriod() {
        History history = History.empty()
                .changed(NOW - 50 * SECOND, 4, KEEP)
                .changed(NOW - 20 * SECOND, -1, KEEP)
                .changed(NOW, 2, KEEP);

        assertThat(history.changeWithin(NOW, 10 * SECOND)).isEqualTo(2);
        assertThat(history.changeWithin(NOW, 20 * SECOND)).isEqualTo(2);
        assertThat(history.changeWithin(NOW, 21 * SECOND)).isEqualTo(1);
        assertThat(history.changeWithin(NOW, 60 * SECOND)).isEqualTo(5);
    }

    @Test
    void keepsNoChangesWithoutAPeriod() {
        assertThat(History.empty().changed(NOW, 4, /* keepNanos= */ 0).changes())
                .isEmpty();
    }

    @Test
    void recommendationsAndChangesDoNotDisturbEachOther() {
        History history = recommended(10, 4).changed(NOW, 2, KEEP).recommended(NOW, 3, KEEP);

        assertThat(history.changes()).isEqualTo(List.of(new History.Entry(NOW, 2)));
        assertThat(history.greatestSince(NOW, 60 * SECOND, 0)).isEqualTo(4);
    }
}
