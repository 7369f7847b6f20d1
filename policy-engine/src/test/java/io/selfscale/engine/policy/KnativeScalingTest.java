package io.selfscale.engine.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.kpa.KpaSpec;
import io.selfscale.engine.kpa.KpaState;
import io.selfscale.engine.kpa.KpaTarget;
import io.selfscale.engine.kpa.TimedMaximum;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Knative scaling through the whole decision; the arithmetic itself is in {@code KpaScalerTest}. */
class KnativeScalingTest {

    private static final Signal CONCURRENCY = Signal.total("concurrency", "requests");

    /** Target 70 of 100, and the defaults. */
    private static final KnativeScaling POLICY = KnativeScaling.of(CONCURRENCY, new KpaTarget(70, 100));

    private static ScalingSpec spec(KnativeScaling policy) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 100))
                .signal(CONCURRENCY)
                .policy(policy)
                .build();
    }

    private static Rehearsal rehearsal(KnativeScaling policy) {
        return new Rehearsal(spec(policy));
    }

    /** Returns a target that has been at rest, at 70 requests per replica, for long enough to be out of panic. */
    private static Rehearsal atRest(KnativeScaling policy, int ready) {
        Rehearsal target = rehearsal(policy).ready(ready).read(CONCURRENCY, 70.0 * ready);
        assertThat(target.tickFor(ofMinutes(3)).to()).isEqualTo(ready);
        return target;
    }

    private static Proposal proposal(Decision decision) {
        return decision.proposals().get(0).proposal();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "K1, 1000,  500,  5,  8, PROPORTIONAL",
        "K3, 1000,   10, 10,  5, PROPORTIONAL",
        "K4,   10, 3000,  2, 20, PANIC",
    })
    void sizesAsInTheTable(String name, double up, double load, int ready, int replicas, ReasonCode reason) {
        KnativeScaling policy = POLICY.with(POLICY.spec().withRates(up, 2));
        Rehearsal target = atRest(policy, ready).read(CONCURRENCY, load);
        Decision decision = target.tick();
        for (int i = 0; i < 70 && decision.to() != replicas; i++) {
            decision = target.tick();
        }
        assertThat(decision.to()).as(name).isEqualTo(replicas);
        assertThat(proposal(decision).reason()).as(name).isEqualTo(reason);
    }

    @Test
    void panicsWithinThePanicWindowAndHoldsForAStableWindow() {
        Rehearsal target = atRest(POLICY, 4).read(CONCURRENCY, 800);
        Duration first = target.untilChange(ofMinutes(1));
        assertThat(first).as("the mean of the panic window passes 490").isLessThanOrEqualTo(ofSeconds(6));
        Decision decision = target.tickFor(ofSeconds(6));
        assertThat(decision.to()).as("K2").isEqualTo(12);
        assertThat(proposal(decision).reason()).isEqualTo(ReasonCode.PANIC);
        assertThat(decision.explain())
                .contains("a burst in the panic window", "panic mean 800 requests > 490 requests");

        target.ready(12).read(CONCURRENCY, 100);
        assertThat(target.tickFor(ofSeconds(58)).to()).as("K7").isEqualTo(12);
        assertThat(target.untilChange(ofMinutes(1))).isNotNull();
        assertThat(target.state().requested()).as("by half at most").isEqualTo(6);
    }

    @Test
    void theEvidenceHoldsBothWindowsAndTheExcessBurstCapacity() {
        Proposal proposal = proposal(atRest(POLICY, 2).tick());
        assertThat(proposal.evidence())
                .containsExactly(
                        evidence("stable mean", 140, Comparison.TARGET, 140, ofMinutes(1)),
                        evidence("panic mean", 140, Comparison.NOT_ABOVE, 210, ofSeconds(6)),
                        evidence("excess burst capacity", 200 - 211 - 140, Comparison.BELOW, 0, ofSeconds(6)));
        KnativeScaling without = POLICY.with(POLICY.spec().withTargetBurstCapacity(0));
        assertThat(proposal(atRest(without, 2).tick()).evidence()).hasSize(2);
    }

    private static Evidence evidence(
            String statistic, double value, Comparison comparison, double threshold, Duration window) {
        return new Evidence(CONCURRENCY, statistic, value, comparison, threshold, window, 1);
    }

    @Test
    void anAbsentLoadVetoesScaleInAndLeavesThePanicAsItIs() {
        Rehearsal target = atRest(POLICY, 10);
        target.read(CONCURRENCY, Reading.absent("the proxy is down"));
        Decision decision = target.tickFor(ofMinutes(5));
        assertThat(decision.to()).isEqualTo(10);
        assertThat(decision.explain()).contains("vetoes scale-in", "the proxy is down");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1})
    void garbageIsNeverActedOn(double value) {
        Rehearsal target = atRest(POLICY, 4).read(CONCURRENCY, value);
        for (int i = 0; i < 200; i++) {
            assertThat(target.tick().to()).isEqualTo(4);
        }
    }

    @Test
    void aLostSampleIsNoLoadOfZero() {
        Rehearsal target = atRest(POLICY, 10);
        for (int i = 0; i < 200; i++) {
            Reading reading = i % 10 < 2 ? Reading.absent("lost") : Reading.of(700);
            assertThat(target.read(CONCURRENCY, reading).tick().to()).isEqualTo(10);
        }
    }

    @Test
    void keepsTheSizeAfterTheFirstStartUntilAStableWindowHasBeenSeen() {
        Rehearsal target = rehearsal(POLICY).ready(7).read(CONCURRENCY, 70);
        assertThat(target.untilChange(ofMinutes(3))).isBetween(ofSeconds(60), ofSeconds(64));
        assertThat(target.state().requested()).isEqualTo(3);
    }

    @Test
    void keepsTheSizeAfterARestartAndGrowsAtOnce() {
        Rehearsal target = atRest(POLICY, 7).read(CONCURRENCY, 0);
        target.skip(ofSeconds(10)).restart();
        assertThat(target.untilChange(ofMinutes(3))).isBetween(ofSeconds(66), ofSeconds(70));

        Rehearsal busy = atRest(POLICY, 7).read(CONCURRENCY, 1400);
        busy.skip(ofSeconds(10)).restart();
        assertThat(busy.tick().to()).isGreaterThan(7);
    }

    @Test
    void aPanicSurvivesARestartThroughTheStore() {
        Rehearsal target = atRest(POLICY, 4).read(CONCURRENCY, 800);
        assertThat(target.tickFor(ofSeconds(10)).to()).isEqualTo(12);
        StateCodec codec = new StateCodec(spec(POLICY));
        target.state(codec.decode(codec.encode(target.state()))).restart();
        target.read(CONCURRENCY, 100);
        assertThat(target.tickFor(ofSeconds(59)).to()).isEqualTo(12);
    }

    @Test
    void replicasOfARollOutDoNotMakeItGrowAtARestart() {
        Rehearsal target = atRest(POLICY, 4).ready(6);
        target.restart();
        for (int i = 0; i < 30; i++) {
            assertThat(target.tick().to()).isEqualTo(4);
        }
    }

    @Test
    void aRateNeverTurnsAChangeAroundWhileReplicasStartOrFail() {
        KnativeScaling policy = POLICY.with(POLICY.spec().withRates(2, 2).withPanicThreshold(100));
        Rehearsal target = atRest(policy, 2).read(CONCURRENCY, 700);
        target.tickFor(ofMinutes(2));
        assertThat(target.state().requested()).as("twice what is ready").isEqualTo(4);
        target.ready(1);
        assertThat(target.tickFor(ofMinutes(2)).to())
                .as("twice what is ready would be 2")
                .isEqualTo(4);
    }

    @Test
    void anUnreadableInventoryAllowsNoScaleInAndNoPanic() {
        Rehearsal target =
                atRest(POLICY, 4).inventory(Inventory.unknown("timeout")).read(CONCURRENCY, 210);
        Decision decision = target.tickFor(ofMinutes(3));
        assertThat(decision.to()).isEqualTo(4);
        assertThat(proposal(decision).reason()).isEqualTo(ReasonCode.INVENTORY_UNKNOWN);
        target.ready(4);
        assertThat(proposal(target.tickFor(ofSeconds(2))).reason()).isEqualTo(ReasonCode.PROPORTIONAL);
        assertThat(target.state().requested()).isEqualTo(3);
    }

    @Test
    void whereNoReplicaIsListedMoreCanStillBeOrdered() {
        Rehearsal target = atRest(POLICY, 1).ready(0).read(CONCURRENCY, 700);
        assertThat(target.tickFor(ofSeconds(8)).to()).isGreaterThan(1);
    }

    @Test
    void theScaleDownDelayKeepsTheLargestCount() {
        KnativeScaling policy = POLICY.with(POLICY.spec().withScaleDownDelay(ofMinutes(5)));
        Rehearsal target = rehearsal(policy).ready(4).read(CONCURRENCY, 280);
        target.tickFor(ofMinutes(10));
        target.read(CONCURRENCY, 150);
        Duration taken = target.untilChange(ofMinutes(10));
        assertThat(taken).isBetween(ofMinutes(5), ofMinutes(6).plusSeconds(20));
        assertThat(target.state().requested()).isEqualTo(3);
    }

    @Test
    void aScaleDownDelayThatWasNotThereBeforeBeginsAtThePresentSize() {
        StateCodec codec = new StateCodec(spec(POLICY));
        KnativeScaling delaying = POLICY.with(POLICY.spec().withScaleDownDelay(ofMinutes(5)));
        String text = codec.encode(atRest(POLICY, 4).state());
        Rehearsal target = new Rehearsal(spec(delaying)).state(new StateCodec(spec(delaying)).decode(text));
        target.skip(ofMinutes(3)).ready(4).read(CONCURRENCY, 70);
        assertThat(target.untilChange(ofMinutes(10))).isGreaterThanOrEqualTo(ofMinutes(5));
    }

    @Test
    void aSourceSlowerThanThePanicWindowCountsByItsNewestValue() {
        Rehearsal target = atRest(POLICY, 4);
        target.read(CONCURRENCY, Reading.of(Sample.measured(800, ofSeconds(20))));
        assertThat(target.tickFor(ofSeconds(25)).to()).isEqualTo(12);
    }

    @Test
    void scalesInOnlyOnAStableWindowThatWasSeenThroughout() {
        ScalingSpec optional = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 100))
                .signal(SignalSpec.optional(CONCURRENCY))
                .policy(POLICY)
                .build();
        Rehearsal target = new Rehearsal(optional).ready(4).read(CONCURRENCY, 280);
        target.tickFor(ofMinutes(3));
        target.read(CONCURRENCY, Reading.absent("gone")).tickFor(ofSeconds(50));
        Decision decision = target.read(CONCURRENCY, 0).tickFor(ofSeconds(12));
        assertThat(decision.to()).isEqualTo(4);
        assertThat(proposal(decision).reason()).isEqualTo(ReasonCode.WINDOW_NOT_COVERED);
    }

    @Test
    void isEvaluatedEveryTwoSeconds() {
        Rehearsal target = atRest(POLICY, 4);
        int evaluated = 0;
        for (int i = 0; i < 20; i++) {
            evaluated += target.tick().proposals().get(0).evaluated() ? 1 : 0;
        }
        assertThat(evaluated).isEqualTo(10);
    }

    @Test
    void remembersWhatItWrites() {
        MemoryCodec<KnativeScaling.Memory> codec = POLICY.memoryCodec();
        TimedMaximum delayed =
                TimedMaximum.of(ofSeconds(30), ofSeconds(2)).with(7, 5).with(9_000_000_000L, 3);
        for (KnativeScaling.Memory memory : new KnativeScaling.Memory[] {
            POLICY.initialMemory(),
            new KnativeScaling.Memory(0, new KpaState(true, Long.MAX_VALUE - 1, 12, null)),
            new KnativeScaling.Memory(Long.MAX_VALUE, new KpaState(false, 0, 0, delayed)),
        }) {
            assertThat(codec.decode(codec.version(), codec.encode(memory))).isEqualTo(memory);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"observed_since\":1,\"in_panic\":1,\"panic_since\":0,\"max_panic_replicas\":0}",
                "{\"observed_since\":1,\"in_panic\":true,\"panic_since\":0,\"max_panic_replicas\":-1}",
                "{\"observed_since\":1,\"in_panic\":true,\"panic_since\":0,\"max_panic_replicas\":1,"
                        + "\"delayed\":{\"granularity\":0,\"size\":1,\"entries\":[]}}",
                "{\"observed_since\":1,\"in_panic\":true,\"panic_since\":0,\"max_panic_replicas\":1,"
                        + "\"delayed\":{\"granularity\":5,\"size\":0,\"entries\":[]}}",
            })
    void refusesAMemoryThatItDidNotWrite(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.memoryCodec().decode(1, text));
    }

    @Test
    void refusesAMemoryOfAnotherVersion() {
        String text = POLICY.memoryCodec().encode(POLICY.initialMemory());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.memoryCodec().decode(2, text))
                .withMessage("version must be 1 but was 2");
    }

    @Test
    void thePanicWindowIsATenthOfTheStableOneAndAtLeastASecond() {
        assertThat(POLICY.panicWindow()).isEqualTo(ofSeconds(6));
        KpaSpec quick = POLICY.spec().withStableWindow(ofSeconds(6));
        assertThat(POLICY.with(quick).panicWindow()).isEqualTo(ofSeconds(1));
    }

    @Test
    void refusesSettingsThatCannotBeRight() {
        Signal each = Signal.perReplica("concurrency", "requests");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnativeScaling.of(each, new KpaTarget(70, 100)))
                .withMessage("the load of Knative scaling must be a TOTAL over all replicas but concurrency is"
                        + " PER_REPLICA");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.withPanicWindow(ofMinutes(2)))
                .withMessage("panicWindow must be positive and at most the stable window PT1M but was PT2M");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.every(ofSeconds(-1)))
                .withMessage("period must not be negative but was PT-1S");
    }

    @Test
    void aRestartBeginsAPanicAtAnySizeBecauseNobodySawWhetherOneBegan() {
        Rehearsal target = rehearsal(POLICY.every(Duration.ZERO)).ready(1).read(CONCURRENCY, 10);
        assertThat(proposal(target.tick()).reason()).isNotEqualTo(ReasonCode.PANIC);
        Decision decision = target.skip(ofSeconds(1)).restart().tick();
        assertThat(proposal(decision).reason()).isEqualTo(ReasonCode.PANIC);
        assertThat(decision.to()).isEqualTo(1);
    }

    /** The panic mean is too low while it lacks the burst that passed unseen, and would not renew the panic as often. */
    @Test
    void aBurstThatPassedDuringARestartEndsNoPanicSooner() {
        Duration window = ofSeconds(6);
        KnativeScaling policy = POLICY.with(POLICY.spec().withStableWindow(window))
                .withPanicWindow(window)
                .every(Duration.ZERO);
        Rehearsal watched = atRest(policy, 4).read(CONCURRENCY, 800);
        watched.tickFor(ofSeconds(6));
        Rehearsal restarted = atRest(policy, 4).read(CONCURRENCY, 800);
        restarted.tickFor(ofSeconds(3));
        restarted.skip(ofSeconds(3)).restart();

        Duration without = watched.read(CONCURRENCY, 70).untilChange(ofMinutes(1));
        assertThat(restarted.read(CONCURRENCY, 70).untilChange(ofMinutes(1))).isGreaterThanOrEqualTo(without);
    }
}
