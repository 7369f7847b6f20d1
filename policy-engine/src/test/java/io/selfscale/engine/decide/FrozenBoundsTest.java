package io.selfscale.engine.decide;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.RandomSpec.Plan;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A schedule that freezes a direction, and one that asks for a bound on the other side. */
class FrozenBoundsTest {

    private static final Signal WANTED = Signal.total("wanted", "replicas");

    private static World world(int wanted, Proposal bound, Direction frozen) {
        Proposal freeze = new Proposal.Veto(frozen, ReasonCode.SCHEDULE_FREEZE, List.of(), "frozen");
        return new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 20))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .policy(new Plan("bound", List.of(bound)))
                        .policy(new Plan("freeze", List.of(freeze)))
                        .pool(PoolSpec.of("a"))
                        .build())
                .add("a", 5)
                .read(WANTED, wanted);
    }

    @Test
    void aFloorOutOfReachStillHoldsWhatThereIs() {
        World world = world(3, Proposal.floor(8, ReasonCode.CUSTOM, "peak"), Direction.OUT);
        Decision decision = world.tickFor(ofSeconds(5));
        assertThat(decision.to()).isEqualTo(5);
        assertThat(decision.reason()).isEqualTo(ReasonCode.FLOOR);
    }

    @Test
    void aCapOutOfReachStillAllowsNoGrowth() {
        World world = world(9, Proposal.cap(3, ReasonCode.CUSTOM, "night"), Direction.IN);
        Decision decision = world.tickFor(ofSeconds(5));
        assertThat(decision.to()).isEqualTo(5);
        assertThat(decision.reason()).isEqualTo(ReasonCode.CAP);
    }
}
