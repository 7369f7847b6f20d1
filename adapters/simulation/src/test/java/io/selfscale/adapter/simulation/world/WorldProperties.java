package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.policy.ReplicaState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;

/** What holds in every run, however mad the world and its controller. */
class WorldProperties {

    private static final int TRIES = 200;
    private static final double EPSILON = 1e-9;

    /** Otherwise the properties below would prove little. */
    @Example
    void theWorldsAreRich() {
        Set<Fate> fates = EnumSet.noneOf(Fate.class);
        Set<ReplicaState> lasts = EnumSet.noneOf(ReplicaState.class);
        Set<Integer> levels = new HashSet<>();
        int returned = 0;
        int wellAgain = 0;
        long decisions = 0;
        for (long seed = 0; seed < 100; seed++) {
            RunRecord run = RandomWorld.of(seed).run();
            for (int i = 0; i < run.requests().size(); i++) {
                fates.add(run.requests().fate(i));
                levels.add(run.requests().serviceLevel(i));
                returned += run.requests().returns(i) > 0 ? 1 : 0;
                wellAgain += run.requests().returns(i) > 0 && run.requests().fate(i) == Fate.COMPLETED ? 1 : 0;
            }
            run.replicas().forEach(replica -> lasts.add(replica.last()));
            decisions +=
                    run.ticks().stream().filter(tick -> tick.decision() != null).count();
        }
        assertThat(fates).containsExactly(Fate.values());
        assertThat(levels).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(lasts)
                .containsExactly(ReplicaState.STARTING, ReplicaState.READY, ReplicaState.GONE, ReplicaState.FAILED);
        assertThat(wellAgain).isBetween(100, returned - 10);
        assertThat(decisions).isGreaterThan(500);
    }

    private static double endOf(RunRecord run, int request) {
        return run.requests().fate(request) == Fate.UNSERVED
                ? run.endSeconds()
                : run.requests().endSeconds(request);
    }

    @Property(tries = TRIES)
    void littlesLawHolds(@ForAll long seed) {
        RunRecord run = RandomWorld.of(seed).run();
        double inWorld = 0;
        for (int i = 0; i < run.requests().size(); i++) {
            inWorld += endOf(run, i) - run.demand().arrivalSeconds(i);
        }
        assertThat(run.inFlightSeconds()).isCloseTo(inWorld, relative(inWorld));
    }

