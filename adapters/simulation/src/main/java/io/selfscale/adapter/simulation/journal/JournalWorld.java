package io.selfscale.adapter.simulation.journal;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.adapter.simulation.world.FrontDoor;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A world made of the journal of a live run, to be tried with other policies.
 *
 * <p>The arrivals of each tick are as many as were recorded, at random moments in it. Each request holds a slot for a time
 * drawn around the mean that was recorded then, whatever else is served (M/G/k). Replicas start as those of the journal did.
 * How busy the replicas were, how long requests waited and how many were refused belonged to the policy that ran.
 *
 * @param demand what arrived
 * @param settings the world
 * @param recorded what the live run came to in the same time
 * @param notes what a reader of the figures should know; copied
 */
public record JournalWorld(Demand demand, WorldSettings settings, Recorded recorded, List<String> notes) {

    /** A token of the model is a microsecond of service. */
    private static final double SECONDS_PER_TOKEN = 1e-6;

    /**
     * What the live run came to.
     *
     * @param replicaHours hours of replicas that started, served or drained
     * @param actions changes of the number of replicas that started or served
     * @param arrivals requests that arrived
     * @param startsByPool start-ups that were seen, by pool
     */
    public record Recorded(double replicaHours, int actions, int arrivals, Map<String, Integer> startsByPool) {
        public Recorded {
            startsByPool = Map.copyOf(startsByPool);
        }
    }

    public JournalWorld {
        notes = List.copyOf(notes);
    }

