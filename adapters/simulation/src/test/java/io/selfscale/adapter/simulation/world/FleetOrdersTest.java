package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of orders: starts, phases, quotas, drains. */
class FleetOrdersTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Demand NOTHING = Demand.named("nothing").lasting(Duration.ofMinutes(5));

    private static PoolModel pool(int quota) {
        return Worlds.pool("main", PoolSpec.Kind.ON_DEMAND, quota, 40, PoolModel.Faults.NONE);
    }

    private static Replica listed(Controller.Seen seen, String id) {
        return seen.inventory().replicas().stream()
                .filter(replica -> replica.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsStartedIsReadyAfterItsTimeAndPaidForFromItsOrder() {
        Worlds.Script script = new Worlds.Script().at(15, Worlds.start("o-1", "main", 2));
        RunRecord run = World.run(NOTHING, Worlds.plain(1, 1).withPools(List.of(pool(9))), script);

        assertThat(run.replicas())
                .extracting(ReplicaHistory::id, ReplicaHistory::orderedSeconds, ReplicaHistory::readySeconds)
                .containsExactly(tuple("main-1", 0.0, 0.0), tuple("main-2", 15.0, 55.0), tuple("main-3", 15.0, 55.0));
        Replica starting = listed(script.seenAt(30), "main-2");
        assertThat(starting.state()).isEqualTo(ReplicaState.STARTING);
        assertThat(starting.orderId()).isEqualTo("o-1");
        assertThat(starting.age()).isEqualTo(Duration.ofSeconds(15));
        Replica ready = listed(script.seenAt(60), "main-2");
        assertThat(ready.state()).isEqualTo(ReplicaState.READY);
        assertThat(ready.age()).isEqualTo(Duration.ofSeconds(45));
        assertThat(ready.inState()).isEqualTo(Duration.ofSeconds(5));
        assertThat(listed(script.seenAt(60), "main-1").orderId()).isNull();
        assertThat(script.seenAt(30).outcomes())
                .containsExactly(new OrderOutcome("o-1", OrderOutcome.Status.ACCEPTED, 2, ""));
        assertThat(script.seenAt(45).outcomes()).isEmpty();
        assertThat(run.replicaHours()).isCloseTo((300 + 2 * 285) / 3600.0, within(1e-9));
        assertThat(run.cost()).isCloseTo((300 + 2 * 285) / 3600.0, within(1e-9));
    }

    @Test
    void aStartTellsItsPhases() {
        StartupDistribution startup = new StartupDistribution(
                new StartupDistribution.Law.Fixed(100),
                List.of(
                        new StartupDistribution.Phase("schedule", 0.1),
                        new StartupDistribution.Phase("image", 0.5),
                        new StartupDistribution.Phase("weights", 0.4)));
        PoolModel pool = new PoolModel("main", PoolSpec.Kind.ON_DEMAND, 9, 1, 0, startup, PoolModel.Faults.NONE);
        Worlds.Script script = new Worlds.Script().at(0, Worlds.start("o-1", "main", 1));
        World.run(NOTHING, Worlds.plain(1, 0).withPools(List.of(pool)), script);
        assertThat(listed(script.seenAt(15), "main-1").phase()).isEqualTo("image");
        assertThat(listed(script.seenAt(45), "main-1").phase()).isEqualTo("image");
        assertThat(listed(script.seenAt(60), "main-1").phase()).isEqualTo("weights");
        assertThat(listed(script.seenAt(90), "main-1").phase()).isEqualTo("weights");
        assertThat(listed(script.seenAt(105), "main-1").phase()).isEmpty();
    }

    @Test
    void aQuotaGrantsWhatFits() {
        Worlds.Script script = new Worlds.Script()
                .at(15, Worlds.start("o-1", "main", 5))
                .at(30, Worlds.start("o-2", "main", 1))
                .at(45, Worlds.stop("o-3", "main", LONG, "main-1"))
                .at(60, Worlds.start("o-4", "main", 2), Worlds.start("o-5", "elsewhere", 1));
        RunRecord run = World.run(Demands.of(300, 44, 30), Worlds.plain(1, 1).withPools(List.of(pool(3))), script);
        assertThat(script.seenAt(30).outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(OrderOutcome.Status.PARTLY_ACCEPTED);
            assertThat(outcome.granted()).isEqualTo(2);
            assertThat(outcome.reason()).isEqualTo("quota of 3 in pool main");
        });
        assertThat(script.seenAt(45).outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(OrderOutcome.Status.REFUSED);
            assertThat(outcome.granted()).isZero();
        });
        // The first drains until 74 and counts until then.
        assertThat(script.seenAt(75).outcomes())
                .extracting(OrderOutcome::status)
                .containsOnly(OrderOutcome.Status.REFUSED);
        assertThat(run.replicas()).hasSize(3);
    }

    @Test
    void aReplicaThatDrainsFinishesItsWorkAndTakesNoMore() {
        // Prefill of 10 s and 12 s of tokens; it is told to stop in the prefill.
        ReplicaModel model = new ReplicaModel(2, 10, 0, 0, 1e-6, 0);
        Demand demand = Demands.of(120, 10, 12, 16, 1, 33, 1);
        Worlds.Script script = new Worlds.Script().at(15, Worlds.stop("o-1", "main", LONG, "main-1"));
        RunRecord run = World.run(demand, WorldSettings.standard(model, Duration.ofSeconds(40), 1, 1, 1), script);
        assertThat(run.requests().endSeconds(0)).isCloseTo(32, within(1e-6));
        assertThat(run.requests().fate(1)).isEqualTo(Fate.UNSERVED);
        ReplicaHistory stopped = run.replicas().get(0);
        assertThat(stopped.drainingSeconds()).isEqualTo(15);
        assertThat(stopped.goneSeconds()).isCloseTo(32, within(1e-6));
        assertThat(stopped.last()).isEqualTo(ReplicaState.GONE);
        assertThat(stopped.used()).isTrue();
        assertThat(run.replicaHours()).isCloseTo(32 / 3600.0, within(1e-9));
        assertThat(listed(script.seenAt(30), "main-1").state()).isEqualTo(ReplicaState.DRAINING);
        // Listed once more after it is gone.
        assertThat(listed(script.seenAt(45), "main-1").state()).isEqualTo(ReplicaState.GONE);
        assertThat(script.seenAt(60).inventory().replicas()).isEmpty();
    }

    @Test
    void idleAndStartingReplicasAreGoneAtOnce() {
        Worlds.Script script = new Worlds.Script()
                .at(15, Worlds.start("o-1", "main", 1))
                .at(30, Worlds.stop("o-2", "main", LONG, "main-2", "main-1"));
        RunRecord run = World.run(NOTHING, Worlds.plain(1, 1), script);
        assertThat(run.replicas())
                .extracting(ReplicaHistory::goneSeconds, ReplicaHistory::last)
                .containsOnly(tuple(30.0, ReplicaState.GONE));
        assertThat(run.replicas().get(1).readySeconds()).isNaN();
        assertThat(run.replicas()).noneMatch(ReplicaHistory::used);
        assertThat(run.ticks().get(2).ready()).isZero();
    }

    /** A pool must not seem to refuse, or the engine would order nothing from it for a while. */
    @Test
    void aStopOfWhatEndsOrHasEndedIsAcceptedWithoutEffect() {
        Worlds.Script script = new Worlds.Script()
                .at(15, Worlds.stop("o-1", "main", LONG, "main-1"))
                .at(30, Worlds.stop("o-2", "main", LONG, "main-1", "main-2", "unheard-of"))
                .at(60, Worlds.stop("o-3", "main", LONG, "main-1"));
        RunRecord run = World.run(Demands.of(120, 10, 30), Worlds.plain(1, 2), script);
        assertThat(script.seenAt(45).outcomes())
                .containsExactly(new OrderOutcome("o-2", OrderOutcome.Status.ACCEPTED, 1, ""));
        assertThat(script.seenAt(75).outcomes())
                .containsExactly(new OrderOutcome("o-3", OrderOutcome.Status.ACCEPTED, 0, ""));
        assertThat(run.replicas().get(0).goneSeconds()).isCloseTo(40, within(1e-6));
        assertThat(run.replicas().get(0).drainingSeconds()).isEqualTo(15);
    }

    @Test
    void aStopForAnotherPoolStopsNothing() {
        List<PoolModel> pools =
                List.of(pool(9), Worlds.pool("other", PoolSpec.Kind.ON_DEMAND, 9, 40, PoolModel.Faults.NONE));
        Worlds.Script script = new Worlds.Script().at(15, Worlds.stop("o-1", "other", LONG, "main-1"));
        RunRecord run = World.run(NOTHING, Worlds.plain(1, 1).withPools(pools), script);
        assertThat(run.replicas().get(0).last()).isEqualTo(ReplicaState.READY);
    }

    @Test
    void atItsDrainDeadlineAReplicaIsTakenAwayAndItsWorkStartsAnew() {
        Demand demand = Demands.of(200, 10, 12, 11, 40);
        WorldSettings world = Worlds.plain(2, 1).killingAtDrainDeadline();
        Worlds.Script script = new Worlds.Script()
                .at(0, Worlds.start("o-1", "main", 1))
                .at(15, Worlds.stop("o-2", "main", Duration.ofSeconds(20), "main-1"));
        RunRecord run = World.run(demand, world, script);
        assertThat(run.requests().endSeconds(0)).isCloseTo(22, within(1e-6));
        assertThat(run.requests().returns(0)).isZero();
        assertThat(run.replicas().get(0).goneSeconds()).isCloseTo(35, within(1e-6));
        assertThat(run.replicas().get(0).last()).isEqualTo(ReplicaState.GONE);
        // Taken back at 35, it waits for the replica that is ready at 60 and begins from nothing.
        assertThat(run.requests().returns(1)).isEqualTo(1);
        assertThat(run.requests().startSeconds(1)).isCloseTo(60, within(1e-6));
        assertThat(run.requests().endSeconds(1)).isCloseTo(100, within(1e-6));
        assertThat(run.inFlightSeconds()).isCloseTo(12 + 89, within(1e-6));
    }

    @Test
    void withoutKillsTheDeadlineOfADrainIsOfNoEffect() {
        Worlds.Script script = new Worlds.Script().at(15, Worlds.stop("o-1", "main", Duration.ofSeconds(1), "main-1"));
        RunRecord run = World.run(Demands.of(200, 10, 100), Worlds.plain(1, 1), script);
        assertThat(run.requests().endSeconds(0)).isCloseTo(110, within(1e-6));
    }

    @Test
    void requestsGoToTheReplicaWithTheFewestAndOfSeveralToTheFirst() {
        // Three replicas of two slots. Requests 0 to 2 go to one each; 3 to the first; at 7 the second is free.
        Demand demand = Demands.of(100, 1, 50, 2, 5, 3, 50, 4, 50, 8, 50, 9, 50, 10, 50, 11, 1);
        Worlds.Script script = new Worlds.Script().at(15, Worlds.stop("o-1", "main", LONG, "main-2"));
        RunRecord run = World.run(demand, Worlds.plain(2, 3), script);
        // 4 to the second (0 of 2), 5 to the second or third (1 of 2): the second; 6 to the third; 7 waits.
        assertThat(run.requests().startSeconds(6)).isEqualTo(10);
        assertThat(run.requests().startSeconds(7)).isCloseTo(51, within(1e-6));
        // The second is gone when both of its requests, 4 and 5, have ended.
        assertThat(run.replicas().get(1).goneSeconds()).isCloseTo(59, within(1e-6));
    }

    @Test
    void whatIsThereBeforeTheFirstOrderMayNotExceedTheQuota() {
        assertThatThrownBy(() -> Worlds.plain(1, 4).withPools(List.of(pool(3))))
                .hasMessageContaining("at most the quota 3 of pool main but was 4");
    }

    @Test
    void aRunGoesOnAfterTheEndUntilAllIsServedAndCostsNothingMore() {
        Worlds.Script script = new Worlds.Script().at(45, Worlds.start("o-1", "main", 1));
        RunRecord run = World.run(Demands.of(60, 1, 300, 50, 30), Worlds.plain(1, 1), script);
        // The second replica is ready at 105, after the end.
        assertThat(run.requests().startSeconds(1)).isEqualTo(105);
        assertThat(run.endSeconds()).isCloseTo(301, within(1e-6));
        assertThat(run.cost()).isCloseTo((60 + 15) / 3600.0, within(1e-9));
        assertThat(run.ticks()).hasSize(4);
    }
}
