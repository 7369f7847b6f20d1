package io.selfscale.adapter.simulation.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.backtest.Backtest;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.figure.Figures;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample.Fresh;
import io.selfscale.policy.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWorldTest {

    private static final Assumptions FOUR_SLOTS =
            Assumptions.DEFAULT.withSlots(4).withVariability(0).withStartup(start(60));
    private static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");
    private static final Signal CAPACITY = Signal.perReplica("capacity", "requests/s");
    private static final Instant BEGIN = Instant.parse("2026-11-11T00:00:00Z");

    @TempDir
    Path folder;

    private static StartupDistribution start(double seconds) {
        return new StartupDistribution(new StartupDistribution.Law.Fixed(seconds), List.of());
    }

    private RecordedRun live() throws IOException {
        return RecordedRun.of(
                SampleService.POLICY, SampleService.demand(1), SampleService.WORLD, folder.resolve("live.jsonl"));
    }

    /** Returns a journal in which a second passes between two entries, whose arrivals these are. */
    private static List<JournalEntry> journal(double... perSecond) {
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < perSecond.length; i++) {
            entries.add(entry(i, Map.of(ARRIVALS, Reading.of(perSecond[i]), CAPACITY, Reading.of(2.0))));
        }
        return entries;
    }

    private static JournalEntry entry(long second, Map<Signal, Reading> readings) {
        Duration age = Duration.ofSeconds(100 + second);
        return new JournalEntry.Decided(
                Observation.of(
                        BEGIN.plusSeconds(second),
                        second * 1_000_000_000L,
                        readings,
                        Inventory.of(List.of(new Replica("a", "main", ReplicaState.READY, age, age, null)))),
                null);
    }

    @Test
    void hasTheArrivalsOfTheRecord() throws IOException {
        RecordedRun live = live();
        JournalWorld world = JournalWorld.of("live", live.entries(), FOUR_SLOTS.withSpecification(live.spec()));
        // All but what came before the first measurement and after the last.
        assertThat(world.demand().size())
                .isCloseTo(
                        live.run().demand().size(), within(live.run().demand().size() / 50));
        for (int minute = 5; minute < 55; minute += 5) {
            int recorded = live.run().demand().arrivalsBefore(60 * (minute + 5) + 15)
                    - live.run().demand().arrivalsBefore(60 * minute + 15);
            int rebuilt = world.demand().arrivalsBefore(60 * (minute + 5))
                    - world.demand().arrivalsBefore(60 * minute);
            assertThat(rebuilt).isCloseTo(recorded, within(1 + recorded / 50));
        }
    }

    @Test
    void startsReplicasAsTheRecordDid() throws IOException {
        RecordedRun live = live();
        JournalWorld world = JournalWorld.of("live", live.entries(), FOUR_SLOTS.withSpecification(live.spec()));
        StartupDistribution.Law law = world.settings().pools().get(0).startup().law();
        assertThat(law)
                .isInstanceOfSatisfying(
                        StartupDistribution.Law.Empirical.class,
                        empirical -> assertThat(empirical.seconds().stream().distinct())
                                .isSubsetOf(40.0, 45.0, 60.0));
        assertThat(world.recorded().startsByPool().get("main")).isGreaterThan(3);
        assertThat(world.settings().pools().get(0).pricePerHour()).isEqualTo(2);
        assertThat(world.settings().pools().get(0).quota()).isEqualTo(20);
        assertThat(world.settings().monitoring().tick()).isEqualTo(Duration.ofSeconds(15));
        assertThat(world.settings().monitoring().lag()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void countsUsedReplicasOnlyWhereAStandbyPriceHasNoQuota() throws IOException {
        RecordedRun live = live();
        PoolSpec prepared = PoolSpec.of("main").costing(new PoolSpec.Cost(2, 0.5, 1, PoolSpec.StandbyTier.HOT));
        ScalingSpec spec = ScalingSpec.builder(live.spec().target())
                .tick(live.spec().tick())
                .pool(prepared)
                .signal(ARRIVALS)
                .policy(TargetTracking.averageValue(ARRIVALS, 1))
                .build();
        JournalWorld world = JournalWorld.of("live", live.entries(), FOUR_SLOTS.withSpecification(spec));
        PoolModel pool = world.settings().pools().get(0);
        assertThat(pool.pricePerHour()).isEqualTo(2);
        assertThat(pool.standbyPerHour()).isZero();
        assertThat(world.notes())
                .anySatisfy(note -> assertThat(note).contains("main has a price of standby but no quota"));

        ScalingSpec bounded = spec.toBuilder(spec.target())
                .pools(List.of(prepared.withQuota(5)))
                .build();
        assertThat(JournalWorld.of("live", live.entries(), FOUR_SLOTS.withSpecification(bounded))
                        .settings()
                        .pools()
                        .get(0)
                        .standbyPerHour())
                .isEqualTo(0.5);
    }

    @Test
    void givesTheSamePolicyTheFiguresOfTheLiveRun() throws IOException {
        RecordedRun live = live();
        JournalWorld world = JournalWorld.of("live", live.entries(), FOUR_SLOTS.withSpecification(live.spec()));
        Outcome again =
                Backtest.run(Contender.of("same", live.spec()), new Setting(world.demand(), world.settings(), 1, 20));
        Figures figures = Figures.of(live.run(), 0.99, 1, 20);
        assertThat(world.recorded().replicaHours())
                .isCloseTo(figures.replicaHours(), within(0.02 * figures.replicaHours()));
        assertThat(again.figures().replicaHours())
                .isCloseTo(figures.replicaHours(), within(0.05 * figures.replicaHours()));
        assertThat(again.figures().attainment()).isCloseTo(figures.attainment(), within(0.02));
        assertThat(world.recorded().actions()).isCloseTo(figures.actions(), within(3));
    }

    @Test
    void tellsWhatAnotherPolicyWouldHaveDone() throws IOException {
        RecordedRun live = live();
        JournalWorld world = JournalWorld.of("live", live.entries(), FOUR_SLOTS.withSpecification(live.spec()));
        Setting setting = new Setting(world.demand(), world.settings(), 1, 20);
        assertThat(Backtest.run(Contender.of("greedy", SampleService.GREEDY), setting)
                        .figures()
                        .replicaHours())
                .isGreaterThan(1.7 * world.recorded().replicaHours());
    }

    @Test
    void putsAsManyArrivalsIntoATickAsWereRecorded() {
        JournalWorld world = JournalWorld.of("j", journal(9, 3, 0, 5, 0.5, 0.5), FOUR_SLOTS);
        assertThat(world.demand().seconds()).isCloseTo(5, within(1e-6));
        assertThat(world.demand().arrivalsBefore(1)).isEqualTo(3);
        assertThat(world.demand().arrivalsBefore(2)).isEqualTo(3);
        assertThat(world.demand().arrivalsBefore(3)).isEqualTo(8);
        assertThat(world.demand().size()).isEqualTo(9);
    }

    @Test
    void takesServiceTimesOfTheCapacity() {
        JournalWorld world = JournalWorld.of("j", journal(1, 1, 1), FOUR_SLOTS);
        // Four slots that finish two requests per second.
        assertThat(world.settings()
                        .replica()
                        .serviceSeconds(0, 0, world.demand().outputTokens(0), 4))
                .isCloseTo(2, within(1e-5));
    }

    @Test
    void takesServiceTimesOfLittlesLaw() {
        Signal running = Signal.total("running", "requests");
        Signal throughput = Signal.total("throughput", "requests/s");
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            entries.add(entry(i, Map.of(ARRIVALS, Reading.of(4), running, Reading.of(6), throughput, Reading.of(4))));
        }
        JournalWorld world = JournalWorld.of("j", entries, FOUR_SLOTS);
        assertThat(world.demand().outputTokens(0)).isEqualTo(1_500_000);
    }

    @Test
    void spreadsServiceTimesAroundTheirMean() {
        double[] steady = new double[2001];
        Arrays.fill(steady, 10);
        JournalWorld world = JournalWorld.of("j", journal(steady), FOUR_SLOTS.withVariability(1));
        double sum = 0;
        double squares = 0;
        int size = world.demand().size();
        for (int i = 0; i < size; i++) {
            double seconds = world.demand().outputTokens(i) * 1e-6;
            sum += seconds;
            squares += seconds * seconds;
        }
        double mean = sum / size;
        assertThat(size).isEqualTo(20_000);
        assertThat(mean).isCloseTo(2, within(0.05));
        assertThat(squares / size / mean / mean - 1).isCloseTo(1, within(0.15));
    }

    @Test
    void leavesAStretchWithoutMeasurementsOut() {
        List<JournalEntry> entries = new ArrayList<>(journal(1, 1, 1, 1));
        entries.add(entry(103, Map.of(ARRIVALS, Reading.of(2), CAPACITY, Reading.of(2.0))));
        JournalWorld world = JournalWorld.of("j", entries, FOUR_SLOTS);
        assertThat(world.demand().size()).isEqualTo(5);
        assertThat(world.demand().seconds()).isCloseTo(4, within(1e-6));
        assertThat(world.demand().arrivalsBefore(3)).isEqualTo(3);
        assertThat(world.recorded().replicaHours()).isCloseTo(4 / 3600.0, within(1e-9));
        assertThat(world.notes()).anySatisfy(note -> assertThat(note).startsWith("for 99.0 s nothing was recorded"));
    }

    @Test
    void beginsWithTheFirstMeasurementAndCountsFromWhenItWasMade() {
        List<JournalEntry> entries = new ArrayList<>();
        entries.add(entry(0, Map.of(ARRIVALS, Reading.absent("the load has not begun"))));
        for (int i = 5; i < 9; i++) {
            Reading old = Reading.of(new Fresh(3, Duration.ofSeconds(2)));
            entries.add(entry(i, Map.of(ARRIVALS, old, CAPACITY, Reading.of(2.0))));
        }
        JournalWorld world = JournalWorld.of("j", entries, FOUR_SLOTS);
        assertThat(world.settings().start()).isEqualTo(BEGIN.plusSeconds(3));
        assertThat(world.settings().monitoring().lag()).isEqualTo(Duration.ofSeconds(2));
        assertThat(world.demand().size()).isEqualTo(9);
    }

    @Test
    void repeatsItselfForTheSameSeed() {
        JournalWorld one = JournalWorld.of("j", journal(9, 3, 8), FOUR_SLOTS.withSeed(4));
        JournalWorld same = JournalWorld.of("j", journal(9, 3, 8), FOUR_SLOTS.withSeed(4));
        JournalWorld other = JournalWorld.of("j", journal(9, 3, 8), FOUR_SLOTS.withSeed(5));
        assertThat(one.demand().arrivalSeconds(2)).isEqualTo(same.demand().arrivalSeconds(2));
        assertThat(one.demand().arrivalSeconds(2)).isNotEqualTo(other.demand().arrivalSeconds(2));
    }

    @Test
    void saysWhatToRecord() {
        List<JournalEntry> none = List.of(entry(0, Map.of()), entry(1, Map.of(CAPACITY, Reading.of(2))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalWorld.of("j", none, FOUR_SLOTS))
                .withMessageContaining("how many requests arrive, but it has only [capacity]")
                .withMessageContaining("arrivals, arrival_rate");
        List<JournalEntry> noTimes = List.of(entry(0, Map.of(ARRIVALS, Reading.of(2))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalWorld.of("j", noTimes, FOUR_SLOTS))
                .withMessageContaining("how long requests are served, but it has only [arrivals]")
                .withMessageContaining("service_time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalWorld.of("j", journal(1), FOUR_SLOTS))
                .withMessageContaining("at two moments or more, but did at 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalWorld.of("j", List.of(), FOUR_SLOTS))
                .withMessageContaining("must hold decisions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalWorld.of("j", journal(1, 1), Assumptions.DEFAULT))
                .withMessageContaining("pool main start, but did not; give a start-up time");
    }
}
