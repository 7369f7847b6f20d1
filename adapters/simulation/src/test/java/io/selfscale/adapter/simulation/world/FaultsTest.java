package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.Order;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What goes wrong in a world, and what the engine makes of it. */
class FaultsTest {

    private static final Signal IN_FLIGHT = Signal.total("in_flight", "requests");
    private static final Duration NOTICE = Duration.ofSeconds(70);

    private static WorldSettings world(PoolSpec.Kind kind, int replicas, PoolModel.Faults faults) {
        return Worlds.plain(4, replicas).withPools(List.of(Worlds.pool("main", kind, 30, 40, faults)));
    }

    /** Keeps four replicas of four slots each. */
    private static Controller engine(WorldSettings world) {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(4, 4))
                .signal(IN_FLIGHT)
                .policy(TargetTracking.averageValue(IN_FLIGHT, 2))
                .build();
        return new EngineController(Adaptation.adapt(spec, world, 4, 4));
    }

    private static List<Decision> decisions(RunRecord run) {
        return run.ticks().stream()
                .flatMap(tick -> Stream.ofNullable(tick.decision()))
                .toList();
    }

    private static List<Order> orders(RunRecord run) {
        List<Order> orders = new ArrayList<>();
        decisions(run).forEach(decision -> orders.addAll(decision.orders()));
        return orders;
    }

    @Test
    void aCrashSendsItsRequestsBackToBeServedElsewhereInTheirOldOrder() {
        WorldSettings world = world(PoolSpec.Kind.ON_DEMAND, 2, new PoolModel.Faults(0, 20, 0, Duration.ZERO));
        Demand demand = Demands.regular(3_000, 2, 10);
        RunRecord run = World.run(
                demand,
                world,
                new EngineController(Adaptation.adapt(
                        ScalingSpec.builder(ScalingTarget.of("t").replicas(2, 2))
                                .signal(IN_FLIGHT)
                                .policy(TargetTracking.averageValue(IN_FLIGHT, 2))
                                .build(),
                        world,
                        2,
                        2)));

        List<ReplicaHistory> crashed = run.replicas().stream()
                .filter(replica -> replica.last() == ReplicaState.FAILED)
                .toList();
        assertThat(crashed).hasSizeGreaterThan(15);
        // On average after three minutes; the seed gives about that.
        assertThat(crashed.stream()
                        .mapToDouble(replica -> replica.goneSeconds() - replica.readySeconds())
                        .average()
                        .orElseThrow())
                .isBetween(120.0, 270.0);
        int returned = 0;
        for (int i = 0; i < demand.size(); i++) {
            assertThat(run.requests().fate(i)).isEqualTo(Fate.COMPLETED);
            // Whatever happened before, the service that ended was a whole one.
            assertThat(run.requests().endSeconds(i) - run.requests().startSeconds(i))
                    .isCloseTo(10, within(1e-5));
            if (run.requests().returns(i) > 0) {
                returned++;
                assertThat(run.requests().startSeconds(i)).isGreaterThan(demand.arrivalSeconds(i));
                double start = run.requests().startSeconds(i);
                assertThat(crashed).anyMatch(replica -> replica.goneSeconds() <= start);
            }
        }
        assertThat(returned).isBetween(crashed.size(), 4 * crashed.size());
    }

    @Test
    void whatCrashedIsReplacedAtTheNextTick() {
        WorldSettings world = world(PoolSpec.Kind.ON_DEMAND, 4, new PoolModel.Faults(0, 10, 0, Duration.ZERO));
        RunRecord run = World.run(Demands.regular(3_000, 3, 10), world, engine(world));
        long crashed = run.replicas().stream()
                .filter(replica -> replica.last() == ReplicaState.FAILED)
                .count();
        assertThat(crashed).isGreaterThan(15);
        assertThat(run.replicas().size() - 4L).isBetween(crashed - 1, crashed);
        for (TickRecord tick : run.ticks()) {
            assertThat(tick.starting() + tick.ready())
                    .as("at %s s", tick.seconds())
                    .isEqualTo(4);
        }
    }

    @Test
    void anInterruptionIsAnnouncedWithTheTimeThatIsLeft() {
        WorldSettings world = world(PoolSpec.Kind.SPOT, 4, new PoolModel.Faults(0, 0, 12, NOTICE));
        Worlds.Script script = new Worlds.Script();
        RunRecord run = World.run(Demand.named("nothing").lasting(Duration.ofHours(1)), world, script);
        assertThat(run.replicas()).extracting(ReplicaHistory::last).containsOnly(ReplicaState.FAILED);
        for (ReplicaHistory replica : run.replicas()) {
            Controller.Seen seen = script.seen.stream()
                    .filter(each -> each.events().stream()
                            .anyMatch(event ->
                                    ((Event.Interruption) event).replica().equals(replica.id())))
                    .findFirst()
                    .orElseThrow();
            Event.Interruption announced = (Event.Interruption) seen.events().stream()
                    .filter(event -> ((Event.Interruption) event).replica().equals(replica.id()))
                    .findFirst()
                    .orElseThrow();
            double left = announced.in().toNanos() / 1e9;
            // Up to a tick has passed since; nobody stopped it, so it went when it was said to.
            assertThat(left).isBetween(NOTICE.toSeconds() - 15.0, (double) NOTICE.toSeconds());
            assertThat(seen.nanos() / 1e9 + left).isCloseTo(replica.goneSeconds(), within(1e-6));
            assertThat(replica.drainingSeconds()).isNaN();
        }
    }

    @Test
    void theEngineDrainsWhatIsAnnouncedAndReplacesItAtOnce() {
        WorldSettings world = world(PoolSpec.Kind.SPOT, 4, new PoolModel.Faults(0, 0, 12, NOTICE));
        Demand demand = Demands.regular(3_600, 3, 10);
        RunRecord run = World.run(demand, world, engine(world));

        List<Decision> answers = decisions(run).stream()
                .filter(decision -> decision.orders().stream().anyMatch(Order.Stop.class::isInstance))
                .toList();
        assertThat(answers).hasSizeGreaterThan(20);
        for (Decision answer : answers) {
            Order.Stop stop = (Order.Stop) answer.orders().stream()
                    .filter(Order.Stop.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            Order.Start start = (Order.Start) answer.orders().stream()
                    .filter(Order.Start.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertThat(start.count()).isEqualTo(stop.replicas().size());
            assertThat(answer.to()).isEqualTo(4);
        }
        // Ten seconds of work are done long before the replica goes: nothing is ever lost.
        for (int i = 0; i < demand.size(); i++) {
            assertThat(run.requests().returns(i)).isZero();
        }
        assertThat(run.replicas().stream()
                        .filter(replica -> !Double.isNaN(replica.drainingSeconds()))
                        .map(ReplicaHistory::last))
                .isNotEmpty()
                .containsOnly(ReplicaState.GONE);
    }

    @Test
    void aShortNoticeLosesWhatIsNotDoneByThen() {
        WorldSettings world = world(PoolSpec.Kind.SPOT, 4, new PoolModel.Faults(0, 0, 12, Duration.ofSeconds(2)));
        Demand demand = Demands.regular(3_600, 3, 10);
        RunRecord run = World.run(demand, world, engine(world));
        int returned = 0;
        for (int i = 0; i < demand.size(); i++) {
            returned += run.requests().returns(i);
        }
        assertThat(returned).isGreaterThan(10);
        assertThat(run.requests().count(Fate.COMPLETED)).isEqualTo(demand.size());
    }

    @Test
    void onDemandReplicasAreNotInterrupted() {
        WorldSettings world = world(PoolSpec.Kind.ON_DEMAND, 4, new PoolModel.Faults(0, 0, 1_000, NOTICE));
        Worlds.Script script = new Worlds.Script();
        RunRecord run = World.run(Demand.named("nothing").lasting(Duration.ofHours(1)), world, script);
        assertThat(run.replicas()).extracting(ReplicaHistory::last).containsOnly(ReplicaState.READY);
        assertThat(script.seen).allMatch(seen -> seen.events().isEmpty());
    }

    /** A start takes 40 s, so that a replica expires after 61 s and is replaced at the next tick. */
    @Test
    void theEngineReplacesWhatIsNeverReady() {
        WorldSettings world = world(PoolSpec.Kind.ON_DEMAND, 0, new PoolModel.Faults(0.5, 0, 0, NOTICE));
        RunRecord run = World.run(Demands.regular(1_200, 3, 10), world, engine(world));
        List<ReplicaHistory> stuck = run.replicas().stream()
                .filter(replica -> Double.isNaN(replica.readySeconds()))
                .toList();
        assertThat(stuck).hasSizeGreaterThan(1);
        for (ReplicaHistory replica : stuck) {
            assertThat(replica.last()).isEqualTo(ReplicaState.GONE);
            assertThat(replica.goneSeconds() - replica.orderedSeconds()).isEqualTo(75);
            assertThat(run.replicas()).anyMatch(other -> other.orderedSeconds() == replica.goneSeconds());
        }
        assertThat(run.ticks().get(run.ticks().size() - 1).ready()).isEqualTo(4);
        assertThat(run.requests().count(Fate.COMPLETED)).isEqualTo(400);
    }

    @Test
    void aPoolInWhichNothingEverStartsIsAskedForNoMoreThanIsWanted() {
        WorldSettings world = world(PoolSpec.Kind.ON_DEMAND, 0, new PoolModel.Faults(1, 0, 0, NOTICE));
        RunRecord run = World.run(Demands.regular(1_200, 3, 10), world, engine(world));
        assertThat(run.ticks()).allMatch(tick -> tick.starting() <= 4 && tick.ready() == 0);
        assertThat(run.replicas()).hasSizeBetween(4 * 13, 4 * 17);
        assertThat(run.requests().count(Fate.UNSERVED)).isEqualTo(400);
        assertThat(run.endSeconds()).isEqualTo(1_200);
    }

    /** The engine believes in a quota of 30; the pool grants 2. */
    @Test
    void theEngineTakesAPartialGrantAndGoesToTheNextPool() {
        WorldSettings world = Worlds.plain(4, 0)
                .withPools(List.of(
                        Worlds.pool("main", PoolSpec.Kind.ON_DEMAND, 2, 40, PoolModel.Faults.NONE),
                        Worlds.pool("other", PoolSpec.Kind.ON_DEMAND, 30, 40, PoolModel.Faults.NONE)));
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(6, 6))
                .tick(Duration.ofSeconds(15))
                .signal(IN_FLIGHT)
                .policy(TargetTracking.averageValue(IN_FLIGHT, 2))
                .pool(PoolSpec.of("main").pricedPerHour(1).withQuota(30))
                .pool(PoolSpec.of("other").pricedPerHour(1.5).withQuota(30))
                .build();
        RunRecord run = World.run(Demands.regular(600, 3, 10), world, new EngineController(spec));
        assertThat(orders(run))
                .extracting(Order::pool, order -> ((Order.Start) order).count())
                .startsWith(tuple("main", 6), tuple("other", 4));
        assertThat(run.ticks().get(1).starting()).isEqualTo(6);
        assertThat(run.ticks().get(run.ticks().size() - 1).ready()).isEqualTo(6);
    }

    @Test
    void aSlowStartIsDrawnAnewForEachReplicaAndTheSameForEachSeed() {
        PoolModel pool = new PoolModel(
                "main",
                PoolSpec.Kind.ON_DEMAND,
                2_000,
                1,
                0,
                new StartupDistribution(new StartupDistribution.Law.LogNormal(100, 300), List.of()),
                PoolModel.Faults.NONE);
        Demand nothing = Demand.named("nothing").lasting(Duration.ofHours(2));
        WorldSettings world = Worlds.plain(1, 0).withPools(List.of(pool));
        RunRecord run = World.run(nothing, world, new Worlds.Script().at(0, Worlds.start("o", "main", 2_000)));
        double[] took = run.replicas().stream()
                .mapToDouble(ReplicaHistory::readySeconds)
                .sorted()
                .toArray();
        assertThat(took[1_000]).isBetween(94.0, 106.0);
        assertThat(took[1_900]).isBetween(270.0, 330.0);
        RunRecord later = World.run(nothing, world, new Worlds.Script().at(15, Worlds.start("o", "main", 7)));
        for (int i = 0; i < 7; i++) {
            assertThat(later.replicas().get(i).readySeconds())
                    .isCloseTo(run.replicas().get(i).readySeconds() + 15, within(1e-9));
        }
    }

    @Test
    void nothingGoesWrongAfterTheEnd() {
        WorldSettings world = world(PoolSpec.Kind.SPOT, 1, new PoolModel.Faults(0, 40, 40, Duration.ofSeconds(60)))
                .killingAtDrainDeadline();
        // Ten hours of work for one replica that is not to live for two minutes.
        Demand demand = Demands.of(2, 1, 1_000, 1, 1_000, 1, 1_000, 1, 1_000);
        RunRecord run = World.run(demand, world, Worlds.fixed());
        assertThat(run.requests().count(Fate.COMPLETED)).isEqualTo(4);
        assertThat(run.endSeconds()).isCloseTo(1_001, within(1e-3));
    }

    @Test
    void whatStandsReadyIsPaidForWhetherItIsUsedOrNot() {
        PoolModel standby = new PoolModel(
                "standby",
                PoolSpec.Kind.ON_DEMAND,
                4,
                /* pricePerHour= */ 10,
                /* standbyPerHour= */ 3,
                StartupDistribution.always(Duration.ZERO),
                PoolModel.Faults.NONE);
        Demand demand = Demand.named("nothing").lasting(Duration.ofHours(1));
        WorldSettings world = Worlds.plain(1, 0).withPools(List.of(standby));
        assertThat(World.run(demand, world, Worlds.fixed()).cost()).isCloseTo(12, within(1e-9));
        // Two of the four for half an hour: 7 per hour more.
        RunRecord run = World.run(
                demand,
                world,
                new Worlds.Script()
                        .at(900, Worlds.start("o-1", "standby", 2))
                        .at(2_700, Worlds.stop("o-2", "standby", Duration.ZERO, "standby-1", "standby-2")));
        assertThat(run.cost()).isCloseTo(12 + 7, within(1e-9));
        assertThat(run.replicaHours()).isCloseTo(1, within(1e-9));
        assertThat(run.replicas().get(0).readySeconds()).isEqualTo(900);
        assertThat(run.ticks().get(61).costPerHour()).isCloseTo(12 + 14, within(1e-9));
    }
}
