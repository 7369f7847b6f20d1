package io.selfscale.engine.pain;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.World;
import io.selfscale.engine.lint.Lint;
import io.selfscale.engine.lint.Severity;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Pain 8: oscillation between two sizes. Under a constant load what lint admits comes to rest, after two actions where
 * one step suffices, and reverses its direction at most once on the way; under a wave it is damped.
 */
class Pain08OscillationTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal QUEUE = Signal.total("queue_length", "requests");

    private static ScalingSpec spec(Policy<?> policy, int max, Limits limits) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, max))
                .tick(ofSeconds(5))
                .signal(GPU)
                .signal(QUEUE)
                .policy(policy)
                .pool(PoolSpec.of("a"))
                .limits(limits)
                .build();
    }

    /** A service whose utilization is the load over the replicas that are ready. */
    private static World world(ScalingSpec spec, int replicas, double load) {
        return new World(spec)
                .add("a", replicas)
                .read(GPU, w -> w.ready() == 0 ? Double.NaN : Math.min(1, load / w.ready()))
                .read(QUEUE, 10 * load);
    }

    private static boolean isAdmissible(ScalingSpec spec) {
        return Lint.check(spec).stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private static int reversals(World world) {
        List<Direction> directions = world.decisions().stream()
                .map(Decision::direction)
                .filter(direction -> direction != Direction.NONE)
                .toList();
        int reversals = 0;
        for (int i = 1; i < directions.size(); i++) {
            reversals += directions.get(i) == directions.get(i - 1) ? 0 : 1;
        }
        return reversals;
    }

    @Property(tries = 60)
    void anAdmissibleBandComesToRestAndReversesAtMostOnce(
            @ForAll @IntRange(min = 40, max = 90) int up,
            @ForAll @IntRange(min = 5, max = 85) int down,
            @ForAll @IntRange(min = 1, max = 4) int add,
            @ForAll @IntRange(min = 1, max = 4) int remove,
            @ForAll @IntRange(min = 1, max = 12) int from,
            @ForAll @IntRange(min = 1, max = 120) int tenths) {
        Assume.that(down < up);
        ThresholdBand band = ThresholdBand.on(GPU)
                .outAbove(up / 100.0, ofSeconds(20))
                .inBelow(down / 100.0, ofMinutes(1))
                .adding(new StepSize.Fixed(add))
                .removing(new StepSize.Fixed(remove));
        ScalingSpec spec = spec(band, 12, Limits.none());
        Assume.that(isAdmissible(spec));
        World world = world(spec, from, tenths / 10.0).startup("a", ofSeconds(tenths % 40));
        world.tickFor(ofMinutes(40));
        int before = world.actions();
        world.tickFor(ofMinutes(30));
        assertThat(world.actions()).as("actions after it came to rest").isEqualTo(before);
        assertThat(reversals(world)).isLessThanOrEqualTo(1);
    }

    @Property(tries = 100)
    void trackingTakesAtMostTwoActionsFromAnywhere(
            @ForAll @IntRange(min = 1, max = 40) int from, @ForAll @IntRange(min = 1, max = 400) int tenths) {
        TargetTracking tracking = TargetTracking.averageValue(QUEUE, 10).every(ofSeconds(15));
        World world = world(
                        spec(tracking, 40, Limits.none().withStabilization(ZERO, ofMinutes(2))), from, tenths / 10.0)
                .startup("a", ofSeconds(45));
        world.tickFor(ofMinutes(20));
        assertThat(world.actions()).isLessThanOrEqualTo(2);
    }

    @Test
    void theFlipBetweenTwoAndOneIsRefusedByTheConsolidationCheck() {
        ThresholdBand narrow =
                ThresholdBand.on(GPU).outAbove(0.70, ofSeconds(20)).inBelow(0.60, ofMinutes(1));
        World world = world(spec(narrow, 10, Limits.none()), 1, 0.75);
        world.tickFor(ofHours(1));
        assertThat(world.actions()).isEqualTo(1);
        assertThat(world.ready()).isEqualTo(2);
        assertThat(isAdmissible(spec(narrow, 10, Limits.none()))).isFalse();
    }

    @Test
    void aWaveThatTheBandHoldsMovesNothing() {
        ThresholdBand band = ThresholdBand.on(GPU).outAbove(0.70, ofSeconds(20)).inBelow(0.30, ofMinutes(2));
        World world = new World(spec(band, 10, Limits.none()))
                .add("a", 4)
                .read(QUEUE, 0)
                .read(GPU, w -> (2 + 0.7 * wave(w, ofMinutes(10))) / Math.max(1, w.ready()));
        world.tickFor(ofHours(2));
        assertThat(world.actions()).isZero();
    }

    @Test
    void aWaveThatLeavesTheBandIsDampedByTheHoldAfterReversals() {
        World free = wavy(Limits.none());
        World held = wavy(Limits.none().withReversalHold(new ReversalHold(ofMinutes(15), ofMinutes(5), ofHours(2))));
        assertThat(reversals(free)).as("two for each of the 24 waves").isBetween(40, 50);
        assertThat(reversals(held)).as("each hold is twice the one before").isLessThanOrEqualTo(12);
        assertThat(instability(held)).isLessThan(instability(free) / 3).isLessThan(5);
    }

    private static World wavy(Limits limits) {
        TargetTracking tracking = TargetTracking.averageValue(QUEUE, 10).every(ofSeconds(15));
        World world = new World(spec(tracking, 20, limits))
                .add("a", 5)
                .read(GPU, 0.5)
                .read(QUEUE, w -> 50 + 30 * wave(w, ofMinutes(10)));
        world.tickFor(ofHours(4));
        return world;
    }

    private static double wave(World world, Duration period) {
        return Math.sin(2 * Math.PI * world.seconds() / (period.toNanos() / 1e9));
    }

    /** Share of the decisions that change the count, in percent. */
    private static double instability(World world) {
        return 100.0 * world.actions() / world.decisions().size();
    }
}
