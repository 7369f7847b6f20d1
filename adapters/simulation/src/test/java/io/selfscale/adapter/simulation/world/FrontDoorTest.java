package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrontDoorTest {

    private static final double NEVER = Double.NaN;

    private static RunRecord run(Demand demand, FrontDoor door, int slots, int replicas) {
        return World.run(demand, Worlds.plain(slots, replicas).withFrontDoor(door), Worlds.fixed());
    }

    private static FrontDoor queueOf(int longest) {
        return new FrontDoor(longest, null, 0, List.of());
    }

    private static FrontDoor patience(double seconds) {
        return new FrontDoor(Integer.MAX_VALUE, Duration.ofNanos(Math.round(seconds * 1e9)), 0, List.of());
    }

    private static List<Fate> fates(RunRecord run) {
        return IntStream.range(0, run.requests().size())
                .mapToObj(run.requests()::fate)
                .toList();
    }

    private static void starts(RunRecord run, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            double start = run.requests().startSeconds(i);
            if (Double.isNaN(expected[i])) {
                assertThat(start).as("start of request %d", i).isNaN();
            } else {
                assertThat(start).as("start of request %d", i).isCloseTo(expected[i], within(1e-6));
            }
        }
    }

    @Test
    void withoutAQueueWhoFindsASlotFreeIsServedAndNobodyElse() {
        RunRecord run = run(Demands.of(60, 1, 5, 2, 5, 3, 5, 6.5, 5), queueOf(0), 1, 2);
        assertThat(fates(run)).containsExactly(Fate.COMPLETED, Fate.COMPLETED, Fate.REJECTED, Fate.COMPLETED);
        starts(run, 1, 2, NEVER, 6.5);
        assertThat(run.requests().endSeconds(2)).isEqualTo(3);
    }

    @Test
    void aFullQueueRejectsWhoCannotTakeASlotAtOnce() {
        RunRecord run = run(Demands.of(60, 1, 5, 2, 5, 3, 5, 6.5, 5), queueOf(1), 1, 1);
        assertThat(fates(run)).containsExactly(Fate.COMPLETED, Fate.COMPLETED, Fate.REJECTED, Fate.COMPLETED);
        starts(run, 1, 6, NEVER, 11);
    }

    /** The slot is free at 6, and who arrives at 6 takes it though nobody may wait. */
    @Test
    void aSlotThatIsFreeAtTheMomentOfTheArrivalCounts() {
        RunRecord run = run(Demands.of(60, 1, 5, 6, 5), queueOf(0), 1, 1);
        assertThat(fates(run)).containsOnly(Fate.COMPLETED);
        starts(run, 1, 6);
    }

    @Test
    void whoWaitsForLongerThanItsPatienceGivesUp() {
        RunRecord run = run(Demands.of(60, 0, 10, 1, 5, 2, 5, 7, 5), patience(4), 1, 1);
        assertThat(fates(run)).containsExactly(Fate.COMPLETED, Fate.TIMED_OUT, Fate.TIMED_OUT, Fate.COMPLETED);
        assertThat(run.requests().endSeconds(1)).isCloseTo(5, within(1e-9));
        assertThat(run.requests().endSeconds(2)).isCloseTo(6, within(1e-9));
        starts(run, 0, NEVER, NEVER, 10);
    }

    @Test
    void aSlotAtTheLastMomentIsTaken() {
        // Half a second is exact in binary, so that both happen at the very same time.
        RunRecord run = run(Demands.of(60, 0, 1.5, 1, 5), patience(0.5), 1, 1);
        assertThat(fates(run)).containsOnly(Fate.COMPLETED);
        starts(run, 0, 1.5);
    }

    @Test
    void whoWaitsWithoutAnyReplicaGivesUpAfterTheEndToo() {
        RunRecord run = run(Demands.of(10, 1, 5, 9, 5), patience(4), 1, 0);
        assertThat(fates(run)).containsOnly(Fate.TIMED_OUT);
        assertThat(run.endSeconds()).isCloseTo(13, within(1e-9));
        assertThat(run.inFlightSeconds()).isCloseTo(8, within(1e-9));
    }

    @Test
    void whoHasAllThePatienceOfTheWorldIsUnservedInTheEnd() {
        RunRecord run = run(Demands.of(10, 1, 5, 9, 5), FrontDoor.UNLIMITED, 1, 0);
        assertThat(fates(run)).containsOnly(Fate.UNSERVED);
        assertThat(run.endSeconds()).isEqualTo(10);
        assertThat(run.inFlightSeconds()).isCloseTo(9 + 1, within(1e-9));
        assertThat(run.requests().endSeconds(0)).isNaN();
    }

    @Test
    void betterClassesAreServedFirstAndEachInItsOrder() {
        Demand demand = Demand.named("classes")
                .add(0, 0, 0, 10_000_000, 2)
                .add(1, 0, 0, 1_000_000, 2)
                .add(2, 0, 0, 1_000_000, 1)
                .add(3, 0, 0, 1_000_000, 0)
                .add(4, 0, 0, 1_000_000, 1)
                .add(11.5, 0, 0, 1_000_000, 0)
                .lasting(Duration.ofSeconds(30));
        RunRecord run = run(demand, FrontDoor.UNLIMITED, 1, 1);
        // At 10 the class 0; at 11 the first of class 1; at 12 who came meanwhile; then the rest.
        starts(run, 0, 14, 11, 10, 13, 12);
    }

    @Test
    void theCacheAnswersAtOnceAndTheSameRequestsWhateverIsDone() {
        Demand demand = Demands.regular(1_000, 0.1, 5);
        FrontDoor door = new FrontDoor(Integer.MAX_VALUE, null, 0.3, List.of());
        RunRecord one = run(demand, door, 1, 1);
        RunRecord many = run(demand, door, 32, 10);
        assertThat(one.requests().count(Fate.CACHED) / 10_000.0).isCloseTo(0.3, within(0.02));
        for (int i = 0; i < demand.size(); i++) {
            boolean cached = one.requests().fate(i) == Fate.CACHED;
            assertThat(many.requests().fate(i) == Fate.CACHED).isEqualTo(cached);
            if (cached) {
                assertThat(one.requests().endSeconds(i)).isEqualTo(demand.arrivalSeconds(i));
            }
        }
        assertThat(many.inFlightSeconds()).isCloseTo(5.0 * many.requests().count(Fate.COMPLETED), within(1e-3));
    }

    @Test
    void aCacheThatHitsAlwaysNeedsNoReplicaAndAnotherSeedHitsOthers() {
        Demand demand = Demands.regular(100, 1, 5);
        RunRecord all = run(demand, new FrontDoor(0, null, 1, List.of()), 1, 0);
        assertThat(fates(all)).containsOnly(Fate.CACHED);
        assertThat(all.inFlightSeconds()).isZero();

        FrontDoor half = new FrontDoor(0, null, 0.5, List.of());
        WorldSettings world = Worlds.plain(1, 0).withFrontDoor(half);
        assertThat(fates(World.run(demand, world.withSeed(1), Worlds.fixed())))
                .isNotEqualTo(fates(World.run(demand, world.withSeed(2), Worlds.fixed())));
    }

    @Test
    void aRungChangesTheWorkOfWhatBeginsFromThenOn() {
        ReplicaModel model = new ReplicaModel(1, 1, 0.001, 0.002, 0.01, 0);
        FrontDoor door = new FrontDoor(
                Integer.MAX_VALUE,
                null,
                0,
                List.of(new FrontDoor.Rung("no-hd", 0.25, 1, 9), new FrontDoor.Rung("short", 0, 0.335, 9)));
        Demand demand = Demand.named("same")
                .add(1, 500, 1_000, 101)
                .add(16, 500, 1_000, 101)
                .add(31, 500, 1_000, 101)
                .add(46, 500, 1_000, 101)
                .lasting(Duration.ofMinutes(2));
        RunRecord run = World.run(
                demand,
                WorldSettings.standard(model, Duration.ofMinutes(1), 1, 1, 1).withFrontDoor(door),
                new Worlds.Script().rungFrom(15, 1).rungFrom(30, 2).rungFrom(45, 0));
        double[] expected = {
            1 + 1.5 + 2 + 1.01, // in full
            1 + 0.75 + 0.5 + 1.01, // a quarter of the image tokens
            1 + 0.5 + 0.34, // no image, 34 of 33.835 tokens: a part of a token is made in full
            1 + 1.5 + 2 + 1.01
        };
        for (int i = 0; i < 4; i++) {
            assertThat(run.requests().endSeconds(i) - demand.arrivalSeconds(i)).isCloseTo(expected[i], within(1e-9));
            assertThat(run.requests().serviceLevel(i)).isEqualTo(i % 3 == 0 ? 0 : i);
        }
        assertThat(run.ticks().get(2).serviceLevel()).isEqualTo(2);
    }

    @Test
    void aRungMayLetInTheBestClassesOnlyAndServesWhoWaitsAlready() {
        FrontDoor door = new FrontDoor(Integer.MAX_VALUE, null, 0, List.of(new FrontDoor.Rung("vip", 1, 1, 1)));
        Demand demand = Demand.named("classes")
                .add(1, 0, 0, 20_000_000, 1)
                .add(2, 0, 0, 1_000_000, 1)
                .add(16, 0, 0, 1_000_000, 1)
                .add(17, 0, 0, 1_000_000, 0)
                .lasting(Duration.ofMinutes(1));
        RunRecord run = World.run(demand, Worlds.plain(1, 1).withFrontDoor(door), new Worlds.Script().rungFrom(15, 1));
        assertThat(fates(run)).containsExactly(Fate.COMPLETED, Fate.COMPLETED, Fate.REJECTED, Fate.COMPLETED);
        starts(run, 1, 22, NEVER, 21);
    }

    @Test
    void aRungBeyondTheLastIsTheLastAndWithoutRungsServiceIsFull() {
        Demand demand = Demands.of(40, 20, 1);
        FrontDoor door = new FrontDoor(9, null, 0, List.of(new FrontDoor.Rung("half", 1, 0.5, 9)));
        WorldSettings world = Worlds.plain(1, 1);
        RunRecord clamped = World.run(demand, world.withFrontDoor(door), new Worlds.Script().rungFrom(0, 7));
        assertThat(clamped.requests().serviceLevel(0)).isEqualTo(1);
        RunRecord full = World.run(demand, world, new Worlds.Script().rungFrom(0, 7));
        assertThat(full.requests().serviceLevel(0)).isZero();
        assertThat(full.ticks().get(0).serviceLevel()).isZero();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new FrontDoor(-1, null, 0, List.of())).hasMessageContaining("longestQueue");
        assertThatThrownBy(() -> patience(0)).hasMessageContaining("patience");
        assertThatThrownBy(() -> new FrontDoor(1, null, 1.1, List.of())).hasMessageContaining("cacheHitShare");
        assertThatThrownBy(() -> new FrontDoor(1, null, Double.NaN, List.of())).hasMessageContaining("cacheHitShare");
        assertThatThrownBy(() -> new FrontDoor.Rung("r", 1.5, 1, 1)).hasMessageContaining("shares of level r");
        assertThatThrownBy(() -> new FrontDoor.Rung("r", 1, Double.NaN, 1)).hasMessageContaining("shares of level r");
        assertThatThrownBy(() -> new FrontDoor.Rung("r", 1, 1, 0)).hasMessageContaining("at least one class");
    }
}
