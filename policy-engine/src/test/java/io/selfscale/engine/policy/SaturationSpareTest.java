package io.selfscale.engine.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaturationSpareTest {

    private static final Signal KV = Signal.ratio("kv_cache");
    private static final Signal QUEUE = Signal.perReplica("waiting", "requests");
    private static final SaturationSpare POLICY = SaturationSpare.of(KV, QUEUE);

    private static SteadyView view(double[] kv, double[] queue) {
        return SteadyView.of(kv.length).readEach(KV, kv).readEach(QUEUE, queue);
    }

    private static double[] of(double... values) {
        return values;
    }

    private static int replicas(Proposal proposal) {
        assertThat(proposal).isInstanceOf(Proposal.Scale.class);
        return ((Proposal.Scale) proposal).replicas();
    }

    @Test
    void growsByOneWhereMemoryOrQueueHasTooLittleToSpare() {
        assertThat(replicas(POLICY.propose(view(of(0.71, 0.72), of(0, 0))))).isEqualTo(3);
        assertThat(replicas(POLICY.propose(view(of(0.1, 0.1), of(2, 2.5))))).isEqualTo(3);
        assertThat(POLICY.propose(view(of(0.71, 0.72), of(0, 0))).reason()).isEqualTo(ReasonCode.SATURATED);
        assertThat(POLICY.propose(view(of(0.70, 0.70), of(2, 2))))
                .as("exactly enough to spare")
                .isInstanceOf(Proposal.Hold.class);
    }

    @Test
    void saturatedReplicasHaveNoPartInTheAverage() {
        // Spare 0.3 of the one that is not saturated; over both it would be 0.15, and 0.05 with a third saturated one.
        assertThat(POLICY.propose(view(of(0.95, 0.5), of(0, 0)))).isInstanceOf(Proposal.Hold.class);
        double[] kv = {0.8, 0.8, 0.8, 0.8, 0.5};
        double[] queue = {0, 0, 0, 0, 0};
        assertThat(POLICY.propose(view(kv, queue))).isInstanceOf(Proposal.Hold.class);
        assertThat(replicas(POLICY.over(SaturationSpare.Averaging.ALL).propose(view(kv, queue))))
                .as("0.3 / 5 = 0.06")
                .isEqualTo(6);
        assertThat(replicas(POLICY.propose(view(of(0.2, 0.9), of(5, 0)))))
                .as("each is saturated in one way")
                .isEqualTo(3);
    }

    @Test
    void shrinksByOneOnlyWhereTheRestWouldKeepBothSpares() {
        // 4 * 0.5 / 3 = 0.667 leaves 0.133; 4 * 0.53 / 3 = 0.707 leaves 0.093.
        assertThat(replicas(POLICY.propose(view(of(0.5, 0.5, 0.5, 0.5), of(0, 0, 0, 0)))))
                .isEqualTo(3);
        assertThat(POLICY.propose(view(of(0.53, 0.53, 0.53, 0.53), of(0, 0, 0, 0))))
                .isInstanceOf(Proposal.Hold.class);
        // 4 * 1.5 / 3 = 2 leaves 3; 4 * 1.6 / 3 leaves less.
        assertThat(replicas(POLICY.propose(view(of(0, 0, 0, 0), of(1.5, 1.5, 1.5, 1.5)))))
                .isEqualTo(3);
        assertThat(POLICY.propose(view(of(0, 0, 0, 0), of(1.6, 1.6, 1.6, 1.6))).reason())
                .isEqualTo(ReasonCode.CONSOLIDATION_CHECK);
    }

    @Test
    void theLastReplicaStays() {
        assertThat(POLICY.propose(view(of(0), of(0)))).isInstanceOf(Proposal.Hold.class);
    }

    @Test
    void aReplicaOnItsWayStopsGrowthUntilItTakesTooLong() {
        SteadyView waiting = view(of(0.9), of(9)).requested(2).with("new", ReplicaState.STARTING, ofMinutes(2));
        assertThat(POLICY.propose(waiting).reason()).isEqualTo(ReasonCode.WARM_UP);
        SteadyView tooLong = view(of(0.9), of(9)).requested(2).with("new", ReplicaState.STARTING, ofMinutes(15));
        assertThat(replicas(POLICY.propose(tooLong))).isEqualTo(3);
    }

    @Test
    void aReplicaThatDoesNotReportStopsShrinkingAndCountsAsIdleWhileItIsNew() {
        SteadyView view = view(of(0.1, 0.1), of(0, 0)).with("r2", ReplicaState.READY, ofMinutes(5));
        assertThat(POLICY.propose(view)).isInstanceOf(Proposal.Veto.class);
        SteadyView silent = view(of(0.75, 0.75), of(0, 0)).requested(3).with("r2", ReplicaState.READY, ofMinutes(5));
        assertThat(replicas(POLICY.propose(silent))).isEqualTo(4);
        SteadyView fresh = view(of(0.75, 0.75), of(0, 0)).requested(3).with("r2", ReplicaState.READY, ofSeconds(5));
        assertThat(POLICY.propose(fresh)).as("(0.05 + 0.05 + 0.8) / 3 to spare").isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void oldSamplesDoNotCount() {
        SteadyView view = SteadyView.of(1)
                .read(
                        KV,
                        Reading.byReplica(
                                Map.of("r0", Sample.measured(0.9, ofMinutes(5).plusMillis(1)))))
                .readEach(QUEUE, 0);
        assertThat(POLICY.propose(view).reason()).isEqualTo(ReasonCode.SIGNAL_ABSENT);
        view.read(KV, Reading.byReplica(Map.of("r0", Sample.measured(0.9, ofMinutes(5)))));
        assertThat(replicas(POLICY.propose(view))).isEqualTo(2);
    }

    @Test
    void aValueOfTheWholeStandsForEachReplica() {
        assertThat(replicas(POLICY.propose(SteadyView.of(3).read(KV, 0.75).read(QUEUE, 0))))
                .isEqualTo(4);
    }

    @Test
    void nothingShrinksRightAfterAChangeOrWithoutData() {
        SteadyView view = view(of(0, 0), of(0, 0));
        view.unchangedSince(view.nanos() - ofSeconds(59).toNanos());
        assertThat(POLICY.propose(view).reason()).isEqualTo(ReasonCode.EVIDENCE_CONSUMED);
        view.unchangedSince(Long.MAX_VALUE);
        assertThat(POLICY.propose(view)).isInstanceOf(Proposal.Veto.class);
        view.unchangedSince(view.nanos() - ofSeconds(60).toNanos());
        assertThat(replicas(POLICY.propose(view))).isEqualTo(1);
        assertThat(POLICY.propose(SteadyView.of(2))).isInstanceOf(Proposal.Veto.class);
        assertThat(POLICY.propose(SteadyView.of(0).read(KV, 0.9).read(QUEUE, 9)))
                .isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void signalsMustFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SaturationSpare.of(QUEUE, QUEUE))
                .withMessage("waiting must be of kind RATIO but is PER_REPLICA");
        assertThatIllegalArgumentException().isThrownBy(() -> new SaturationSpare.Usage(KV, 0.8, 0.8));
        assertThat(POLICY.signals()).containsExactly(KV, QUEUE);
    }
}
