package io.selfscale.engine.decide;

import static java.time.Duration.ofSeconds;

import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.BrownoutSpec.Rung;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.SignalSpec.LevelEffect;
import io.selfscale.policy.Signal;
import io.selfscale.testkit.Invariants;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 14: the replica target is the same with brownout on or off, though a degraded service is measured as less
 * loaded; and the ladder goes one rung up at a time.
 */
class BrownoutProperties {

    private static final Signal TAIL = Signal.duration("p95");
    private static final Signal RUNNING = Signal.total("running", "requests");
    private static final Signal BUSY = Signal.ratio("busy");

    @Property
    void theReplicaTargetIsTheSameWithBrownoutOnOrOff(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 100, max = 300) Integer> gains,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 90) Integer> load,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 9000) Integer> tailMillis,
            @ForAll @IntRange(min = 0, max = 30) int startSeconds) {
        double[] gain = gains.stream().sorted().mapToDouble(g -> g / 100.0).toArray();
        BrownoutSpec ladder = new BrownoutSpec(
                IntStream.range(0, gain.length)
                        .mapToObj(i -> new Rung("rung-" + i, gain[i], i))
                        .toList(),
                TAIL,
                ofSeconds(2),
                ofSeconds(2),
                ofSeconds(10),
                0.2);
        World without = world(null, load, tailMillis, startSeconds);
        World with = world(ladder, load, tailMillis, startSeconds);
        int rung = 0;
        for (int tick = 0; tick < 100; tick++) {
            Invariants.sameTargetWithBrownout(without.tick(), with.tick());
            int next = with.state().operation().brownout().rung();
            Assertions.assertThat(rung - next).as("left one at a time").isLessThanOrEqualTo(1);
            rung = next;
        }
    }

    private static World world(
            @Nullable BrownoutSpec ladder, List<Integer> load, List<Integer> tail, int startSeconds) {
        ScalingSpecBuilder builder = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 12))
                .signal(SignalSpec.optional(TAIL))
                .signal(SignalSpec.required(RUNNING).withLevelEffect(LevelEffect.LOAD))
                .signal(SignalSpec.required(BUSY).withLevelEffect(LevelEffect.LOAD))
                .policy(TargetTracking.averageValue(RUNNING, 10)
                        .within(new Tolerance(0, 0))
                        .every(Duration.ZERO))
                .policy(ThresholdBand.on(BUSY).outAbove(0.7, ofSeconds(5)).inBelow(0.3, ofSeconds(10)))
                .pool(PoolSpec.of("a"));
        if (ladder != null) {
            builder.brownout(ladder);
        }
        return new World(builder.build())
                .add("a", 2)
                .startup("a", ofSeconds(startSeconds))
                .read(TAIL, w -> tail.get((int) (w.seconds() / 15) % tail.size()) / 1000.0)
                .read(RUNNING, w -> at(load, w) / gain(ladder, w))
                .read(BUSY, w -> at(load, w) / 10.0 / Math.max(1, w.ready()) / gain(ladder, w));
    }

    private static double at(List<Integer> load, World world) {
        return load.get((int) (world.seconds() / 20) % load.size());
    }

    private static double gain(@Nullable BrownoutSpec ladder, World world) {
        return ladder == null
                ? 1
                : ladder.gain(world.state().operation().brownout().rung());
    }
}
