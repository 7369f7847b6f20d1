package io.selfscale.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Order;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A pool may list a replica as ready for a while after it was told to stop it. */
class StoppingReplicasTest {

    private static final Signal BUSY = Signal.ratio("busy_share");

    private static ScalingSpec spec() {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .signal(BUSY)
                .policy(TargetTracking.utilization(BUSY, 0.7)
                        .every(Duration.ZERO)
                        .with(TargetTracking.Readiness.IGNORED))
                .build();
    }

    @Test
    void aReplicaThatWasToldToStopIsNoBaseForAProportion() {
        Rehearsal target = new Rehearsal(spec());
        Decision in = target.ready(4).readEach(BUSY, 0.2).tick();
        assertThat(in.to()).isEqualTo(2);
        assertThat(in.orders()).hasSize(1).first().isInstanceOf(Order.Stop.class);

        // Still listed as ready, all four: 36 % of 70 % on four would be three, but on the two that stay it is two.
        Decision next = target.ready(4).readEach(BUSY, 0.36).tick();

        assertThat(next.capacity().ready()).isEqualTo(2);
        assertThat(next.capacity().draining()).isEqualTo(2);
        assertThat(next.to()).as(next.explain()).isEqualTo(2);
        assertThat(next.orders()).isEmpty();
    }

    @Test
    void aReplicaThatWasToldToStopDoesNotDiluteTheMean() {
        Rehearsal target = new Rehearsal(spec());
        target.ready(4).readEach(BUSY, 0.2).tick();

        // The two that stay are at 90 %, those that stop are idle.
        Decision next = target.ready(4)
                .read(
                        BUSY,
                        Reading.byReplica(Map.of(
                                "r0", Sample.of(0.9),
                                "r1", Sample.of(0.9),
                                "r2", Sample.of(0),
                                "r3", Sample.of(0))))
                .tick();

        assertThat(next.to()).as(next.explain()).isEqualTo(3);
        assertThat(next.explain()).contains("busy_share observed 90 % target 70 %");
    }
}
