package io.selfscale.engine.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.decide.RulePolicy;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A dead band applies to measurements; a number that somebody gave is a number. */
class Pain20ToleranceTest {

    private static final Signal ARRIVALS = Signal.total("arrivals", "requests");

    private static Rehearsal target(int replicas, int floor) {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 2000))
                .signal(ARRIVALS)
                .policy(TargetTracking.averageValue(ARRIVALS, 10).every(Duration.ZERO))
                .policy(RulePolicy.pure("planned", view -> Proposal.floor(floor, ReasonCode.SCHEDULE_FLOOR, "11.11")))
                .build();
        return new Rehearsal(spec).ready(replicas).read(ARRIVALS, 10.0 * replicas);
    }

    @Test
    void aFloorOfOneMoreIsHonoredAtEverySize() {
        for (int n = 1; n <= 1000; n++) {
            Decision decision = target(n, n + 1).tick();
            assertThat(decision.to()).as(decision.explain()).isEqualTo(n + 1);
        }
    }

    @Test
    void aMeasurementThatAsksForOneMoreOfManyIsInsideTheDeadBand() {
        for (int n = 11; n <= 1000; n++) {
            Decision decision = target(n, 0).read(ARRIVALS, 10.0 * (n + 1)).tick();
            assertThat(decision.to()).isEqualTo(n);
        }
    }

    @Test
    void aFloorAtThePresentSizeChangesNothing() {
        assertThat(target(10, 10).tick().to()).isEqualTo(10);
        assertThat(target(10, 3).tick().to()).isEqualTo(10);
    }
}
