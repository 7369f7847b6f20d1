package io.selfscale.engine.explain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CounterfactualsProperties {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");

    private static ScalingSpec spec(SplittableRandom random) {
        Statistic statistic = random.nextBoolean() ? Statistic.sustained() : Statistic.mean();
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 12))
                .signal(GPU)
                .signal(QUEUE)
                .policy(ThresholdBand.on(GPU)
                        .outAbove(0.70, ofSeconds(1 + random.nextInt(20)))
                        .inBelow(0.30, ofSeconds(1 + random.nextInt(40)))
                        .by(statistic))
                .policy(TargetTracking.averageValue(QUEUE, 1 + random.nextInt(20))
                        .every(random.nextBoolean() ? Duration.ZERO : ofSeconds(5)))
                .limits(random.nextBoolean() ? Limits.none() : Limits.hpaDefaults())
                .build();
    }

    private static Observation observe(SplittableRandom random, long second, int ready) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < ready; i++) {
            replicas.add(new Replica("r" + i, "default", ReplicaState.READY, ofMinutes(150), ofMinutes(150), null));
        }
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        readings.put(GPU, random.nextInt(50) == 0 ? Reading.absent("lost") : Reading.of(random.nextDouble()));
        readings.put(QUEUE, Reading.of(100 * random.nextDouble()));
        long nanos = second * 1_000_000_000L;
        return Observation.of(START.plusNanos(nanos), nanos, readings, Inventory.of(replicas));
    }

    @Property(tries = 1000)
    void everyStatementIsTrueWhenTheDecisionFunctionIsAsked(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int ticks) {
        SplittableRandom random = new SplittableRandom(seed);
        ScalingSpec spec = spec(random);
        State state = State.initial(spec);
        int ready = 1 + random.nextInt(8);
        Observation observation = observe(random, 1, ready);
        for (int i = 2; i <= ticks; i++) {
            Step<State> step = Decider.decide(spec, state, observation);
            state = step.state();
            ready = Math.max(1, step.decision().to());
            observation = observe(random, i, ready);
        }
        Decision decision = Decider.decide(spec, state, observation).decision();

        for (Counterfactual item : Counterfactuals.of(spec, state, observation)) {
            int with = Counterfactuals.replicasAt(spec, state, observation, item.signal(), item.value());
            assertThat(with).as(item.text()).isEqualTo(item.replicas()).isNotEqualTo(decision.to());
            if (item.side() != Counterfactual.Side.HELD) {
                int without = Counterfactuals.replicasAt(spec, state, observation, item.signal(), item.limit());
                assertThat(without).as(item.text()).isNotEqualTo(item.replicas());
                assertThat(item.side() == Counterfactual.Side.ABOVE).isEqualTo(item.value() > item.limit());
            }
            assertThat(Math.abs(item.value() - item.limit())).isLessThanOrEqualTo(2e-6 * Math.max(1e-6, item.limit()));
        }
    }
}
