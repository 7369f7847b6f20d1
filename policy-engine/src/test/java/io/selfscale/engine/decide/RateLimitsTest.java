package io.selfscale.engine.decide;

import static io.selfscale.engine.spec.RateLimit.allOf;
import static io.selfscale.engine.spec.RateLimit.anyOf;
import static io.selfscale.engine.spec.RatePolicy.percent;
import static io.selfscale.engine.spec.RatePolicy.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.state.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1000 * SECOND;
    private static final Duration PERIOD = Duration.ofSeconds(60);
    private static final History NOTHING = new History(List.of(), List.of(), List.of());

    /** Returns a history with a change of the count for each pair of age in seconds and signed difference. */
    private static History changes(long... agesAndDifferences) {
        List<History.Entry> entries = new ArrayList<>();
        for (int i = 0; i < agesAndDifferences.length; i += 2) {
            entries.add(new History.Entry(NOW - agesAndDifferences[i] * SECOND, (int) agesAndDifferences[i + 1]));
        }
        return new History(List.of(), List.of(), entries);
    }

    private static int out(RateLimit limit, int requested, History history) {
        return RateLimits.out(limit, requested, history, NOW);
    }

    private static int in(RateLimit limit, int requested, History history) {
        return RateLimits.in(limit, requested, history, NOW);
    }

    @Test
    void r1AddsFourToASmallCount() {
        assertThat(out(RateLimit.hpaOut(Duration.ofSeconds(15)), 1, NOTHING)).isEqualTo(5);
    }

    @Test
    void r2DoublesALargeCount() {
        assertThat(out(RateLimit.hpaOut(Duration.ofSeconds(15)), 10, NOTHING)).isEqualTo(20);
    }

    @Test
    void r3CountsFromTheStartOfThePeriod() {
        assertThat(out(RateLimit.hpaOut(Duration.ofSeconds(15)), 5, changes(10, 4)))
                .isEqualTo(5);
    }

    @ParameterizedTest(name = "up 10 % from {0}: {1}")
    @CsvSource({"5, 6", "11, 13", "0, 0", "10, 11"})
    void r4RoundsAPercentageOutUp(int requested, int expected) {
        RateLimit limit = anyOf(percent(10, PERIOD));

        assertThat(out(limit, requested, NOTHING)).isEqualTo(expected);
        assertThat(out(limit.asHpa(), requested, NOTHING)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "down 10 % from {0}: {1}")
    @CsvSource({"5, 4", "15, 13", "9, 8", "1, 0"})
    void r5RoundsAPercentageInDown(int requested, int expected) {
        RateLimit limit = anyOf(percent(10, PERIOD));

        assertThat(in(limit, requested, NOTHING)).isEqualTo(expected);
        assertThat(in(limit.asHpa(), requested, NOTHING)).isEqualTo(expected);
    }

    @Test
    void r6SelectsTheLargestOrTheSmallestChange() {
        assertThat(in(anyOf(replicas(4, PERIOD), percent(10, PERIOD)), 80, NOTHING))
                .isEqualTo(72);
        assertThat(in(allOf(replicas(4, PERIOD), percent(10, PERIOD)), 80, NOTHING))
                .isEqualTo(76);
    }

    @Test
    void r7UndoesChangesOfBothDirections() {
        assertThat(out(anyOf(replicas(4, PERIOD)), 8, changes(40, 4, 20, -2))).isEqualTo(10);
        assertThat(in(anyOf(replicas(4, PERIOD)), 8, changes(40, 4, 20, -2))).isEqualTo(2);
    }

    @Test
    void exactAndFloatingPercentagesDifferAtWholeNumbers() {
        RateLimit ten = anyOf(percent(10, PERIOD));
        RateLimit ninety = anyOf(percent(90, PERIOD));

        assertThat(out(ten, 100, NOTHING)).isEqualTo(110);
        assertThat(out(ten.asHpa(), 100, NOTHING)).isEqualTo(111);
        assertThat(out(ten, 50, NOTHING)).isEqualTo(55);
        assertThat(out(ten.asHpa(), 50, NOTHING)).isEqualTo(56);
        assertThat(in(ninety, 10, NOTHING)).isEqualTo(1);
        assertThat(in(ninety.asHpa(), 10, NOTHING)).isZero();
    }

    @Test
    void theSmallestChangeIsNotTheNothingItStartsFrom() {
        // kubernetes#97468: an accumulator that began at 0 never let a count rise.
        assertThat(out(allOf(replicas(4, PERIOD)), 3, NOTHING)).isEqualTo(7);
        assertThat(out(allOf(replicas(4, PERIOD), percent(100, PERIOD)), 3, NOTHING))
                .isEqualTo(6);
        assertThat(in(allOf(replicas(4, PERIOD)), 30, NOTHING)).isEqualTo(26);
    }

    @Test
    void aDisabledDirectionIsClosed() {
        assertThat(out(RateLimit.disabled(), 7, NOTHING)).isEqualTo(7);
        assertThat(in(RateLimit.disabled(), 7, NOTHING)).isEqualTo(7);
    }

    @Test
    void withoutPoliciesThereIsNoLimit() {
        assertThat(out(RateLimit.none(), 7, NOTHING)).isEqualTo(Integer.MAX_VALUE);
        assertThat(in(RateLimit.none(), 7, NOTHING)).isZero();
    }

    @Test
    void aLimitNeverReversesADirection() {
        // 20 were added within the minute: the start of the period is below, but a limit takes nothing back.
        assertThat(out(anyOf(replicas(4, PERIOD)), 30, changes(30, 20))).isEqualTo(30);
        assertThat(in(anyOf(replicas(4, PERIOD)), 10, changes(30, -20))).isEqualTo(10);
    }

    @Test
    void aChangeExactlyAsOldAsThePeriodIsOut() {
        assertThat(out(anyOf(replicas(4, PERIOD)), 8, changes(60, 4))).isEqualTo(12);
        assertThat(out(anyOf(replicas(4, PERIOD)), 8, changes(59, 4))).isEqualTo(8);
    }

    @Test
    void eachPolicyLooksBackOverItsOwnPeriod() {
        RateLimit limit = allOf(replicas(4, Duration.ofSeconds(15)), replicas(6, Duration.ofMinutes(2)));

        assertThat(out(limit, 8, changes(60, 4))).isEqualTo(10);
        assertThat(limit.longestPeriod()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aCountChangedFromOutsideNeverGivesANegativeStart() {
        // More was added within the period than there is now: somebody else took replicas away.
        assertThat(out(anyOf(replicas(3, PERIOD)), 2, changes(30, 10))).isEqualTo(3);
        assertThat(in(anyOf(percent(50, PERIOD)), 2, changes(30, 10))).isZero();
    }

    @Test
    void aLimitBeyondAnyCountIsNoLimit() {
        int most = Integer.MAX_VALUE;

        assertThat(out(anyOf(replicas(most, PERIOD)), 7, NOTHING)).isEqualTo(most);
        assertThat(out(anyOf(percent(most, PERIOD)), 7, NOTHING)).isEqualTo(150_323_863);
        assertThat(out(anyOf(percent(most, PERIOD)).asHpa(), 1_000_000, NOTHING))
                .isEqualTo(most);
        assertThat(in(anyOf(replicas(most, PERIOD)), 7, NOTHING)).isZero();
        assertThat(in(anyOf(percent(most, PERIOD)), 7, NOTHING)).isZero();
        assertThat(in(anyOf(percent(most, PERIOD)).asHpa(), 7, NOTHING)).isZero();
    }
}
