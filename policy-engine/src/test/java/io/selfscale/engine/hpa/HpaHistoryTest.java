package io.selfscale.engine.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stabilization and rate limits by the numbers of semantics section 1.10. */
class HpaHistoryTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 100_000 * SECOND;
    private static final Duration PERIOD = Duration.ofSeconds(60);

    private static RecommendationLog log(int... replicasAndAges) {
        List<RecommendationLog.Entry> entries = new ArrayList<>();
        for (int i = 0; i < replicasAndAges.length; i += 2) {
            entries.add(new RecommendationLog.Entry(replicasAndAges[i], NOW - replicasAndAges[i + 1] * SECOND));
        }
        return new RecommendationLog(entries);
    }

    private static ScaleEvents events(int... changesAndAges) {
        List<ScaleEvents.Event> events = new ArrayList<>();
        for (int i = 0; i < changesAndAges.length; i += 2) {
            events.add(new ScaleEvents.Event(changesAndAges[i], NOW - changesAndAges[i + 1] * SECOND, false));
        }
        return new ScaleEvents(events);
    }

    private static int range(RecommendationLog log, int current, int desired, int out, int in) {
        return log.range(current, desired, out * SECOND, in * SECOND, NOW).replicas();
    }

    @Test
    void movesTheCountIntoTheRangeOfItsWindows() {
        RecommendationLog shrinking = log(7, 100, 4, 50);
        assertThat(range(shrinking, 5, 3, 10, 300)).as("S1").isEqualTo(5);
        assertThat(range(shrinking, 10, 3, 10, 300)).as("S2").isEqualTo(7);
        assertThat(range(log(6, 5), 4, 9, 10, 0)).as("S3").isEqualTo(6);
        assertThat(range(log(2, 5), 5, 9, 10, 10)).as("S4").isEqualTo(5);
    }

    @Test
    void aWindowOfTheFormWithBehaviorEndsBeforeItsLength() {
        assertThat(range(log(7, 299), 10, 3, 0, 300)).isEqualTo(7);
        assertThat(range(log(7, 300), 10, 3, 0, 300)).isEqualTo(3);
        assertThat(log(7, 300).greatest(3, 300 * SECOND, NOW).replicas())
                .as("without behavior it includes its end")
                .isEqualTo(7);
        assertThat(log(7, 301).greatest(3, 300 * SECOND, NOW).replicas()).isEqualTo(3);
    }

    @Test
    void aNewRecommendationTakesThePlaceOfTheLastOldOneAsItWasMade() {
        RecommendationLog log = log(10, 600, 4, 60, 9, 540, 5, 120);

        RecommendationLog.Stabilized stabilized = log.greatest(3, 300 * SECOND, NOW);

        assertThat(stabilized.replicas()).isEqualTo(5);
        assertThat(stabilized.log().entries()).extracting("replicas").containsExactly(10, 4, 3, 5);
        // Old enough for both windows it must be: 300 s is not older than 300 s.
        assertThat(log(8, 300, 7, 10).range(5, 3, 0, 300 * SECOND, NOW).log().entries())
                .hasSize(3);
        assertThat(log(8, 301, 7, 10).range(5, 3, 0, 300 * SECOND, NOW).log().entries())
                .extracting("replicas")
                .containsExactly(3, 7);
    }

    @Test
    void firstSightRecordsTheSize() {
        assertThat(RecommendationLog.startingAt(6, NOW)
                        .greatest(2, 300 * SECOND, NOW)
                        .replicas())
                .isEqualTo(6);
    }

    private static int out(RateLimit limit, int current, ScaleEvents ups, ScaleEvents downs) {
        return HpaRate.out(limit, current, ups, downs, NOW);
    }

    private static int in(RateLimit limit, int current) {
        return HpaRate.in(limit, current, ScaleEvents.NONE, ScaleEvents.NONE, NOW);
    }

    @Test
    void theDefaultsAllowFourOrTwice() {
        RateLimit limit = RateLimit.hpaOut(PERIOD);
        assertThat(out(limit, 1, ScaleEvents.NONE, ScaleEvents.NONE)).as("R1").isEqualTo(5);
        assertThat(out(limit, 10, ScaleEvents.NONE, ScaleEvents.NONE)).as("R2").isEqualTo(20);
        assertThat(out(limit, 5, events(4, 10), ScaleEvents.NONE)).as("R3").isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"R4, 5, 6, 4", "R4, 11, 13, 9", "R5, 15, 17, 13", "R5, 9, 10, 8", "R5, 1, 2, 0", "float, 100, 111, 90"})
    void tenPercentAreDoublesRoundedUpAndTruncated(String vector, int current, int out, int in) {
        RateLimit limit = RateLimit.anyOf(RatePolicy.percent(10, PERIOD));

        assertThat(out(limit, current, ScaleEvents.NONE, ScaleEvents.NONE))
                .as(vector)
                .isEqualTo(out);
        assertThat(in(limit, current)).as(vector).isEqualTo(in);
    }

    @Test
    void selectsTheLargestOrTheSmallestChange() {
        RatePolicy pods = RatePolicy.replicas(4, PERIOD);
        RatePolicy percent = RatePolicy.percent(10, PERIOD);
        assertThat(in(RateLimit.anyOf(pods, percent), 80)).as("R6").isEqualTo(72);
        assertThat(in(RateLimit.allOf(pods, percent), 80)).as("R6").isEqualTo(76);
        assertThat(in(RateLimit.disabled(), 80)).isEqualTo(80);
        assertThat(out(RateLimit.allOf(pods, percent), 80, ScaleEvents.NONE, ScaleEvents.NONE))
                .isEqualTo(84);
    }

    @Test
    void thePeriodStartsWhereTheChangesOfBothDirectionsAreUndone() {
        RateLimit limit = RateLimit.anyOf(RatePolicy.replicas(4, PERIOD));

        assertThat(out(limit, 8, events(4, 10), events(2, 20))).as("R7").isEqualTo(10);
        assertThat(out(limit, 8, events(4, 60), events(2, 20)))
                .as("an event as old as the period is out of it")
                .isEqualTo(14);
        assertThat(out(limit, 1, events(9, 10), ScaleEvents.NONE))
                .as("below the present count, which the caller then takes")
                .isEqualTo(-4);
    }

    @Test
    void aLimitNeverReversesADirection() {
        Limits rates = Limits.none()
                .withRates(
                        RateLimit.anyOf(RatePolicy.replicas(4, PERIOD)),
                        RateLimit.anyOf(RatePolicy.replicas(1, PERIOD)));

        HpaLimit out = HpaLimit.withBehavior(rates, 5, 9, 1, 20, events(9, 10), ScaleEvents.NONE, NOW);
        HpaLimit in = HpaLimit.withBehavior(rates, 5, 2, 1, 20, ScaleEvents.NONE, events(9, 10), NOW);

        assertThat(out).isEqualTo(new HpaLimit(5, HpaReason.SCALE_UP_LIMIT));
        assertThat(in).isEqualTo(new HpaLimit(5, HpaReason.SCALE_DOWN_LIMIT));
    }

    @Test
    void aStoredChangeTakesThePlaceOfTheLastOutdatedOne() {
        ScaleEvents stored = events(7, 61, 8, 59, 9, 70).stored(5, 60 * SECOND, NOW);

        assertThat(stored.events()).extracting("change").containsExactly(7, 8, 5);
        assertThat(stored.events()).extracting("outdated").containsExactly(true, false, false);
        assertThat(stored.stored(2, 60 * SECOND, NOW).events())
                .extracting("change")
                .containsExactly(2, 8, 5);
        assertThat(events(7, 60).stored(5, 60 * SECOND, NOW).events()).hasSize(2);
    }

    @Test
    void aChangeIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaleEvents.Event(-1, NOW, false))
                .withMessage("the change of a scale event must be at least 0 but was -1");
    }
}
