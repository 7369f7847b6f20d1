package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SpotSpec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.Order;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolsTest {

    private static final Signal WANTED = Signal.total("wanted", "replicas");
    private static final Signal BUSY = Signal.perReplica("in_flight", "requests");

    private static ScalingSpecBuilder spec(PoolSpec... pools) {
        ScalingSpecBuilder builder = ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 40))
                .signal(WANTED)
                .policy(new RequestedBy("wanted", WANTED));
        List.of(pools).forEach(builder::pool);
        return builder;
    }

    private static PoolSpec pool(String name, double price) {
        return PoolSpec.of(name).pricedPerHour(price).withStartDeadline(ofMinutes(2));
    }

    @Test
    void growsInTheCheapestPoolAndSpillsWhereItsQuotaEnds() {
        World world = new World(
                        spec(pool("dear", 4), pool("cheap", 1).withQuota(3)).build())
                .add("cheap", 1)
                .read(WANTED, 6);
        world.tickFor(ofSeconds(3));
        assertThat(world.in("cheap")).isEqualTo(3);
        assertThat(world.in("dear")).isEqualTo(3);
    }

    @Test
    void countsAWeightedReplicaAsSeveral() {
        PoolSpec large = pool("large", 3).costing(new PoolSpec.Cost(3, 0, 4, PoolSpec.StandbyTier.COLD));
        World world =
                new World(spec(pool("small", 1), large).build()).add("small", 1).read(WANTED, 9);
        world.tickFor(ofSeconds(3));
        assertThat(world.in("large")).as("0.75 per unit is cheaper than 1").isEqualTo(2);
        assertThat(world.in("small")).isEqualTo(1);
        assertThat(world.tick().capacity().ready()).isEqualTo(9);
    }

    @Test
    void shrinksTheDearestPoolFirst() {
        World world = new World(
                        spec(pool("cheap", 1).withQuota(3), pool("dear", 4)).build())
                .add("cheap", 1)
                .read(WANTED, 6);
        world.tickFor(ofSeconds(3));
        world.read(WANTED, 4).tickFor(ofSeconds(3));
        assertThat(world.in("dear")).isEqualTo(1);
        assertThat(world.in("cheap")).isEqualTo(3);
    }

    @Test
    void keepsTheOnDemandFloorAndTheSpotShare() {
        World world = new World(spec(pool("spot", 1).asSpot(), pool("steady", 4))
                        .spot(new SpotSpec(3, 60))
                        .build())
                .add("steady", 1)
                .read(WANTED, 10);
        world.tickFor(ofSeconds(3));
        assertThat(world.in("spot")).as("60 percent of 10").isEqualTo(6);
        assertThat(world.in("steady")).isEqualTo(4);
        world.read(WANTED, 4).tickFor(ofSeconds(3));
        assertThat(world.in("steady")).isGreaterThanOrEqualTo(3);
        assertThat(world.in("steady") + world.in("spot")).isEqualTo(4);
    }

    @Test
    void replacesAnInterruptedReplicaAtOnceAndTakesItForNoOutsideChange() {
        World world = new World(
                        spec(pool("spot", 1).asSpot(), pool("steady", 4)).build())
                .add("spot", 4)
                .read(WANTED, 4)
                .drainingFor(ofSeconds(90));
        world.tickFor(ofSeconds(3));
        world.announce(new Event.Interruption("spot-1", ofMinutes(2)));
        Decision decision = world.tick();
        assertThat(decision.orders())
                .anySatisfy(order -> assertThat(order).isInstanceOfSatisfying(Order.Stop.class, stop -> {
                    assertThat(stop.replicas()).containsExactly("spot-1");
                    assertThat(stop.drainDeadline()).isLessThanOrEqualTo(ofMinutes(2));
                }))
                .anySatisfy(order -> assertThat(order)
                        .isInstanceOfSatisfying(
                                Order.Start.class,
                                start -> assertThat(start.count()).isEqualTo(1)));
        assertThat(decision.capacity().draining()).isEqualTo(1);
        Decision later = world.tickFor(ofMinutes(4));
        assertThat(later.capacity().ready()).isEqualTo(4);
        assertThat(world.started()).isEqualTo(1);
        assertThat(world.decisions())
                .allSatisfy(item -> assertThat(item.notes().alarms())
                        .noneMatch(alarm -> alarm.reason() == ReasonCode.OUTSIDE_CHANGE));
    }

    /** Those that drain fill the whole count, of which all may be spot. */
    @Test
    void replacesAnInterruptedReplicaAtOnceWhereAllAreInterruptible() {
        World world = new World(spec(pool("spot", 1).asSpot()).build())
                .add("spot", 4)
                .read(WANTED, 4)
                .drainingFor(ofSeconds(90));
        world.tickFor(ofSeconds(3));
        world.announce(new Event.Interruption("spot-1", ofMinutes(2)));
        Decision decision = world.tick();
        assertThat(decision.capacity().draining()).isEqualTo(1);
        assertThat(decision.orders())
                .anySatisfy(order -> assertThat(order)
                        .isInstanceOfSatisfying(
                                Order.Start.class,
                                start -> assertThat(start.count()).isEqualTo(1)));
    }

    @Test
    void stopsTheLeastBusyReplicaOfAPool() {
        ScalingSpec spec = spec(pool("a", 1)).signal(BUSY).stopLeast(BUSY).build();
        Rehearsal target = new Rehearsal(spec).ready(3).read(WANTED, 2);
        Map<String, Sample> samples = new LinkedHashMap<>();
        samples.put("r0", Sample.of(5));
        samples.put("r1", Sample.of(0));
        samples.put("r2", Sample.of(3));
        target.read(BUSY, Reading.byReplica(samples));
        assertThat(target.tick().orders())
                .singleElement()
                .isInstanceOfSatisfying(
                        Order.Stop.class, stop -> assertThat(stop.replicas()).containsExactly("r1"));
    }

    @Test
    void neverSpendsMoreThanTheBudgetPerHour() {
        World world = new World(spec(pool("cheap", 1).withQuota(4), pool("dear", 4))
                        .budget(BudgetSpec.perHour(13))
                        .build())
                .add("cheap", 1)
                .drainingFor(ofSeconds(30))
                .read(WANTED, w -> w.seconds() < 60 ? 20 : w.seconds() < 65 ? 2 : 20);
        Decision first = world.tick();
        assertThat(first.to()).as("4 cheap and 2 dear ones for 12 per hour").isEqualTo(6);
        assertThat(first.binding()).satisfies(bound -> {
            assertThat(bound.reason()).isEqualTo(ReasonCode.BUDGET_PER_HOUR);
            assertThat(bound.detail()).isEqualTo("12 of 13 per hour");
        });
        world.tickFor(ofMinutes(5));
        assertThat(world.largestCost()).isLessThanOrEqualTo(13);
        assertThat(world.ready()).isEqualTo(6);
    }

    @Test
    void spreadsWhatIsLeftOfTheMonthOverTheHoursThatAreLeft() {
        // From the 11th on 480 hours are left in November: 9600 of money are 20 per hour.
        World world = new World(spec(pool("a", 4))
                        .tick(ofMinutes(10))
                        .budget(BudgetSpec.NONE.withPerMonth(9600, 0, ZoneOffset.UTC))
                        .build())
                .add("a", 1)
                .read(WANTED, 30);
        Decision first = world.tick();
        assertThat(first.to()).isEqualTo(5);
        assertThat(first.reason()).isEqualTo(ReasonCode.BUDGET_PER_MONTH);
        world.tickFor(Duration.ofDays(19));
        assertThat(world.state().supply().spending().spent()).isBetween(8500.0, 9600.0);
    }

    @Test
    void capsTheReplicasOfAllPools() {
        World world = new World(spec(pool("a", 1).withQuota(3), pool("b", 2))
                        .budget(BudgetSpec.NONE.withInstanceCap(5))
                        .build())
                .add("a", 1)
                .read(WANTED, 30);
        world.tickFor(ofSeconds(5));
        assertThat(world.in("a") + world.in("b")).isEqualTo(5);
        assertThat(world.tick().reason()).isEqualTo(ReasonCode.INSTANCE_CAP);
    }

    @Test
    void learnsHowLongReplicasTakeToStart() {
        World world = new World(
                        spec(pool("a", 1).withStartDeadline(ofMinutes(20))).build())
                .add("a", 1)
                .startup("a", ofSeconds(199))
                .read(WANTED, w -> 1 + Math.floor(w.seconds() / 400));
        world.tickFor(ofMinutes(60));
        assertThat(world.count(ReplicaState.READY)).isGreaterThan(6);
        assertThat(world.state().supply().startup(PoolSpec.of("a"), 0.95)).isEqualTo(ofSeconds(199));
    }

    @Test
    void refusesWhatCanNeverBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingSpec.builder(ScalingTarget.of("t").replicas(5, 9))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .pool(pool("a", 4).withQuota(2))
                        .budget(BudgetSpec.perHour(10))
                        .build())
                .withMessageContaining("the quotas of the pools come to 2, less than min 5")
                .withMessageContaining("costs at least 20.0 per hour, more than the budget of 10.0");
    }
}
