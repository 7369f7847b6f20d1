package io.selfscale.engine.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacklogTimeTest {

    private static final Signal ARRIVALS = Signal.total("arrivals", "requests");
    private static final Signal QUEUE = Signal.total("queue", "requests");
    private static final Signal CAPACITY = Signal.perReplica("capacity", "requests");

    /** Four slots of two seconds, at 80 %. */
    private static final BacklogTime GIVEN = BacklogTime.of(QUEUE, ofMinutes(1), ARRIVALS, BacklogTime.Rate.given(2));

    private static final BacklogTime MEASURED =
            BacklogTime.of(QUEUE, ofMinutes(1), ARRIVALS, BacklogTime.Rate.measured(CAPACITY));

    private static int replicas(Proposal proposal) {
        assertThat(proposal).isInstanceOf(Proposal.Scale.class);
        return ((Proposal.Scale) proposal).replicas();
    }

    @ParameterizedTest(name = "Q={0} T={1}")
    @CsvSource({"0, 60, 4", "60, 60, 5", "300, 60, 7", "300, 300, 5"})
    void drainsInTimeByGivenAndByMeasuredRates(double queue, int seconds, int needed) {
        for (BacklogTime.Rate rate :
                new BacklogTime.Rate[] {BacklogTime.Rate.given(2), BacklogTime.Rate.measured(CAPACITY)}) {
            BacklogTime policy = BacklogTime.of(QUEUE, ofSeconds(seconds), ARRIVALS, rate);
            SteadyView view =
                    SteadyView.of(1).read(ARRIVALS, 6).read(QUEUE, queue).read(CAPACITY, 2);
            assertThat(replicas(policy.propose(view))).isEqualTo(needed);
            assertThat(policy.propose(view).reason()).isEqualTo(ReasonCode.BACKLOG);
        }
    }

    @Test
    void theAmazonExampleOfABacklogPerInstance() {
        // 1500 messages, 0.1 s each, to be done within 10 s: 100 per instance, so 15 instances.
        BacklogTime policy = BacklogTime.of(QUEUE, ofSeconds(10), ARRIVALS, BacklogTime.Rate.given(10))
                .atUtilization(1);
        SteadyView view = SteadyView.of(10).read(ARRIVALS, 0).read(QUEUE, 1500);
        assertThat(replicas(policy.propose(view))).isEqualTo(15);
    }

    @Test
    void aBacklogThatIsSharedByMoreReplicasIsAsLongAsBefore() {
        SteadyView view = SteadyView.of(7).read(ARRIVALS, 6).read(QUEUE, 300);
        assertThat(GIVEN.propose(view)).isInstanceOf(Proposal.Hold.class);
    }

    @Test
    void shrinksOnlyWithAMargin() {
        // 6 / 1.6 = 3.75 replicas, 4.13 with ten percent more.
        SteadyView view = SteadyView.of(5).read(ARRIVALS, 6).read(QUEUE, 0);
        assertThat(GIVEN.propose(view).reason()).isEqualTo(ReasonCode.CONSOLIDATION_CHECK);
        assertThat(replicas(GIVEN.with(SizingSettings.DEFAULT.withMargin(0.05)).propose(view)))
                .isEqualTo(4);
        assertThat(replicas(GIVEN.propose(view.requested(9)))).isEqualTo(5);
    }

    @Test
    void nothingToDoNeedsNothingWhateverTheRate() {
        SteadyView view = SteadyView.of(5).read(ARRIVALS, 0).read(QUEUE, 0);
        assertThat(replicas(MEASURED.propose(view.read(CAPACITY, 0)))).isZero();
        assertThat(MEASURED.propose(view.read(CAPACITY, Double.NaN))).isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void aRateOfZeroBesideWorkIsNoRate() {
        SteadyView view = SteadyView.of(5).read(ARRIVALS, 6).read(QUEUE, 0).read(CAPACITY, 0);
        assertThat(MEASURED.propose(view)).isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void whatIsNotSeenStopsShrinkingAndAnUnseenQueueNotGrowth() {
        assertThat(replicas(GIVEN.propose(SteadyView.of(1).read(ARRIVALS, 6)))).isEqualTo(4);
        assertThat(GIVEN.propose(SteadyView.of(9).read(ARRIVALS, 6))).isInstanceOf(Proposal.Veto.class);
        assertThat(GIVEN.propose(SteadyView.of(1).read(QUEUE, 6000))).isInstanceOf(Proposal.Veto.class);
        assertThat(MEASURED.propose(
                        SteadyView.of(9).read(ARRIVALS, 6).read(QUEUE, 0).notSpanned()))
                .isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void signalsMustFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> BacklogTime.Rate.measured(QUEUE));
        assertThatIllegalArgumentException().isThrownBy(() -> BacklogTime.Rate.given(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklogTime.of(CAPACITY, ofMinutes(1), ARRIVALS, BacklogTime.Rate.given(1)))
                .withMessage("backlog must be a TOTAL signal but capacity is PER_REPLICA");
        assertThatIllegalArgumentException().isThrownBy(() -> GIVEN.atUtilization(0));
        assertThat(MEASURED.signals()).containsExactly(ARRIVALS, QUEUE, CAPACITY);
    }
}
