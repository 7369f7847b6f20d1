package io.selfscale.engine.explain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterfactualsTest {

    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");

    private State state = State.initial(bandSpec());
    private Observation last = Observation.of(START, 0, Map.of(), Inventory.of(List.of()));

    private static ScalingSpec trackingSpec() {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 20))
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO))
                .build();
    }

    private static ScalingSpec bandSpec() {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 20))
                .signal(GPU)
                .policy(ThresholdBand.on(GPU)
                        .outAbove(0.70, ofMinutes(5))
                        .inBelow(0.30, ofMinutes(30))
                        .adding(new StepSize.Fixed(2)))
                .build();
    }

    private static Inventory replicas(int count) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replicas.add(new Replica("r" + i, "default", ReplicaState.READY, ofMinutes(90), ofMinutes(80), null));
        }
        return Inventory.of(replicas);
    }

    /** Ticks for so long with one value; the last decision is yet to be made. */
    private void play(ScalingSpec spec, Signal signal, Reading reading, int ready, Duration length) {
        for (long t = 0; t < length.toSeconds(); t++) {
            if (last.nanos() > 0) {
                state = Decider.decide(spec, state, last).state();
            }
            long nanos = last.nanos() + 1_000_000_000L;
            last = Observation.of(START.plusNanos(nanos), nanos, Map.of(signal, reading), replicas(ready));
        }
    }

    @Test
    void namesTheQueueThatWouldHaveBeenAnsweredWithOneMore() {
        ScalingSpec spec = trackingSpec();
        state = State.initial(spec);
        play(spec, QUEUE, Reading.of(40), 4, ofSeconds(3));

        List<Counterfactual> found = Counterfactuals.of(spec, state, last);

        // Total over target, ceil(40 / 10) = 4, within tolerance of 10 % up to 44 (semantics section 1.5).
        assertThat(found).hasSize(2);
        assertThat(found.get(0).side()).isEqualTo(Counterfactual.Side.ABOVE);
        assertThat(found.get(0).limit()).isCloseTo(44, within(0.001));
        assertThat(found.get(0).replicas()).isEqualTo(5);
        assertThat(found.get(0).text()).isEqualTo("with queue_length above 44 requests it would have scaled to 5");
        assertThat(found.get(1).side()).isEqualTo(Counterfactual.Side.BELOW);
        assertThat(found.get(1).limit()).isCloseTo(30, within(6.0));
        assertThat(found.get(1).replicas()).isLessThan(4);
    }

    @Test
    void namesBothThresholdsOfABandThatHolds() {
        ScalingSpec spec = bandSpec();
        play(spec, GPU, Reading.of(0.5), 4, ofMinutes(31));

        assertThat(Counterfactuals.of(spec, state, last))
                .extracting(Counterfactual::text)
                .containsExactly(
                        "with gpu_utilization above 70 % it would have scaled to 6",
                        "with gpu_utilization below 30 % it would have scaled to 3");
    }

    @Test
    void saysThatThePresentValueHasNotHeldLongEnough() {
        ScalingSpec spec = bandSpec();
        play(spec, GPU, Reading.of(0.5), 4, ofMinutes(31));
        play(spec, GPU, Reading.of(0.8), 4, ofMinutes(2));

        assertThat(Counterfactuals.of(spec, state, last))
                .extracting(Counterfactual::text)
                .containsExactly(
                        "had gpu_utilization been at 80 % for as long as its windows reach, it would have scaled to 6",
                        "with gpu_utilization below 30 % it would have scaled to 3");
    }

    @Test
    void saysWhatWouldHaveAvoidedAScaleOut() {
        ScalingSpec spec = bandSpec();
        play(spec, GPU, Reading.of(0.5), 4, ofMinutes(31));
        for (int i = 0; Decider.decide(spec, state, last).decision().to() == 4; i++) {
            assertThat(i).isLessThan(400);
            play(spec, GPU, Reading.of(0.8), 4, ofSeconds(1));
        }

        assertThat(Counterfactuals.of(spec, state, last))
                .extracting(Counterfactual::text)
                .contains("with gpu_utilization below 70 % it would have stayed at 4");
    }

    @Test
    void findsNothingWhereAConstraintLeavesNoChoice() {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(3, 3))
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO))
                .limits(Limits.hpaDefaults())
                .build();
        state = State.initial(spec);
        play(spec, QUEUE, Reading.of(40), 3, ofSeconds(3));

        assertThat(Counterfactuals.of(spec, state, last)).isEmpty();
    }

    @Test
    void saysNothingOfASignalThatNobodyMeasured() {
        ScalingSpec spec = trackingSpec();
        state = State.initial(spec);
        play(spec, QUEUE, Reading.absent("scrape failed"), 3, ofSeconds(3));

        assertThat(Counterfactuals.of(spec, state, last)).isEmpty();
    }

    @Test
    void answersForReadingsByReplicaAsForTheirMean() {
        ScalingSpec spec = bandSpec();
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            samples.put("r" + i, Sample.measured(0.35 + 0.1 * i, ofSeconds(i)));
        }
        play(spec, GPU, Reading.byReplica(samples), 4, ofMinutes(31));

        assertThat(Counterfactuals.of(spec, state, last))
                .extracting(Counterfactual::text)
                .containsExactly(
                        "with gpu_utilization above 70 % it would have scaled to 6",
                        "with gpu_utilization below 30 % it would have scaled to 3");
    }

    @Test
    void itsStatementIsWhatHappensWhenTheSignalReallyHeldTheValue() {
        ScalingSpec spec = bandSpec();
        play(spec, GPU, Reading.of(0.5), 4, ofMinutes(31));
        List<Counterfactual> found = Counterfactuals.of(spec, state, last);

        assertThat(found).hasSize(2);
        for (Counterfactual item : found) {
            state = State.initial(spec);
            last = Observation.of(START, 0, Map.of(), Inventory.of(List.of()));
            int to = 4;
            for (int t = 0; to == 4 && t < 1900; t++) {
                play(spec, GPU, Reading.of(item.value()), 4, ofSeconds(1));
                to = Decider.decide(spec, state, last).decision().to();
            }
            assertThat(to).isEqualTo(item.replicas());
        }
    }
}
