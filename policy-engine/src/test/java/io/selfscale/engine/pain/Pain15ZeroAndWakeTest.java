package io.selfscale.engine.pain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.RequestedBy;
import io.selfscale.engine.decide.World;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Decision.Phase;
import io.selfscale.policy.Signal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Going to zero loses nothing, waking has the right size, and zero by a person stays zero. */
class Pain15ZeroAndWakeTest {

    private static final Signal WORK = Signal.total("work", "requests");
    private static final double PER_REPLICA = 5;

    private static ScalingSpec spec(int min) {
        return ScalingSpec.builder(ScalingTarget.of("vlm").replicas(min, 8))
                .signal(WORK)
                .policy(new RequestedBy("by-work", WORK))
                .pool(PoolSpec.of("a").withStartDeadline(ofMinutes(5)))
                .activation(new ActivationSpec(WORK, 0, ofSeconds(20), PER_REPLICA))
                .build();
    }

    /** Requests wait in a buffer until a replica serves them, one in each second. */
    private static final class Buffer {
        double waiting;
        double served;

        void step(World world) {
            double done = Math.min(waiting, world.ready());
            waiting -= done;
            served += done;
        }
    }

    @Test
    void noRequestIsLostOverAThousandCyclesOfZeroAndWake() {
        SplittableRandom random = new SplittableRandom(11_11);
        Buffer buffer = new Buffer();
        World world = new World(spec(0)).startup("a", ofSeconds(15)).read(WORK, w -> buffer.waiting);
        double arrived = 0;
        int wakes = 0;
        Phase before = Phase.ZERO;
        for (int cycle = 0; cycle < 1000; cycle++) {
            int burst = random.nextInt(1, 30);
            arrived += burst;
            buffer.waiting += burst;
            int quiet = 60 + random.nextInt(60);
            for (int second = 0; second < quiet; second++) {
                Decision decision = world.tick();
                Phase phase = decision.notes().phase();
                if (before == Phase.ZERO && phase == Phase.WAKING) {
                    wakes++;
                    int size = (int) Math.ceil(buffer.waiting / PER_REPLICA);
                    assertThat(decision.to()).as("wake size").isBetween(Math.min(8, size), 8);
                }
                before = phase;
                buffer.step(world);
            }
        }
        assertThat(buffer.served + buffer.waiting).isEqualTo(arrived);
        assertThat(buffer.served).as("served").isGreaterThan(0.99 * arrived);
        assertThat(wakes).isGreaterThan(500);
    }

    @Test
    void zeroByAPersonIsNeverWokenByTraffic() {
        World world = new World(spec(0)).add("a", 3).read(WORK, 3);
        world.tickFor(ofSeconds(10));
        world.remove(3);
        for (int second = 0; second < 600; second++) {
            Decision decision = world.tick();
            assertThat(decision.to()).isZero();
            assertThat(decision.notes().phase()).isEqualTo(Phase.DISABLED);
        }
        assertThat(world.started()).isZero();
    }

    @Test
    void aComputedSizeOfZeroBecomesTheMinimumAndNotOne() {
        World world = new World(spec(6)).add("a", 6).read(WORK, w -> w.seconds() % 2 < 1 ? 0 : 1);
        world.tickFor(ofMinutes(5));
        assertThat(world.decisions())
                .allSatisfy(decision -> assertThat(decision.to()).isEqualTo(6));
    }

    @Test
    void aReplicaThatNeverComesIsAskedForAgain() {
        World world = new World(spec(0)).never("a").read(WORK, 3);
        world.tickFor(ofMinutes(6));
        world.startup("a", ofSeconds(10)).tickFor(ofMinutes(6));
        assertThat(world.tick().notes().phase()).isEqualTo(Phase.ACTIVE);
        assertThat(world.ready()).isPositive();
    }
}
