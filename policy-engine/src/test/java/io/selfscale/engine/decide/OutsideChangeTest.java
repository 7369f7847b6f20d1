package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import org.junit.jupiter.api.Test;

class OutsideChangeTest {

    private static final Signal WANTED = Signal.total("wanted", "replicas");

    private static World world(OutsideChange reaction) {
        return new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 10))
                        .signal(WANTED)
                        .policy(new HoldingPolicy(WANTED))
                        .pool(PoolSpec.of("a"))
                        .outsideChange(reaction)
                        .build())
                .add("a", 4)
                .read(WANTED, 1);
    }

    private static boolean alarmed(World world) {
        return world.decisions().stream()
                .flatMap(decision -> decision.notes().alarms().stream())
                .anyMatch(alarm -> alarm.reason() == ReasonCode.OUTSIDE_CHANGE);
    }

    @Test
    void isReportedAndUndoneByDefault() {
        World world = world(OutsideChange.ALARM);
        world.tickFor(ofSeconds(5));
        world.remove(2).tickFor(ofSeconds(5));
        assertThat(alarmed(world)).isTrue();
        assertThat(world.ready()).isEqualTo(4);
        assertThat(world.started()).isEqualTo(2);
    }

    @Test
    void isAdopted() {
        World world = world(OutsideChange.ADOPT);
        world.tickFor(ofSeconds(5));
        assertThat(world.add("a", 3).tickFor(ofSeconds(5)).to()).isEqualTo(7);
        assertThat(world.remove(5).tickFor(ofSeconds(5)).to()).isEqualTo(2);
        assertThat(world.started()).isZero();
        assertThat(alarmed(world)).isTrue();
    }

    @Test
    void anAdoptedSizeIsKeptForAStabilizationWindowAsAnySizeAtFirstSightIs() {
        World world = new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 10))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .limits(Limits.none().withStabilization(ofSeconds(30), ofMinutes(1)))
                        .pool(PoolSpec.of("a"))
                        .outsideChange(OutsideChange.ADOPT)
                        .build())
                .add("a", 1)
                .read(WANTED, 1);
        world.tickFor(ofMinutes(5));
        assertThat(world.add("a", 3).tickFor(ofSeconds(60)).to()).isEqualTo(4);
        assertThat(world.tickFor(ofSeconds(5)).to()).isEqualTo(1);

        world.read(WANTED, 4).tickFor(ofMinutes(5));
        assertThat(world.ready()).isEqualTo(4);
        assertThat(world.remove(2).tickFor(ofSeconds(30)).to()).isEqualTo(2);
        assertThat(world.tickFor(ofSeconds(5)).to()).isEqualTo(4);
    }

    @Test
    void holdsEverythingUntilAPersonLiftsIt() {
        World world = world(OutsideChange.HOLD);
        world.tickFor(ofSeconds(5));
        Decision held = world.remove(2).tickFor(ofMinutes(5));
        assertThat(held.to()).isEqualTo(2);
        assertThat(held.orders()).isEmpty();
        assertThat(held.notes().alarms())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.reason()).isEqualTo(ReasonCode.OUTSIDE_CHANGE));
        world.announce(new Event.Lifted(OutsideChange.HOLD_ID, "ada")).tick();
        assertThat(world.state().operation().outsideHold()).isFalse();
    }

    @Test
    void aCrashIsNone() {
        World world = world(OutsideChange.ADOPT);
        world.tickFor(ofSeconds(5));
        world.crash().tickFor(ofMinutes(5));
        assertThat(alarmed(world)).isFalse();
        assertThat(world.ready()).isEqualTo(4);
    }

    @Test
    void aSurplusSmallerThanAReplicaIsNone() {
        PoolSpec heavy = PoolSpec.of("a").costing(new PoolSpec.Cost(1, 0, 3, PoolSpec.StandbyTier.COLD));
        World world = new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 20))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .pool(heavy)
                        .outsideChange(OutsideChange.HOLD)
                        .build())
                .add("a", 3)
                .read(WANTED, 4);
        world.tickFor(ofSeconds(5));
        assertThat(world.ready()).as("6 units for 4").isEqualTo(2);
        assertThat(world.state().change().pending()).isFalse();
        world.tickFor(ofMinutes(15));
        assertThat(alarmed(world)).isFalse();
        assertThat(world.read(WANTED, 7).tickFor(ofSeconds(5)).to()).isEqualTo(7);
    }

    @Test
    void whatCouldNotBeReplacedForLackOfRoomIsNone() {
        World world = new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 10))
                        .signal(WANTED)
                        .policy(new HoldingPolicy(WANTED))
                        .pool(PoolSpec.of("a").withQuota(4))
                        .outsideChange(OutsideChange.HOLD)
                        .build())
                .add("a", 4)
                .drainingFor(ofSeconds(90))
                .read(WANTED, 1);
        world.tickFor(ofSeconds(5));
        world.announce(new Event.Interruption(world.serving("a").get(0), ofMinutes(2)))
                .tickFor(ofMinutes(5));
        assertThat(alarmed(world)).isFalse();
        assertThat(world.ready()).isEqualTo(4);
    }

    @Test
    void isNoticedThoughAnOrderWasRefusedLongAgo() {
        World world = new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 10))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .pool(PoolSpec.of("a").withStartDeadline(ofMinutes(1)))
                        .build())
                .add("a", 4)
                .capacity("a", 4)
                .read(WANTED, w -> w.seconds() < 60 ? 6 : 4);
        world.tickFor(ofMinutes(5));
        assertThat(alarmed(world)).isFalse();
        world.remove(2).tick();
        assertThat(alarmed(world)).isTrue();
    }
}
