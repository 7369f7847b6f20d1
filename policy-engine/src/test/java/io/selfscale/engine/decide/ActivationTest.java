package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Decision.Phase;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import org.junit.jupiter.api.Test;

class ActivationTest {

    private static final Signal WORK = Signal.total("work", "requests");
    private static final Signal WANTED = Signal.total("wanted", "replicas");

    private static ScalingSpec spec(int min) {
        return ScalingSpec.builder(ScalingTarget.of("vlm").replicas(min, 10))
                .signal(WORK)
                .signal(WANTED)
                .policy(new RequestedBy("wanted", WANTED))
                .pool(PoolSpec.of("a").withStartDeadline(ofMinutes(3)))
                .activation(new ActivationSpec(WORK, 0, ofMinutes(5), 4))
                .build();
    }

    private static World world() {
        return new World(spec(0)).add("a", 2).read(WANTED, 2).startup("a", ofSeconds(60));
    }

    @Test
    void goesToZeroFromAnySizeAfterTheIdleTime() {
        World world = world().read(WORK, 0).drainingFor(ofSeconds(20));
        assertThat(world.tickFor(ofMinutes(5)).to()).isEqualTo(2);
        Decision decision = world.tick();
        assertThat(decision.to()).isZero();
        assertThat(decision.reason()).isEqualTo(ReasonCode.IDLE);
        assertThat(decision.notes().phase()).isEqualTo(Phase.DRAINING);
        assertThat(world.tickFor(ofSeconds(30)).notes().phase()).isEqualTo(Phase.ZERO);
    }

    @Test
    void wakesWithTheSizeThatTheWaitingWorkNeeds() {
        World world = world().read(WORK, w -> w.seconds() < 600 ? 0 : 14);
        world.tickFor(ofSeconds(599));
        Decision woken = world.tick();
        assertThat(woken.to()).as("ceil(14 / 4)").isEqualTo(4);
        assertThat(woken.notes().phase()).isEqualTo(Phase.WAKING);
        assertThat(woken.reason()).isEqualTo(ReasonCode.WAKING);
        assertThat(world.tickFor(ofSeconds(30)).to()).as("not yet ready").isEqualTo(4);
        assertThat(world.tickFor(ofSeconds(40)).notes().phase()).isEqualTo(Phase.ACTIVE);
        assertThat(world.started()).isEqualTo(4);
    }

    @Test
    void whatCannotBeSeenIsNotIdle() {
        World world = world().read(WORK, w -> w.seconds() % 100 < 1 ? Double.NaN : 0);
        world.tickFor(ofMinutes(30));
        assertThat(world.ready()).isEqualTo(2);
    }

    @Test
    void zeroBySomebodyElseIsNotWokenByWork() {
        World world = world().read(WORK, 5);
        world.tickFor(ofSeconds(10));
        world.remove(2);
        Decision decision = world.tickFor(ofMinutes(10));
        assertThat(decision.notes().phase()).isEqualTo(Phase.DISABLED);
        assertThat(decision.to()).isZero();
        assertThat(world.started()).isZero();
        world.add("a", 1).tickFor(ofMinutes(2));
        assertThat(world.tick().notes().phase()).isEqualTo(Phase.ACTIVE);
        assertThat(world.ready()).isEqualTo(2);
    }

    @Test
    void anActiveTargetHasAtLeastOneReplica() {
        World world = world().read(WORK, 1).read(WANTED, 0);
        Decision decision = world.tickFor(ofMinutes(1));
        assertThat(decision.to()).isEqualTo(1);
        assertThat(decision.reason()).isEqualTo(ReasonCode.BELOW_MIN);
    }

    @Test
    void everyPathEndsAtTheMinimum() {
        World world = new World(spec(2)).add("a", 5).read(WORK, 1).read(WANTED, 0);
        assertThat(world.tickFor(ofMinutes(1)).to()).isEqualTo(2);
    }

    @Test
    void zeroNeedsAnActivation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingSpec.builder(ScalingTarget.of("vlm").replicas(0, 10))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .build())
                .withMessageContaining("min is 0, which needs an activation");
    }
}
