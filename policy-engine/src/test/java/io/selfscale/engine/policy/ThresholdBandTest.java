package io.selfscale.engine.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdBandTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final Signal CONNECTIONS = Signal.perReplica("connections", "connections");

    private static final ThresholdBand BAND =
            ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(5)).inBelow(0.30, ofMinutes(30));

    private static Rehearsal rehearsal(ThresholdBand... bands) {
        return new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .signal(bands[0].signal())
                .policies(List.of(bands))
                .build());
    }

    private static Rehearsal founding() {
        return new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .signal(GPU)
                .signal(LATENCY)
                .signal(CONNECTIONS)
                .policies(FoundingTable.of(GPU, LATENCY, CONNECTIONS))
                .build());
    }

    private static Proposal proposal(Decision decision) {
        return decision.proposals().get(0).proposal();
    }

    @Test
    void scalesOutByOneWhenEveryBucketOfTheWindowIsAbove() {
        Rehearsal target = rehearsal(BAND).ready(2).read(GPU, 0.71);
        // The first sample is one second old at the first tick, so the window is spanned at the 300th.
        assertThat(target.untilChange(ofMinutes(6))).isEqualTo(ofMinutes(5));
    }

    @Test
    void namesValueThresholdAndWindow() {
        Rehearsal target = rehearsal(BAND).ready(2).read(GPU, 0.71);
        Decision decision = target.tickFor(ofSeconds(289));
        while (decision.to() == 2) {
            decision = target.tick();
        }
        assertThat(decision.to()).isEqualTo(3);
        assertThat(decision.explain())
                .contains("2 -> 3 (out)", "gpu_utilization sustained 71 % > 70 % over 5 min", "bound by nothing");
    }

    @Test
    void holdsAtExactlyTheThreshold() {
        assertThat(rehearsal(BAND).ready(2).read(GPU, 0.70).untilChange(ofMinutes(10)))
                .isNull();
        assertThat(rehearsal(BAND).ready(2).read(GPU, 0.30).untilChange(ofMinutes(60)))
                .isNull();
    }

    @Test
    void oneDipResetsASustainedWindow() {
        Rehearsal target = rehearsal(BAND).ready(2).read(GPU, 0.9);
        target.tickFor(ofSeconds(200));
        target.read(GPU, 0.1).tickFor(ofSeconds(10));
        target.read(GPU, 0.9);
        assertThat(target.untilChange(ofMinutes(10))).isGreaterThan(ofSeconds(290));
    }

    @Test
    void oneSpikeCarriesAMeanButNotASustainedWindow() {
        Rehearsal mean = rehearsal(BAND.by(Statistic.mean())).ready(2);
        Rehearsal sustained = rehearsal(BAND).ready(2);
        for (Rehearsal target : List.of(mean, sustained)) {
            target.read(GPU, 0.65).tickFor(ofSeconds(270));
            target.read(GPU, 10).tickFor(ofSeconds(10));
            target.read(GPU, 0.65);
        }
        assertThat(mean.untilChange(ofMinutes(2))).isNotNull();
        assertThat(sustained.untilChange(ofMinutes(10))).isNull();
    }

    @Test
    void votesByPercentileAndByMOfN() {
        ThresholdBand p50 = BAND.by(Statistic.percentile(0.5));
        ThresholdBand most = BAND.by(Statistic.mOfN(20, 30));
        for (ThresholdBand band : List.of(p50, most)) {
            Rehearsal target = rehearsal(band).ready(2);
            target.read(GPU, 0.2).tickFor(ofSeconds(90));
            target.read(GPU, 0.9);
            assertThat(target.untilChange(ofMinutes(10)))
                    .as(band.statistic().label())
                    .isLessThan(ofSeconds(220));
        }
    }

    @Test
    void scalesInByOneAfterTheWholeWindow() {
        Rehearsal target = rehearsal(BAND).ready(4).read(GPU, 0.2);
        Duration taken = target.untilChange(ofMinutes(40));
        assertThat(taken).isBetween(ofMinutes(29), ofMinutes(30).plusSeconds(1));
        assertThat(target.state().requested()).isEqualTo(3);
    }

    @Test
    void aChangeConsumesTheEvidence() {
        Rehearsal target = rehearsal(BAND).ready(4).read(GPU, 0.2);
        target.untilChange(ofMinutes(40));
        target.ready(3);
        assertThat(target.untilChange(ofMinutes(60))).isGreaterThanOrEqualTo(ofMinutes(29));
    }

    @Test
    void doesNotVoteAgainWhileTheReplicasItOrderedAreNotReady() {
        Rehearsal target = rehearsal(BAND).ready(2).read(GPU, 0.95);
        target.untilChange(ofMinutes(6));
        assertThat(target.untilChange(ofMinutes(9)))
                .as("the third is on its way")
                .isNull();
        target.ready(3);
        assertThat(target.untilChange(ofMinutes(9))).isGreaterThan(ofSeconds(280));
        assertThat(target.state().requested()).isEqualTo(4);
    }

    @Test
    void aWindowWithGapsNeitherVotesOutNorLetsIn() {
        Rehearsal out = rehearsal(BAND).ready(2);
        Rehearsal in = rehearsal(BAND).ready(2);
        // Three buckets of ten are filled: below the coverage of four fifths.
        for (int minute = 0; minute < 40; minute++) {
            out.read(GPU, 0.95).tickFor(ofSeconds(18));
            out.read(GPU, Reading.absent("scrape failed")).tickFor(ofSeconds(42));
            in.read(GPU, 0.05).tickFor(ofSeconds(18));
            in.read(GPU, Reading.absent("scrape failed")).skip(ofSeconds(102)).tick();
        }
        assertThat(out.state().requested()).isEqualTo(2);
        assertThat(in.state().requested()).isEqualTo(2);
    }

    @Test
    void aGapIsNotZeroLoad() {
        Rehearsal target = rehearsal(BAND).ready(3).read(GPU, 0.6);
        target.tickFor(ofMinutes(31));
        target.read(GPU, Reading.absent("source down"));
        assertThat(target.untilChange(ofMinutes(90))).isNull();
    }

    @Test
    void consolidationRefusesWhatWouldNotFit() {
        // 0.40 on two replicas is 0.80 on one, above 0.70 * 0.9.
        ThresholdBand narrow =
                ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(5)).inBelow(0.45, ofMinutes(30));
        Rehearsal target = rehearsal(narrow).ready(2).read(GPU, 0.40);
        Decision decision = target.tickFor(ofMinutes(31));
        assertThat(decision.to()).isEqualTo(2);
        assertThat(proposal(decision).reason()).isEqualTo(ReasonCode.CONSOLIDATION_CHECK);
    }

    @Test
    void consolidationTakesAsManyOfTheStepAsFit() {
        ThresholdBand halving = BAND.removing(new StepSize.Percent(50)).inBelow(0.30, ofMinutes(30));
        Rehearsal target = rehearsal(halving).ready(10).read(GPU, 0.29);
        target.untilChange(ofMinutes(31));
        // 0.29 * 10 / 5 = 0.58 < 0.63 fits; 0.29 * 10 / 4 = 0.725 would not.
        assertThat(target.state().requested()).isEqualTo(5);
    }

    @Test
    void addsAPercentageRoundedUp() {
        Rehearsal target =
                rehearsal(BAND.adding(new StepSize.Percent(25))).ready(5).read(GPU, 0.9);
        target.untilChange(ofMinutes(6));
        assertThat(target.state().requested()).isEqualTo(7);
    }

    @Test
    void theFoundingTableEvaluatesTheGpuOncePerMinute() {
        Rehearsal target = founding().ready(2).read(GPU, 0.8).read(LATENCY, 0.3).read(CONNECTIONS, 50);
        Duration taken = target.untilChange(ofMinutes(10));
        assertThat(taken).isEqualTo(ofMinutes(5));
    }

    @Test
    void theFoundingTableScalesOutOnLatencyAlone() {
        Rehearsal target = founding().ready(2).read(GPU, 0.1).read(LATENCY, 0.6).read(CONNECTIONS, 5);
        assertThat(target.untilChange(ofMinutes(10))).isBetween(ofSeconds(29), ofSeconds(31));
    }

    @Test
    void theFoundingTableScalesInOnlyWhenAllAgree() {
        Rehearsal target = founding().ready(3).read(GPU, 0.1).read(LATENCY, 0.3).read(CONNECTIONS, 5);
        assertThat(target.untilChange(ofMinutes(60))).isNull();
        assertThat(target.tick().reason()).isEqualTo(ReasonCode.IN_NOT_AGREED);
        target.read(LATENCY, 0.1);
        assertThat(target.untilChange(ofMinutes(2))).isNotNull();
    }

    @Test
    void saysOfBothThresholdsWhyItHolds() {
        Rehearsal target = rehearsal(BAND).ready(2).read(GPU, 0.5);
        target.tickFor(ofMinutes(31));
        target.read(GPU, 0.9).tickFor(ofSeconds(20));
        assertThat(target.tick().explain())
                .contains("holds, between its thresholds: gpu_utilization sustained 50 % not > 70 % over 5 min")
                .contains("gpu_utilization sustained 90 % not < 30 % over 30 min");
    }

    @Test
    void oneMissingReplicaVetoesScaleIn() {
        Rehearsal target = rehearsal(BAND).ready(2).readEach(GPU, 0.1);
        target.tickFor(ofMinutes(29));
        target.read(GPU, Reading.byReplica(Map.of("r0", Sample.of(0.1))));
        assertThat(target.untilChange(ofMinutes(90))).isNull();
    }

    @Test
    void rejectsAnInvertedBand() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ThresholdBand.on(GPU).outAbove(0.3, ofMinutes(5)).inBelow(0.3, ofMinutes(5)))
                .withMessageContaining("must be below its scale-out threshold 0.3 but was 0.3");
    }
}
