package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {

    @Test
    void nothingAtAllMayBeOffered() {
        RunRecord run =
                World.run(Demand.named("nothing").lasting(Duration.ofHours(1)), Worlds.plain(1, 2), Worlds.fixed());
        assertThat(run.requests().size()).isZero();
        assertThat(run.endSeconds()).isEqualTo(3_600);
        assertThat(run.inFlightSeconds()).isZero();
        assertThat(run.cost()).isCloseTo(2, within(1e-9));
    }

    @Test
    void requestsWithoutAnyWorkTakeNoTime() {
        RunRecord run = World.run(Demands.of(10, 1, 0, 1, 0, 1, 0, 2, 0), Worlds.plain(1, 1), Worlds.fixed());
        assertThat(run.requests().count(Fate.COMPLETED)).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            assertThat(run.requests().endSeconds(i)).isEqualTo(run.demand().arrivalSeconds(i));
        }
    }

    @Test
    void whoArrivesAtTheSameTimeIsServedInOrder() {
        RunRecord run = World.run(Demands.of(10, 1, 2, 1, 2, 1, 2, 1, 2), Worlds.plain(1, 2), Worlds.fixed());
        for (int i = 0; i < 4; i++) {
            assertThat(run.requests().startSeconds(i)).isCloseTo(i < 2 ? 1 : 3, within(1e-9));
        }
    }

    @Test
    void theLongestRequestsThereCanBeEndInTheEnd() {
        Demand demand = Demand.named("huge")
                .add(0, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)
                .add(1, Integer.MAX_VALUE, 0, Integer.MAX_VALUE)
                .lasting(Duration.ofSeconds(2));
        RunRecord run =
                World.run(demand, WorldSettings.standard(ReplicaModel.VLM_8B, Duration.ZERO, 1, 1, 1), Worlds.fixed());
        assertThat(run.requests().count(Fate.COMPLETED)).isEqualTo(2);
        double most = 2.0 * Integer.MAX_VALUE * (0.0003 * 2 + 0.00015 + 0.042);
        assertThat(run.endSeconds()).isBetween(most / 2.5, most);
        assertThat(run.inFlightSeconds()).isFinite();
    }

    @Test
    void whatAllReplicasShareDealsWithOneRequestAfterTheOther() {
        WorldSettings world = Worlds.plain(4, 3).withSharedStage(Duration.ofSeconds(2));
        RunRecord run = World.run(Demands.of(60, 1, 3, 1, 3, 1, 3, 20, 3), world, Worlds.fixed());
        double[] ends = {6, 8, 10, 25};
        for (int i = 0; i < 4; i++) {
            assertThat(run.requests().startSeconds(i)).isEqualTo(run.demand().arrivalSeconds(i));
            assertThat(run.requests().endSeconds(i)).isCloseTo(ends[i], within(1e-6));
        }
    }

    @Test
    void reportsItsProgressAndMayBeEnded() {
        List<Double> shares = new ArrayList<>();
        Demand demand = Demands.regular(15_000, 5, 1);
        World.run(demand, Worlds.plain(1, 1), Worlds.fixed(), shares::add);
        assertThat(shares).hasSize(1_000 / 64).isSorted().allMatch(share -> share > 0 && share <= 1);
        assertThatThrownBy(() -> World.run(demand, Worlds.plain(1, 1), Worlds.fixed(), share -> {
                    throw new IllegalStateException("that will do");
                }))
                .hasMessage("that will do");
    }

    /** Who was served for 30 s of its patience of 10 gives up at the moment of the crash, and not in the past. */
    @Test
    void whoIsPutBackAfterItsPatienceGivesUpAtThatMoment() {
        WorldSettings world = Worlds.plain(1, 1)
                .withFrontDoor(new FrontDoor(9, Duration.ofSeconds(10), 0, List.of()))
                .killingAtDrainDeadline();
        Worlds.Script script = new Worlds.Script().at(15, Worlds.stop("o-1", "main", Duration.ofSeconds(20), "main-1"));
        RunRecord run = World.run(Demands.of(60, 5, 100, 6, 1), world, script);
        assertThat(run.requests().fate(0)).isEqualTo(Fate.TIMED_OUT);
        assertThat(run.requests().endSeconds(0)).isEqualTo(35);
        assertThat(run.requests().returns(0)).isEqualTo(1);
        assertThat(run.requests().endSeconds(1)).isEqualTo(16);
        assertThat(run.inFlightSeconds()).isCloseTo(30 + 10, within(1e-9));
        assertThat(run.endSeconds()).isEqualTo(60);
    }
}
