package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Decision.Phase;
import io.selfscale.policy.Event;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.ManualOverride.Kind;
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
    void replicasThatDiedWithTheEngineAreReplacedAndNotTakenForDisabled() {
        World world = world().read(WORK, 5);
        world.tickFor(ofSeconds(10));
        world.remove(2).restart();
        Decision decision = world.tickFor(ofMinutes(3));
        assertThat(decision.notes().phase()).isEqualTo(Phase.ACTIVE);
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

    private static Event override(Kind kind, int replicas) {
        return new Event.Overridden(new ManualOverride("o", kind, replicas, "ada", "the sale", null));
    }

    @Test
    void aPersonWhoHoldsTheSizeHoldsItAgainstZeroToo() {
        for (Kind kind : new Kind[] {Kind.HOLD, Kind.PAUSE_IN, Kind.EXACT}) {
            World world = world().read(WORK, 0).announce(override(kind, 2));
            Decision decision = world.tickFor(ofMinutes(20));
            assertThat(decision.to()).as(kind.toString()).isEqualTo(2);
            assertThat(decision.notes().phase()).isEqualTo(Phase.ACTIVE);
            world.announce(new Event.Lifted("o", "ada"));
            assertThat(world.tickFor(ofMinutes(4)).to())
                    .as("the idle time begins anew")
                    .isEqualTo(2);
            assertThat(world.tickFor(ofMinutes(2)).to()).isZero();
        }
    }

    @Test
    void aPersonWakesAndHoldsBackWaking() {
        World world = world().read(WORK, 0);
        world.tickFor(ofMinutes(6));
        world.announce(override(Kind.PAUSE_OUT, 0)).read(WORK, 14);
        assertThat(world.tickFor(ofMinutes(1)).to()).isZero();
        world.announce(override(Kind.EXACT, 2));
        assertThat(world.tick().to()).as("not the 4 that the work needs").isEqualTo(2);
        world.announce(new Event.Lifted("o", "ada")).tickFor(ofMinutes(2));
        world.read(WORK, 0).tickFor(ofMinutes(6));
        assertThat(world.ready()).isZero();
        world.announce(override(Kind.EXACT, 3));
        assertThat(world.tickFor(ofMinutes(2)).to()).isEqualTo(3);
        assertThat(world.ready()).isEqualTo(3);
    }

    @Test
    void wakesWithNoMoreThanTheBudgetAllows() {
        World world = new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(0, 10))
                        .signal(WORK)
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .pool(PoolSpec.of("a").pricedPerHour(2))
                        .budget(BudgetSpec.perHour(5))
                        .activation(new ActivationSpec(WORK, 0, ofMinutes(5), 4))
                        .build())
                .read(WANTED, 2)
                .read(WORK, w -> w.seconds() < 10 ? 0 : 30)
                .startup("a", ofSeconds(60));
        Decision woken = world.tickFor(ofSeconds(12));
        assertThat(woken.notes().phase()).isEqualTo(Phase.WAKING);
        assertThat(woken.to()).isEqualTo(2);
        assertThat(woken.reason()).isEqualTo(ReasonCode.BUDGET_PER_HOUR);
    }

    @Test
    void zeroBySomebodyElseIsNoticedWhileReplicasDrain() {
        World world = world().read(WORK, 5).drainingFor(ofSeconds(30));
        world.tickFor(ofSeconds(10));
        world.drainAll();
        assertThat(world.tick().notes().phase()).isEqualTo(Phase.DISABLED);
        assertThat(world.tickFor(ofMinutes(10)).notes().phase()).isEqualTo(Phase.DISABLED);
        assertThat(world.started()).isZero();
    }

    @Test
    void nothingAtFirstSightIsZeroAlsoAfterAnUnreadableInventory() {
        World world = new World(spec(0)).read(WORK, 0).read(WANTED, 2).readable(false);
        world.tickFor(ofSeconds(3));
        Decision decision = world.readable(true).tick();
        assertThat(decision.notes().phase()).isEqualTo(Phase.ZERO);
        assertThat(decision.to()).isZero();
    }
}
