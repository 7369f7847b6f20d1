package io.selfscale.engine.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.hpa.Recommendation;
import io.selfscale.engine.hpa.ReplicaCalculator;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.WarmTargetTracking;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two replicas more during a rolling update, at the same demand, leave the target as it was. */
class Pain17RollingUpdateTest {

    private static final Signal ARRIVALS = Signal.total("arrivals", "requests");
    private static final Signal CPU = Signal.ratio("cpu");

    private static Rehearsal target(Signal signal, Policy<?> policy) {
        return new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 100))
                .signal(signal)
                .policy(policy)
                .build());
    }

    private static Inventory replicas(int old, int fresh, int starting) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < old; i++) {
            replicas.add(Rehearsal.replica("old" + i, ReplicaState.READY, Duration.ofHours(5), null));
        }
        for (int i = 0; i < fresh; i++) {
            replicas.add(Rehearsal.replica("new" + i, ReplicaState.READY, Duration.ofMinutes(1), null));
        }
        for (int i = 0; i < starting; i++) {
            replicas.add(Rehearsal.replica("start" + i, ReplicaState.STARTING, Duration.ofSeconds(5), null));
        }
        return Inventory.of(replicas);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10, 40})
    void aSizeThatFollowsFromTheTotalIsTheSameThroughoutTheUpdate(int n) {
        Rehearsal target = target(
                        ARRIVALS, TargetTracking.averageValue(ARRIVALS, 10).every(Duration.ZERO))
                .inventory(replicas(n, 0, 0))
                .read(ARRIVALS, 10.0 * n);
        assertThat(target.tick().to()).isEqualTo(n);

        // Two of the new generation start, then serve, and two of the old go, until all have been replaced.
        for (int replaced = 0; replaced < n; replaced += 2) {
            int left = n - replaced;
            assertThat(target.inventory(replicas(left, replaced, 2)).tick().to())
                    .isEqualTo(n);
            assertThat(target.inventory(replicas(left, replaced + 2, 0)).tick().to())
                    .isEqualTo(n);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10, 40})
    void soIsOneThatFollowsFromWhatAllReplicasCarryTogether(int n) {
        double demand = 0.5 * n;
        Rehearsal target = target(CPU, WarmTargetTracking.of(CPU, 0.5).every(Duration.ZERO))
                .inventory(replicas(n, 0, 0))
                .read(CPU, shared(n, 0, demand));
        assertThat(target.tick().to()).isEqualTo(n);

        Decision surge = target.inventory(replicas(n, 2, 0))
                .read(CPU, shared(n, 2, demand))
                .tickFor(Duration.ofMinutes(5));

        assertThat(surge.to()).as(surge.explain()).isEqualTo(n);
    }

    private static Reading shared(int old, int fresh, double demand) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (int i = 0; i < old; i++) {
            samples.put("old" + i, Sample.of(demand / (old + fresh)));
        }
        for (int i = 0; i < fresh; i++) {
            samples.put("new" + i, Sample.of(demand / (old + fresh)));
        }
        return Reading.byReplica(samples);
    }

    @Test
    void whereARatioIsAppliedToTheSurgeItInflatesTheCount() {
        // What the above is about: at a ratio of 1.2, three requested and five ready become six.
        Recommendation inflated = new ReplicaCalculator(Tolerance.DEFAULT).value(3, 60, 50, 5);
        // Of the total, 5 * 60 at 100 each, three it stays.
        Recommendation total = new ReplicaCalculator(Tolerance.DEFAULT).averageValue(3, 300, 100);

        assertThat(inflated.replicas()).isEqualTo(6);
        assertThat(total.replicas()).isEqualTo(3);
    }
}