    /**
     * Makes a world of a journal.
     *
     * @throws IllegalArgumentException if the journal does not tell enough; the message says what to record
     */
    public static JournalWorld of(String name, List<JournalEntry> entries, Assumptions assumptions) {
        List<Observation> observations = new ArrayList<>();
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Decided decided) {
                observations.add(decided.observation());
            }
        }
        if (observations.isEmpty()) {
            throw new IllegalArgumentException("the journal must hold decisions but holds none");
        }
        RecordedLoad load = RecordedLoad.of(observations, new RecordedSignals(observations), assumptions.slots());
        List<Observation> during = observations.stream()
                .filter(observation -> !observation.wallTime().isBefore(load.begin()))
                .toList();
        Demand demand = demand(name, load, assumptions);
        Map<String, List<Double>> starts = RecordedStarts.byPool(observations);
        List<String> notes = notes(load, starts, assumptions);
        Map<String, Integer> startsByPool = new LinkedHashMap<>();
        starts.forEach((pool, times) -> startsByPool.put(pool, times.size()));
        WorldSettings settings = new WorldSettings(
                load.begin(),
                new ReplicaModel(assumptions.slots(), 0, 0, 0, SECONDS_PER_TOKEN, 0),
                pools(during, starts, assumptions),
                readyAtFirst(during),
                FrontDoor.UNLIMITED,
                new WorldSettings.Monitoring(tick(load, assumptions), load.lag(), 0, Duration.ZERO),
                assumptions.longestWait(),
                /* killsAtDrainDeadline= */ false,
                assumptions.seed(),
                /* sharedStage= */ Duration.ZERO);
        double tickSeconds = load.tick().toNanos() / 1e9;
        return new JournalWorld(
                demand, settings, LiveFleet.recorded(during, tickSeconds, demand.size(), startsByPool), notes);
    }

    private static Demand demand(String name, RecordedLoad load, Assumptions assumptions) {
        SplittableRandom random = new SplittableRandom(assumptions.seed());
        ServiceTimes times = new ServiceTimes(assumptions.variability(), random);
        Demand.Builder demand = Demand.named(name);
        double expected = 0;
        long arrived = 0;
        for (RecordedLoad.Point point : load.points()) {
            expected += point.arrivalsPerSecond() * (point.seconds() - point.fromSeconds());
            // Halves are rounded up, so that a lone request counted over several ticks comes in the middle of them.
            long until = (long) Math.floor(expected + 0.5);
            double[] moments = new double[(int) Math.max(0, until - arrived)];
            for (int i = 0; i < moments.length; i++) {
                moments[i] = point.fromSeconds() + random.nextDouble() * (point.seconds() - point.fromSeconds());
            }
            Arrays.sort(moments);
            for (double moment : moments) {
                double service = times.around(point.serviceSeconds());
                demand.add(moment, 0, 0, (int) Math.min(Integer.MAX_VALUE, Math.round(service / SECONDS_PER_TOKEN)));
            }
            arrived = Math.max(arrived, until);
        }
        double end = load.points().get(load.points().size() - 1).seconds();
        return demand.lasting(Duration.ofNanos((long) Math.ceil(end * 1e9) + 1));
    }

    private static Duration tick(RecordedLoad load, Assumptions assumptions) {
        ScalingSpec spec = assumptions.specification();
        Duration tick = spec == null ? load.tick() : spec.tick();
        return tick.isZero() ? Duration.ofMillis(1) : tick;
    }

    private static int readyAtFirst(List<Observation> during) {
        return (int) during.get(0).inventory().replicas().stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .count();
    }

    private static List<PoolModel> pools(
            List<Observation> during, Map<String, List<Double>> starts, Assumptions assumptions) {
        Map<String, Integer> readyByPool = new LinkedHashMap<>();
        ScalingSpec spec = assumptions.specification();
        if (spec != null) {
            spec.pools().forEach(pool -> readyByPool.put(pool.name(), 0));
        }
        for (Observation observation : during) {
            for (Replica replica : observation.inventory().replicas()) {
                readyByPool.putIfAbsent(replica.pool(), 0);
            }
        }
        for (Replica replica : during.get(0).inventory().replicas()) {
            readyByPool.merge(replica.pool(), replica.state() == ReplicaState.READY ? 1 : 0, Integer::sum);
        }
        if (readyByPool.isEmpty()) {
            throw new IllegalArgumentException("the journal must have seen a replica, but did not");
        }
        // What is ready at first is of the first pool of a world.
        return readyByPool.entrySet().stream()
                .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
                .map(entry -> pool(entry.getKey(), starts.get(entry.getKey()), assumptions))
                .toList();
    }

    private static PoolModel pool(String name, @Nullable List<Double> starts, Assumptions assumptions) {
        StartupDistribution startup = starts == null
                ? assumptions.startup()
                : new StartupDistribution(new StartupDistribution.Law.Empirical(starts), List.of());
        if (startup == null) {
            throw new IllegalArgumentException("the journal must have seen a replica of pool " + name
                    + " start, but did not; give a start-up time");
        }
        ScalingSpec spec = assumptions.specification();
        PoolSpec known = spec == null ? null : spec.pool(name);
        PoolSpec.Cost cost = known == null ? PoolSpec.Cost.NONE : known.cost();
        boolean priced = cost.perHour() > 0;
        int quota = known == null ? PoolSpec.UNLIMITED : known.quota();
        return new PoolModel(
                name,
                known == null ? PoolSpec.Kind.ON_DEMAND : known.kind(),
                quota,
                priced ? cost.perHour() : assumptions.pricePerHour(),
                priced && quota != PoolSpec.UNLIMITED ? cost.standbyPerHour() : 0,
                startup,
                PoolModel.Faults.NONE);
    }

    private static List<String> notes(RecordedLoad load, Map<String, List<Double>> starts, Assumptions assumptions) {
        List<String> notes = new ArrayList<>();
        notes.add("each request holds one of " + assumptions.slots()
                + (assumptions.slots() == 1 ? " slot" : " slots")
                + " for a time around the recorded mean, with a squared coefficient of variation of "
                + assumptions.variability());
        starts.forEach((pool, times) -> notes.add("replicas of pool " + pool + " start as "
                + (times.size() == 1 ? "the one" : "one of the " + times.size()) + " that the journal saw"));
        ScalingSpec spec = assumptions.specification();
        if (spec != null) {
            spec.pools().stream()
                    .filter(pool -> pool.cost().standbyPerHour() > 0 && pool.quota() == PoolSpec.UNLIMITED)
                    .forEach(
                            pool -> notes.add(
                                    "pool " + pool.name() + " has a price of standby but no quota, which would"
                                            + " tell for how many it is paid: only its used replicas are counted, at the full price"));
        }
        if (!load.unseen().isZero()) {
            notes.add("for " + load.unseen().toMillis() / 1000.0 + " s nothing was recorded: that time is left out");
        }
        return notes;
    }
}
