package io.selfscale.engine.decide;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.operation.Damping;
import io.selfscale.engine.spec.EffectSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DampingTest {

    private static final Signal WANTED = Signal.total("wanted", "replicas");
    private static final Signal THROUGHPUT = Signal.total("completed", "requests/s");

    private static ScalingSpecBuilder spec(Limits limits) {
        return ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 20))
                .signal(WANTED)
                .policy(new RequestedBy("wanted", WANTED))
                .pool(PoolSpec.of("a"))
                .limits(limits);
    }

    @Test
    void eachReversalHoldsAScaleInTwiceAsLong() {
        ReversalHold hold = new ReversalHold(ofMinutes(10), ofMinutes(1), ofMinutes(16));
        World flapping = new World(spec(Limits.none().withReversalHold(hold)).build())
                .add("a", 2)
                .read(WANTED, w -> w.seconds() % 60 < 30 ? 3 : 2);
        flapping.tickFor(ofMinutes(60));
        World free =
                new World(spec(Limits.none()).build()).add("a", 2).read(WANTED, w -> w.seconds() % 60 < 30 ? 3 : 2);
        free.tickFor(ofMinutes(60));
        assertThat(free.actions()).isGreaterThan(110);
        assertThat(flapping.actions()).isLessThan(16);
        Decision held = flapping.decisions().stream()
                .filter(decision -> decision.reason() == ReasonCode.REVERSAL_HOLD)
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(Objects.requireNonNull(held.binding()).remaining()).isBetween(ofSeconds(1), ofMinutes(16));
    }

    @Test
    void aScaleOutIsNeverHeldBackByReversals() {
        ReversalHold hold = new ReversalHold(ofMinutes(10), ofMinutes(5), ofMinutes(60));
        World world = new World(spec(Limits.none().withReversalHold(hold)).build())
                .add("a", 2)
                .read(WANTED, w -> w.seconds() < 10 ? 4 : w.seconds() < 20 ? 2 : w.seconds() < 30 ? 6 : 9);
        world.tickFor(ofSeconds(31));
        assertThat(world.tick().to()).isEqualTo(9);
    }

    @Test
    void aQuietTimeForgetsReversals() {
        ReversalHold hold = new ReversalHold(ofMinutes(5), ofMinutes(1), ofMinutes(16));
        World world = new World(spec(Limits.none().withReversalHold(hold)).build())
                .add("a", 2)
                .read(WANTED, w -> w.seconds() > 3600 ? 2 : w.seconds() % 120 < 30 ? 3 : 2);
        world.tickFor(ofHours(2));
        assertThat(world.tick().to()).isEqualTo(2);
        world.read(WANTED, 5).tickFor(ofSeconds(3));
        world.read(WANTED, 4);
        assertThat(world.tickFor(ofMinutes(3)).to()).as("one reversal again").isEqualTo(4);
    }

    @Test
    void aDaysBudgetOfChangesHoldsScaleInsOnly() {
        World world = new World(spec(Limits.none().withActionsPerDay(6)).build())
                .add("a", 2)
                .read(WANTED, w -> w.seconds() % 600 < 300 ? 5 : 2);
        world.tickFor(ofHours(5).plusMinutes(7));
        assertThat(world.actions()).isLessThanOrEqualTo(7);
        Decision held = world.decisions().get(world.decisions().size() - 1);
        assertThat(held.reason()).isEqualTo(ReasonCode.ACTION_BUDGET);
        assertThat(Objects.requireNonNull(held.binding()).detail()).isEqualTo("6 changes in the last 24 hours");
        assertThat(world.read(WANTED, 9).tick().to()).isEqualTo(9);
    }

    @Test
    void growthThatDoesNotHelpStopsAndNamesTheSignal() {
        ScalingSpec spec = spec(Limits.none())
                .signal(THROUGHPUT)
                .effect(new EffectSpec(THROUGHPUT, ofSeconds(30), 0.1, 3, ofMinutes(30)))
                .build();
        // A shared database lets 20 requests through, however many replicas ask it.
        World world = new World(spec)
                .add("a", 2)
                .read(THROUGHPUT, w -> Math.min(20, 10 * w.ready()))
                .read(WANTED, w -> w.state().requested() + (w.seconds() % 20 < 1 ? 1 : 0));
        world.tickFor(ofMinutes(20));
        assertThat(world.ready()).isLessThan(20);
        Decision last = world.read(WANTED, 19).tick();
        assertThat(last.reason()).isEqualTo(ReasonCode.BOTTLENECK_ELSEWHERE);
        assertThat(last.notes().alarms())
                .anySatisfy(alarm -> assertThat(alarm.detail()).startsWith("completed"));
    }

    @Test
    void growthThatHelpsGoesOn() {
        ScalingSpec spec = spec(Limits.none())
                .signal(THROUGHPUT)
                .effect(new EffectSpec(THROUGHPUT, ofSeconds(30), 0.1, 3, ofMinutes(30)))
                .build();
        World world = new World(spec)
                .add("a", 2)
                .read(THROUGHPUT, w -> 10.0 * w.ready())
                .read(WANTED, w -> Math.min(15, w.state().requested() + (w.seconds() % 60 < 1 ? 1 : 0)));
        world.tickFor(ofMinutes(20));
        assertThat(world.ready()).isEqualTo(15);
    }

    @Test
    void aReversalFadesOnceHoweverOftenTheSizeChanges() {
        ReversalHold hold = new ReversalHold(ofMinutes(5), ofMinutes(1), ofMinutes(16));
        Limits limits = Limits.none().withReversalHold(hold);
        long minute = ofMinutes(1).toNanos();
        Damping flapping = Damping.none();
        for (int i = 0; i < 5; i++) {
            flapping = flapping.changed(limits, i % 2 == 0 ? Direction.OUT : Direction.IN, i * minute);
        }
        assertThat(flapping.holdLeft(hold, 4 * minute)).as("four reversals").isEqualTo(8 * minute);
        // 13 minutes take one away; two changes the same way take no other.
        Damping later =
                flapping.changed(limits, Direction.OUT, 18 * minute).changed(limits, Direction.OUT, 19 * minute);
        assertThat(later.holdLeft(hold, 19 * minute)).isEqualTo(4 * minute);
    }

    @Test
    void reversalsBeyondTheLongestHoldTakeNoLongerToFade() {
        ReversalHold hold = new ReversalHold(ofMinutes(5), ofMinutes(1), ofMinutes(4));
        Limits limits = Limits.none().withReversalHold(hold);
        long minute = ofMinutes(1).toNanos();
        Damping flapping = Damping.none();
        for (int i = 0; i <= 1000; i++) {
            flapping = flapping.changed(limits, i % 2 == 0 ? Direction.OUT : Direction.IN, i * minute);
        }
        Damping later = flapping.changed(limits, Direction.OUT, (1000 + 9 + 7 + 6) * minute);
        assertThat(later.holdLeft(hold, (1000 + 9 + 7 + 6) * minute)).isZero();
    }

    @Test
    void theFirstKnownInventoryIsTheFirstSightThatStabilizationRemembers() {
        World world = new World(spec(Limits.none().withStabilization(ofSeconds(0), ofMinutes(5)))
                        .build())
                .add("a", 5)
                .read(WANTED, 2)
                .readable(false);
        world.tickFor(ofSeconds(3));
        assertThat(world.readable(true).tickFor(ofMinutes(4)).to()).isEqualTo(5);
        assertThat(world.tickFor(ofMinutes(2)).to()).isEqualTo(2);
    }
}
