package io.selfscale.engine.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.policy.MetricAlarm;
import io.selfscale.engine.policy.StepAdjustment;
import io.selfscale.engine.policy.StepScaling;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.WarmTargetTracking;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Replicas that do not serve, or belong to somebody else, and what they measure, never change the result. */
class Pain16ForeignReplicasTest {

    private static final Signal CPU = Signal.ratio("cpu");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final List<Policy<?>> POLICIES = List.of(
            TargetTracking.utilization(CPU, 0.5).every(Duration.ZERO),
            TargetTracking.utilization(CPU, 0.5)
                    .with(TargetTracking.Readiness.IGNORED)
                    .every(Duration.ZERO),
            WarmTargetTracking.of(CPU, 0.5).every(Duration.ZERO).warmingUp(MINUTE),
            ThresholdBand.on(CPU).outAbove(0.7, MINUTE).inBelow(0.3, MINUTE),
            StepScaling.changing(MetricAlarm.atLeast(CPU, 0.6), StepAdjustment.from(0, 2))
                    .warmingUp(MINUTE));

    /** A replica that does not count, and what it claims to measure. */
    record Stranger(ReplicaState state, String pool, Duration age, double value) {}

    @Provide
    Arbitrary<List<Stranger>> strangers() {
        Arbitrary<Stranger> finished = Combinators.combine(
                        Arbitraries.of(ReplicaState.GONE, ReplicaState.FAILED, ReplicaState.EXPIRED),
                        Arbitraries.of("default", "batch"),
                        Arbitraries.integers().between(1, 7200),
                        Arbitraries.doubles().between(0, 1))
                .as((state, pool, age, value) -> new Stranger(state, pool, Duration.ofSeconds(age), value));
        Arbitrary<Stranger> foreign = Combinators.combine(
                        Arbitraries.of(ReplicaState.class),
                        Arbitraries.integers().between(1, 7200),
                        Arbitraries.doubles().between(0, 1))
                .as((state, age, value) -> new Stranger(state, "batch", Duration.ofSeconds(age), value));
        return Arbitraries.oneOf(List.of(finished, foreign)).list().ofMinSize(1).ofMaxSize(6);
    }

    @Property(tries = 1000)
    void neverChangeTheResult(
            @ForAll @IntRange(min = 0, max = 4) int policy,
            @ForAll @IntRange(min = 1, max = 12) int ready,
            @ForAll @DoubleRange(min = 0, max = 1) double value,
            @ForAll("strangers") List<Stranger> strangers,
            @ForAll long order) {
        assertThat(decisions(policy, ready, value, strangers, order))
                .isEqualTo(decisions(policy, ready, value, List.of(), order));
    }

    private static List<Integer> decisions(int policy, int ready, double value, List<Stranger> strangers, long order) {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                .tick(Duration.ofSeconds(5))
                .signal(CPU)
                .policy(POLICIES.get(policy))
                .pool(PoolSpec.of("default"))
                .pool(PoolSpec.of("spare"))
                .build();
        List<Replica> replicas = new ArrayList<>();
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (int i = 0; i < ready; i++) {
            replicas.add(Rehearsal.replica("r" + i, ReplicaState.READY, Duration.ofHours(1), null));
            samples.put("r" + i, Sample.of(value));
        }
        for (int i = 0; i < strangers.size(); i++) {
            Stranger stranger = strangers.get(i);
            String id = "stranger" + i;
            replicas.add(new Replica(id, stranger.pool(), stranger.state(), stranger.age(), stranger.age(), null));
            samples.put(id, Sample.of(stranger.value()));
            samples.put("nobody" + i, Sample.of(stranger.value()));
        }
        Collections.shuffle(replicas, new Random(order));
        Rehearsal target = new Rehearsal(spec).inventory(Inventory.of(replicas)).read(CPU, Reading.byReplica(samples));
        List<Integer> decisions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            decisions.add(target.tick().to());
        }
        return decisions;
    }
}
