package io.selfscale.engine.pain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.RequestedBy;
import io.selfscale.engine.decide.World;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import org.junit.jupiter.api.Test;

/** One replica that never becomes ready, or one pool without room, stops nothing. */
class Pain06PendingCapacityDoesNotDeadlockTest {

    private static final Signal WANTED = Signal.total("wanted", "replicas");

    private static World world() {
        return new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 20))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .pool(PoolSpec.of("cheap").pricedPerHour(1).withStartDeadline(ofMinutes(5)))
                        .pool(PoolSpec.of("dear").pricedPerHour(2).withStartDeadline(ofMinutes(5)))
                        .build())
                .add("dear", 2)
                .startup("dear", ofSeconds(60))
                .read(WANTED, 4);
    }

    @Test
    void growthForOtherReasonsGoesOnWhileReplicasArePending() {
        World world = world().never("cheap");
        world.tickFor(ofMinutes(1));
        assertThat(world.in("cheap")).isEqualTo(2);
        world.read(WANTED, 7).tick();
        assertThat(world.in("cheap"))
                .as("three more ordered, the pending ones not again")
                .isEqualTo(5);
    }

    @Test
    void whatNeverBecomesReadyIsReplacedAtItsDeadlineAndComesElsewhereWhenThePoolHasNoRoom() {
        World world = world().never("cheap").capacity("cheap", 2);
        world.tickFor(ofMinutes(5));
        assertThat(world.ready()).isEqualTo(2);
        // At the deadline the pool is asked to stop them and, full until they are gone, refuses their replacement.
        world.capacity("cheap", 0).tickFor(ofMinutes(3));
        assertThat(world.ready()).isEqualTo(4);
        assertThat(world.in("dear")).isEqualTo(4);
    }

    @Test
    void pendingReplicasAreCancelledBeforeReadyOnesAreStopped() {
        World world = world().never("cheap");
        world.tickFor(ofMinutes(1));
        world.read(WANTED, 2).tickFor(ofSeconds(3));
        assertThat(world.ready()).isEqualTo(2);
        assertThat(world.in("cheap")).isZero();
    }

    @Test
    void aPoolThatRefusesIsAlarmedAboutAndSpillsToTheNext() {
        World world = world().capacity("cheap", 1);
        world.tick();
        assertThat(world.in("cheap")).isEqualTo(1);
        world.tickFor(ofSeconds(3));
        assertThat(world.in("dear")).as("the rest comes from the next pool").isEqualTo(3);
        world.capacity("dear", 3).read(WANTED, 9).tick();
        assertThat(world.tickFor(ofSeconds(2)).notes().alarms())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.detail()).contains("refused (no capacity)"));
    }
}
