package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.policy.Order;
import io.selfscale.policy.ServiceLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Worlds and what controls them, for tests. */
public final class Worlds {

    private Worlds() {}

    /** Returns slots that do not disturb one another and make a million tokens per second. */
    public static ReplicaModel plain(int slots) {
        return new ReplicaModel(slots, 0, 0, 0, 1 / Demands.TOKENS_PER_SECOND, 0);
    }

    /** Returns a standard world of such replicas that start in 60 s and cost 1 per hour. */
    public static WorldSettings plain(int slots, int replicas) {
        return WorldSettings.standard(plain(slots), Duration.ofMinutes(1), 1, replicas, 7);
    }

    public static PoolModel pool(String name, PoolSpec.Kind kind, int quota, double startup, PoolModel.Faults faults) {
        return new PoolModel(
                name,
                kind,
                quota,
                /* pricePerHour= */ 1,
                /* standbyPerHour= */ 0,
                new StartupDistribution(new StartupDistribution.Law.Fixed(startup), List.of()),
                faults);
    }

    public static Order.Start start(String id, String pool, int count) {
        return new Order.Start(id, pool, count, Duration.ofMinutes(10));
    }

    public static Order.Stop stop(String id, String pool, Duration drain, String... replicas) {
        return new Order.Stop(id, pool, List.of(replicas), drain);
    }

    /** Returns a controller that never does anything. */
    public static Controller fixed() {
        return seen -> new Controller.Control(0, ServiceLevel.FULL, List.of(), null);
    }

    /** Does at given times what a test says, and keeps what it saw. */
    public static final class Script implements Controller {

        private final Map<Double, List<Order>> orders = new TreeMap<>();
        private final TreeMap<Double, Integer> rungs = new TreeMap<>(Map.of(0.0, 0));
        public final List<Seen> seen = new ArrayList<>();

        /** Begins an empty script. */
        public Script() {}

        public Script at(double seconds, Order... given) {
            orders.put(seconds, List.of(given));
            return this;
        }

        public Script rungFrom(double seconds, int rung) {
            rungs.put(seconds, rung);
            return this;
        }

        /** Returns what was seen at a tick. */
        public Seen seenAt(double seconds) {
            return seen.stream()
                    .filter(each -> each.nanos() == Math.round(seconds * 1e9))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public Control decide(Seen now) {
            seen.add(now);
            double seconds = now.nanos() / 1e9;
            int rung = Objects.requireNonNull(rungs.floorEntry(seconds)).getValue();
            return new Control(
                    0,
                    rung == 0 ? ServiceLevel.FULL : new ServiceLevel(rung, "rung-" + rung),
                    orders.getOrDefault(seconds, List.of()),
                    null);
        }
    }
}