    @Property(tries = TRIES)
    void everyRequestHasOneFateThatFitsItsTimes(@ForAll long seed) {
        RunRecord run = RandomWorld.of(seed).run();
        FrontDoor door = run.settings().frontDoor();
        double patience = door.patience() == null ? 0 : door.patience().toNanos() / 1e9;
        Map<Fate, Integer> counted = new EnumMap<>(Fate.class);
        RequestRecords requests = run.requests();
        for (int i = 0; i < requests.size(); i++) {
            Fate fate = requests.fate(i);
            counted.merge(fate, 1, Integer::sum);
            double arrival = run.demand().arrivalSeconds(i);
            double start = requests.startSeconds(i);
            double end = requests.endSeconds(i);
            switch (fate) {
                case COMPLETED -> {
                    assertThat(start).isGreaterThanOrEqualTo(arrival);
                    assertThat(end - start).isGreaterThanOrEqualTo(leastService(run, i) - EPSILON);
                }
                case CACHED -> assertThat(List.of(start, end)).containsOnly(arrival);
                case REJECTED -> {
                    assertThat(start).isNaN();
                    assertThat(end).isEqualTo(arrival);
                }
                case TIMED_OUT -> {
                    assertThat(start).isNaN();
                    if (requests.returns(i) == 0) {
                        assertThat(end).isCloseTo(arrival + patience, within(EPSILON));
                    } else {
                        assertThat(end).isGreaterThanOrEqualTo(arrival + patience - EPSILON);
                    }
                }
                case UNSERVED -> {
                    assertThat(start).isNaN();
                    assertThat(end).isNaN();
                }
            }
            if (patience > 0 && requests.returns(i) == 0 && fate == Fate.COMPLETED) {
                assertThat(start - arrival).isLessThanOrEqualTo(patience + EPSILON);
            }
        }
        counted.forEach((fate, count) -> assertThat(requests.count(fate)).isEqualTo(count));
        assertThat(counted.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(run.demand().size());
    }

    /** The least time in a slot is that of a request alone at its level. */
    private static double leastService(RunRecord run, int request) {
        Demand demand = run.demand();
        int level = run.requests().serviceLevel(request);
        FrontDoor.Rung rung = level == 0
                ? new FrontDoor.Rung("full", 1, 1, 1)
                : run.settings().frontDoor().rungs().get(level - 1);
        return run.settings()
                .replica()
                .serviceSeconds(
                        demand.textTokens(request),
                        demand.imageTokens(request) * rung.imageShare(),
                        Math.ceil(demand.outputTokens(request) * rung.outputShare()),
                        1);
    }

    /** Offered = completed + cached + rejected + timed out + in flight, at every tick and not only at the end. */
    @Property(tries = TRIES)
    void whatHasArrivedAndNotLeftIsThereAtEveryTick(@ForAll long seed) {
        RunRecord run = RandomWorld.of(seed).run();
        for (TickRecord tick : run.ticks()) {
            int least = 0;
            int most = 0;
            for (int i = 0; i < run.requests().size(); i++) {
                if (run.demand().arrivalSeconds(i) <= tick.seconds()) {
                    // A start that takes no time may end a request that takes none at this very moment, after the tick.
                    double end = endOf(run, i);
                    least += end > tick.seconds() ? 1 : 0;
                    most += end >= tick.seconds() ? 1 : 0;
                }
            }
            assertThat(tick.waiting() + tick.inService())
                    .as("in flight at %s s", tick.seconds())
                    .isBetween(least, most);
        }
    }

    @Property(tries = TRIES)
    void nobodyWaitsWhileASlotIsFree(@ForAll long seed) {
        RunRecord run = RandomWorld.of(seed).run();
        int slots = run.settings().replica().slots();
        for (TickRecord tick : run.ticks()) {
            assertThat(tick.inService()).isLessThanOrEqualTo(slots * (tick.ready() + tick.draining()));
            if (tick.waiting() > 0) {
                assertThat(tick.inService()).isGreaterThanOrEqualTo(slots * tick.ready());
            }
        }
    }

    @Property(tries = TRIES)
    void aClassIsServedInItsOrder(@ForAll long seed) {
        RunRecord run = RandomWorld.of(seed).run();
        Map<Integer, Double> last = new HashMap<>();
        for (int i = 0; i < run.requests().size(); i++) {
            if (run.requests().fate(i) == Fate.COMPLETED && run.requests().returns(i) == 0) {
                double start = run.requests().startSeconds(i);
                Double before = last.put(run.demand().priority(i), start);
                assertThat(before == null ? 0 : before)
                        .as("start before request %d", i)
                        .isLessThanOrEqualTo(start);
            }
        }
    }

    @Property(tries = TRIES)
    void replicasLiveInOrderWithinTheQuotaAndAreAllPaidFor(@ForAll long seed) {
        RunRecord run = RandomWorld.of(seed).run();
        double end = run.demand().seconds();
        double money = 0;
        for (PoolModel pool : run.settings().pools()) {
            money += pool.standbyPerHour() * pool.quota() * end / 3600;
            List<ReplicaHistory> replicas = run.replicas().stream()
                    .filter(replica -> replica.pool().equals(pool.name()))
                    .toList();
            for (ReplicaHistory replica : replicas) {
                money += (pool.pricePerHour() - pool.standbyPerHour()) * replica.billedHours(end);
                assertThat(orNever(replica.readySeconds())).isGreaterThanOrEqualTo(replica.orderedSeconds());
                assertThat(orNever(replica.drainingSeconds())).isGreaterThanOrEqualTo(replica.orderedSeconds());
                assertThat(orNever(replica.goneSeconds())).isGreaterThanOrEqualTo(replica.orderedSeconds());
                assertThat(Double.isNaN(replica.goneSeconds()))
                        .isEqualTo(!replica.last().isTerminal());
                assertThat(Double.isNaN(replica.readySeconds()) && replica.used())
                        .isFalse();
                if (replica.last() == ReplicaState.STARTING) {
                    assertThat(replica.readySeconds()).isNaN();
                }
                long beside = replicas.stream()
                        .filter(other -> other.orderedSeconds() <= replica.orderedSeconds()
                                && orNever(other.goneSeconds()) > replica.orderedSeconds())
                        .count();
                assertThat(beside).isLessThanOrEqualTo(pool.quota());
            }
        }
        assertThat(run.cost()).isCloseTo(money, relative(money));
    }

    private static double orNever(double seconds) {
        return Double.isNaN(seconds) ? Double.POSITIVE_INFINITY : seconds;
    }

    private static Offset<Double> relative(double value) {
        return within(EPSILON * Math.max(1, value));
    }

    @Property(tries = TRIES / 3)
    void theSameSeedGivesTheSameRunToTheLastBit(@ForAll long seed) {
        RunRecord once = RandomWorld.of(seed).run();
        RunRecord again = RandomWorld.of(seed).run();
        assertSame(once, again);
    }

    static void assertSame(RunRecord once, RunRecord again) {
        assertThat(again.ticks()).isEqualTo(once.ticks());
        assertThat(again.replicas()).isEqualTo(once.replicas());
        assertThat(again.settings()).isEqualTo(once.settings());
        assertThat(bits(again)).isEqualTo(bits(once));
    }

    private static long[] bits(RunRecord run) {
        int size = run.requests().size();
        long[] bits = new long[5 * size + 3];
        for (int i = 0; i < size; i++) {
            bits[5 * i] = Double.doubleToRawLongBits(run.requests().startSeconds(i));
            bits[5 * i + 1] = Double.doubleToRawLongBits(run.requests().endSeconds(i));
            bits[5 * i + 2] = run.requests().fate(i).code();
            bits[5 * i + 3] = run.requests().serviceLevel(i);
            bits[5 * i + 4] = run.requests().returns(i);
        }
        bits[5 * size] = Double.doubleToRawLongBits(run.cost());
        bits[5 * size + 1] = Double.doubleToRawLongBits(run.inFlightSeconds());
        bits[5 * size + 2] = Double.doubleToRawLongBits(run.endSeconds());
        return bits;
    }
}
