package io.selfscale.engine.policy;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessingRateTest {

    private static final Signal INPUT = Signal.total("input", "records");
    private static final Signal PROCESSED = Signal.total("processed", "records");
    private static final Signal BUSY = Signal.ratio("busy");
    private static final Signal LAG = Signal.total("lag", "records");

    private static final ProcessingRate FLINK = ProcessingRate.of(INPUT, PROCESSED, BUSY);
    private static final ProcessingRate AT_ONCE =
            FLINK.with(ProcessingRate.Rescaling.DEFAULT.withTimes(ofMinutes(30), ofMinutes(5), Duration.ZERO));

    private static SteadyView view(int ready, double input, double processed, double busy) {
        return SteadyView.of(ready)
                .read(INPUT, input)
                .read(PROCESSED, processed)
                .read(BUSY, busy);
    }

    private static Proposal propose(ProcessingRate policy, SteadyView view) {
        return policy.propose(view, policy.initialMemory()).proposal();
    }

    private static int replicas(Proposal proposal) {
        assertThat(proposal).isInstanceOf(Proposal.Scale.class);
        return ((Proposal.Scale) proposal).replicas();
    }

    /**
     * Out: 120 in, 100 done while busy all the time: 100 < 120; (20 + 120 / 0.7) / 100 * 4 = 7.66. In: 30 done at 30 % busy:
     * 100 > 5 + 30 / 0.4; (5 + 30 / 0.7) / 100 * 10 = 4.79. Last: 0.16 * 10 replicas, but no more than 60 % go at once.
     */
    @ParameterizedTest(name = "{0} replicas, in {1}, done {2}, busy {3}")
    @CsvSource({"4, 120, 100, 1, 8", "10, 30, 30, 0.3, 5", "10, 10, 10, 0.1, 4"})
    void sizesByTheTrueProcessingRate(int ready, double input, double processed, double busy, int wanted) {
        Proposal proposal = propose(AT_ONCE, view(ready, input, processed, busy));
        assertThat(replicas(proposal)).isEqualTo(wanted);
        assertThat(proposal.reason()).isEqualTo(ReasonCode.PROCESSING_RATE);
    }

    @Test
    void holdsBetweenItsThresholds() {
        assertThat(propose(AT_ONCE, view(4, 70, 70, 0.7)).reason()).isEqualTo(ReasonCode.INSIDE_BAND);
        assertThat(propose(AT_ONCE, view(4, 100, 100, 1)))
                .as("exactly busy all the time")
                .isInstanceOf(Proposal.Hold.class);
        // 5.83 + 35 / 0.4 = 93.3 < 100 < 6.67 + 40 / 0.4.
        assertThat(propose(AT_ONCE, view(4, 40, 40, 0.4)).reason()).isEqualTo(ReasonCode.INSIDE_BAND);
        assertThat(replicas(propose(AT_ONCE, view(4, 35, 35, 0.35)))).isEqualTo(3);
    }

    @Test
    void lagIsWorkedOffInTheCatchUpTime() {
        // 90000 / 1800 = 50: 100 < 50 + 60; (50 + 10 + 60 / 0.7) / 100 * 4 = 5.83.
        ProcessingRate policy = AT_ONCE.catchingUp(LAG);
        assertThat(replicas(propose(policy, view(4, 60, 60, 0.6).read(LAG, 90_000))))
                .isEqualTo(6);
        assertThat(propose(policy, view(4, 60, 60, 0.6).read(LAG, 0))).isInstanceOf(Proposal.Hold.class);
    }

    @Test
    void lagThatIsNotSeenStopsShrinkingButNotGrowth() {
        ProcessingRate policy = AT_ONCE.catchingUp(LAG);
        assertThat(propose(policy, view(10, 30, 30, 0.3))).isInstanceOf(Proposal.Veto.class);
        assertThat(replicas(propose(policy, view(4, 120, 100, 1)))).isEqualTo(8);
    }

    @Test
    void theBaseIsWhatProducedTheRateAndWhatIsOnItsWayIsNotOrderedAgain() {
        assertThat(propose(AT_ONCE, view(4, 120, 100, 1).requested(8))).isInstanceOf(Proposal.Hold.class);
        assertThat(replicas(propose(AT_ONCE, view(4, 120, 100, 1).requested(6))))
                .isEqualTo(8);
    }

    @Test
    void oneChangeGoesOnlySoFar() {
        ProcessingRate small = AT_ONCE.with(AT_ONCE.rescaling().withFactors(0.1, 0.25));
        assertThat(replicas(propose(small, view(8, 900, 100, 1)))).isEqualTo(10);
        assertThat(replicas(propose(small, view(10, 10, 10, 0.1)))).isEqualTo(9);
    }

    @Test
    void withoutATrueRateNothingIsProposed() {
        assertThat(propose(AT_ONCE, view(4, 100, 0, 1))).as("busy with nothing").isInstanceOf(Proposal.Veto.class);
        assertThat(propose(AT_ONCE, view(4, 100, 0, 0))).isInstanceOf(Proposal.Veto.class);
        assertThat(propose(AT_ONCE, view(4, 100, 100, 0))).isInstanceOf(Proposal.Veto.class);
        assertThat(propose(AT_ONCE, view(4, Double.NaN, 100, 1))).isInstanceOf(Proposal.Veto.class);
        assertThat(propose(AT_ONCE, view(4, 100, Double.NaN, 1))).isInstanceOf(Proposal.Veto.class);
        assertThat(propose(AT_ONCE, view(4, 100, 100, Double.NaN))).isInstanceOf(Proposal.Veto.class);
        assertThat(propose(AT_ONCE, view(0, 100, 100, 1))).isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void noTrafficShrinksToOneStepByStep() {
        int replicas = 10;
        for (int expected : new int[] {4, 2, 1}) {
            replicas = replicas(propose(AT_ONCE, view(replicas, 0, 0, 0)));
            assertThat(replicas).isEqualTo(expected);
        }
        assertThat(propose(AT_ONCE, view(1, 0, 0, 0))).isInstanceOf(Proposal.Hold.class);
    }

    @Test
    void aLowestUtilizationOfZeroNeverShrinks() {
        ProcessingRate policy = AT_ONCE.with(new ProcessingRate.Utilization(0, 0.7, 1));
        assertThat(propose(policy, view(10, 10, 10, 0.1))).isInstanceOf(Proposal.Hold.class);
        assertThat(propose(policy, view(10, 0, 0, 0))).isInstanceOf(Proposal.Hold.class);
    }

    @Test
    void measurementsFromBeforeAChangeDoNotCount() {
        SteadyView view = view(4, 120, 100, 1);
        view.unchangedSince(view.nanos() - ofMinutes(15).toNanos() + 1);
        assertThat(propose(AT_ONCE, view).reason()).isEqualTo(ReasonCode.EVIDENCE_CONSUMED);
        view.unchangedSince(Long.MAX_VALUE);
        assertThat(propose(AT_ONCE, view)).isInstanceOf(Proposal.Veto.class);
        assertThat(propose(AT_ONCE, view(4, 120, 100, 1).notSpanned()).reason())
                .isEqualTo(ReasonCode.WINDOW_NOT_COVERED);
    }

    /** Plays a policy minute by minute. */
    private static final class Play {
        private final ProcessingRate policy;
        private ProcessingRateMemory memory;
        private long nanos = Duration.ofDays(1).toNanos();

        Play(ProcessingRate policy) {
            this.policy = policy;
            this.memory = policy.initialMemory();
        }

        Proposal next(Duration passed, SteadyView view) {
            nanos += passed.toNanos();
            var result = policy.propose(view.at(nanos), memory);
            memory = policy.memoryCodec().decode(1, policy.memoryCodec().encode(result.memory()));
            assertThat(memory).isEqualTo(result.memory()).hasSameHashCodeAs(result.memory());
            return result.proposal();
        }
    }

    @Test
    void aScaleInWaitsAndTakesTheLargestOfAllRecommendations() {
        Play play = new Play(FLINK);
        assertThat(play.next(Duration.ZERO, view(10, 30, 30, 0.3)).reason()).isEqualTo(ReasonCode.DELAYED);
        assertThat(play.next(ofMinutes(20), view(10, 35, 35, 0.35)).reason()).isEqualTo(ReasonCode.DELAYED);
        assertThat(play.next(ofMinutes(39), view(10, 20, 20, 0.2)).reason()).isEqualTo(ReasonCode.DELAYED);
        assertThat(replicas(play.next(ofMinutes(1), view(10, 20, 20, 0.2))))
                .as("6 of minute 20; 5 and 4 before and after")
                .isEqualTo(6);
        assertThat(replicas(play.next(ofMinutes(20), view(10, 20, 20, 0.2))))
                .as("minute 20 has left the hour")
                .isEqualTo(4);
    }

    @Test
    void aChangeOfMindBeginsTheHourAnew() {
        Play play = new Play(FLINK);
        play.next(Duration.ZERO, view(10, 30, 30, 0.3));
        play.next(ofMinutes(50), view(10, 70, 70, 0.7));
        assertThat(play.next(ofMinutes(10), view(10, 30, 30, 0.3)).reason()).isEqualTo(ReasonCode.DELAYED);
        assertThat(play.next(ofMinutes(59), view(10, 30, 30, 0.3)).reason()).isEqualTo(ReasonCode.DELAYED);
        assertThat(replicas(play.next(ofMinutes(1), view(10, 30, 30, 0.3)))).isEqualTo(5);
    }

    @Test
    void aGapInTheDataKeepsTheHourAndARestartBeginsItAnew() {
        Play play = new Play(FLINK);
        play.next(Duration.ZERO, view(10, 30, 30, 0.3));
        assertThat(play.next(ofMinutes(30), view(10, 30, 30, Double.NaN))).isInstanceOf(Proposal.Veto.class);
        assertThat(replicas(play.next(ofMinutes(30), view(10, 30, 30, 0.3)))).isEqualTo(5);
        SteadyView restarted =
                view(10, 30, 30, 0.3).observedSince(play.nanos - ofMinutes(14).toNanos());
        assertThat(play.next(ofMinutes(1), restarted).reason()).isEqualTo(ReasonCode.DELAYED);
    }

    @Test
    void growthThatDoesNotHelpEnds() {
        ProcessingRate policy = FLINK.with(FLINK.rescaling().withLeastEffect(0.1));
        Play play = new Play(policy);
        assertThat(replicas(play.next(Duration.ZERO, view(4, 120, 100, 1)))).isEqualTo(8);
        // Twice the replicas should do 200 per second; 109 are a gain of nine percent of that.
        assertThat(play.next(ofHours(1), view(8, 120, 109, 1)).reason()).isEqualTo(ReasonCode.INEFFECTIVE);
        assertThat(play.next(ofHours(1), view(8, 900, 109, 1)).reason()).isEqualTo(ReasonCode.INEFFECTIVE);
        assertThat(replicas(play.next(ofHours(1), view(8, 120, 111, 1)))).isEqualTo(14);
        assertThat(replicas(new Play(FLINK).next(Duration.ZERO, view(8, 120, 109, 1))))
                .isEqualTo(15);
    }

    @Test
    void theQueueOfRecommendationsStaysShort() {
        ScaleInDelay delay = ScaleInDelay.NONE;
        for (int second = 0; second < 3600; second++) {
            delay = delay.with(Duration.ofSeconds(second).toNanos(), 10_000 - second, ofHours(1));
        }
        assertThat(delay.queue()).hasSizeLessThan(70);
        assertThat(delay.largest()).isEqualTo(10_000);
        for (int second = 3600; second < 5400; second++) {
            delay = delay.with(Duration.ofSeconds(second).toNanos(), 10, ofHours(1));
            int exact = 10_000 - (second - 3599);
            assertThat(delay.largest())
                    .as("kept for up to a 64th of the interval too long")
                    .isBetween(exact, exact + 57);
        }
    }

    @Test
    void equalRecommendationsRefreshTheTime() {
        ScaleInDelay delay =
                ScaleInDelay.NONE.with(0, 5, ofHours(1)).with(ofMinutes(50).toNanos(), 5, ofHours(1));
        delay = delay.with(ofMinutes(100).toNanos(), 3, ofHours(1));
        assertThat(delay.largest()).isEqualTo(5);
        assertThat(delay.with(ofMinutes(110).toNanos(), 3, ofHours(1)).largest())
                .isEqualTo(3);
    }

    @Test
    void settingsMustMakeSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> ProcessingRate.of(BUSY, PROCESSED, BUSY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessingRate.of(INPUT, PROCESSED, LAG))
                .withMessage("busy must be a RATIO signal but lag is TOTAL");
        assertThatIllegalArgumentException().isThrownBy(() -> new ProcessingRate.Utilization(0.7, 0.7, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AT_ONCE.rescaling().withFactors(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AT_ONCE.rescaling().withLeastEffect(1));
        var codec = ProcessingRateMemory.codec();
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(1, "{}"));
        assertThat(FLINK.catchingUp(LAG).signals()).containsExactly(INPUT, PROCESSED, BUSY, LAG);
    }
}
