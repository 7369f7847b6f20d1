package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.BrownoutSpec.Rung;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.SignalSpec.LevelEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrownoutTest {

    private static final Signal TAIL = Signal.duration("p95");
    private static final Signal WANTED = Signal.total("wanted", "replicas");

    private static final BrownoutSpec LADDER = new BrownoutSpec(
            List.of(new Rung("no-hd", 1.5, 1), new Rung("short-answers", 2, 2), new Rung("vip-only", 4, 5)),
            TAIL,
            ofSeconds(2),
            ofSeconds(5),
            ofSeconds(60),
            0.2);

    private static ScalingSpecBuilder spec() {
        return ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 10))
                .signal(SignalSpec.optional(TAIL))
                .signal(WANTED)
                .policy(new RequestedBy("wanted", WANTED))
                .pool(PoolSpec.of("a").pricedPerHour(1));
    }

    private static World world(ScalingSpec spec) {
        return new World(spec).add("a", 4).read(WANTED, 4);
    }

    private static int rung(Decision decision) {
        return decision.notes().serviceLevel().rung();
    }

    @Test
    void entersOneRungAfterTheOther() {
        World world = world(spec().brownout(LADDER).build()).read(TAIL, 3);
        assertThat(rung(world.tickFor(ofSeconds(5)))).isZero();
        assertThat(rung(world.tick())).isEqualTo(1);
        assertThat(rung(world.tickFor(ofSeconds(5)))).isEqualTo(1);
        Decision second = world.tick();
        assertThat(second.notes().serviceLevel().name()).isEqualTo("short-answers");
        assertThat(rung(world.tickFor(ofMinutes(1)))).isEqualTo(3);
    }

    @Test
    void leavesInReverseOrderOnceTheRungAboveWouldHold() {
        World world = world(spec().brownout(LADDER).build()).read(TAIL, w -> w.seconds() < 30 ? 3 : 0.5);
        assertThat(rung(world.tickFor(ofSeconds(29)))).isEqualTo(3);
        List<Integer> rungs = new ArrayList<>();
        for (int second = 0; second < 300; second++) {
            int rung = rung(world.tick());
            if (rungs.isEmpty() || rungs.get(rungs.size() - 1) != rung) {
                rungs.add(rung);
            }
        }
        assertThat(rungs).containsExactly(3, 2, 1, 0);
    }

    @Test
    void staysWhereOneRungUpWouldBreakTheObjective() {
        // 0.9 s at rung 2 are 1.2 s at rung 1, well below 1.6 s; 1.3 s at rung 1 would be 1.95 s at full service.
        World world = world(spec().brownout(LADDER).build())
                .read(
                        TAIL,
                        w -> w.seconds() < 13
                                ? 3
                                : w.state().operation().brownout().rung() == 2 ? 0.9 : 1.3);
        world.tickFor(ofSeconds(13));
        assertThat(rung(world.tickFor(ofMinutes(30)))).isEqualTo(1);
    }

    @Test
    void skipsRungsInPanicOnTheWayDownOnly() {
        World world = world(spec().brownout(LADDER).build()).read(TAIL, 7);
        assertThat(rung(world.tickFor(ofSeconds(6)))).isEqualTo(3);
    }

    @Test
    void anUnseenTailChangesNothing() {
        World world = world(spec().brownout(LADDER).build()).read(TAIL, w -> w.seconds() < 8 ? 3 : Double.NaN);
        world.tickFor(ofSeconds(8));
        assertThat(rung(world.tickFor(ofMinutes(30)))).isEqualTo(1);
    }

    @Test
    void givesNothingUpWhileCapacityThatServesAtOnceCanBeHad() {
        PoolSpec hot = PoolSpec.of("hot")
                .costing(new PoolSpec.Cost(2, 1.5, 1, PoolSpec.StandbyTier.HOT))
                .withQuota(2);
        ScalingSpec spec = spec().pool(hot).brownout(LADDER).build();
        World world = world(spec).read(TAIL, 3);
        assertThat(rung(world.tickFor(ofMinutes(1)))).isZero();
        world.read(WANTED, 10).tickFor(ofSeconds(3));
        assertThat(world.in("hot")).as("the cheaper marginal price first").isEqualTo(2);
        assertThat(rung(world.tickFor(ofMinutes(1)))).isEqualTo(3);
    }

    /** A degraded service shows less load; policies see what it would be at full service. */
    @Test
    void theReplicaTargetIsTheSameWithBrownoutOnOrOff() {
        Signal load = Signal.total("running", "requests");
        List<List<Integer>> targets = new ArrayList<>();
        for (boolean on : List.of(false, true)) {
            ScalingSpecBuilder builder = ScalingSpec.builder(
                            ScalingTarget.of("vlm").replicas(1, 10))
                    .signal(SignalSpec.optional(TAIL))
                    .signal(SignalSpec.required(load).withLevelEffect(LevelEffect.LOAD))
                    .policy(new RequestedBy("by-load", load));
            if (on) {
                builder.brownout(LADDER);
            }
            World world = new World(builder.pool(PoolSpec.of("a")).build())
                    .add("a", 2)
                    .startup("a", ofSeconds(40))
                    .read(TAIL, w -> w.seconds() < 100 ? 3 : 0.3)
                    .read(
                            load,
                            w -> (3 + w.seconds() / 60)
                                    / LADDER.gain(
                                            w.state().operation().brownout().rung()));
            world.tickFor(ofMinutes(6));
            targets.add(world.decisions().stream().map(Decision::to).toList());
            assertThat(world.decisions().stream().anyMatch(decision -> rung(decision) == 3))
                    .isEqualTo(on);
        }
        assertThat(targets.get(1)).isEqualTo(targets.get(0));
    }

    @Test
    void capacityThatAPersonKeepsFromBeingOrderedCannotBeHad() {
        PoolSpec hot = PoolSpec.of("hot").costing(new PoolSpec.Cost(2, 1.5, 1, PoolSpec.StandbyTier.HOT));
        ScalingSpec spec = spec().pool(hot).brownout(LADDER).build();
        World world = world(spec).read(TAIL, 3);
        assertThat(rung(world.tickFor(ofMinutes(1)))).isZero();
        world.announce(new Event.Overridden(
                new ManualOverride("o", ManualOverride.Kind.PAUSE_OUT, 0, "ada", "the provider is down", null)));
        assertThat(rung(world.tickFor(ofMinutes(1)))).isEqualTo(3);
    }
}
