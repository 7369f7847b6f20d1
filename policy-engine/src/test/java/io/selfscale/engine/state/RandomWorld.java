package io.selfscale.engine.state;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A world that follows orders, more or less: replicas start late, some orders are refused, some readings are missing or
 * old, and the inventory cannot always be read. The same generator gives the same world.
 */
public final class RandomWorld {

    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
    private static final Duration TICK = Duration.ofSeconds(1);

    private final RandomGenerator random;
    private final List<Signal> signals;
    private final List<Life> lives = new ArrayList<>();
    private final List<OrderOutcome> outcomes = new ArrayList<>();
    private long nanos;
    private int started;

    private static final class Life {
        private final String id;
        private final @Nullable String orderId;
        private final long bornNanos;
        private final long readyNanos;

        Life(String id, @Nullable String orderId, long bornNanos, long readyNanos) {
            this.id = id;
            this.orderId = orderId;
            this.bornNanos = bornNanos;
            this.readyNanos = readyNanos;
        }

        Replica at(long nanos) {
            boolean ready = nanos >= readyNanos;
            return new Replica(
                    id,
                    "default",
                    ready ? ReplicaState.READY : ReplicaState.STARTING,
                    Duration.ofNanos(nanos - bornNanos),
                    Duration.ofNanos(nanos - (ready ? readyNanos : bornNanos)),
                    orderId);
        }
    }

    /** Creates a world with one ready replica. */
    public RandomWorld(RandomGenerator random, List<Signal> signals) {
        this.random = random;
        this.signals = signals;
        start(null, 1, /* lagSeconds= */ 0);
    }

    /** Lets a tick pass and returns what can be seen then. */
    public Observation observe() {
        nanos += TICK.toNanos() + random.nextLong(1_000_000);
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        for (Signal signal : signals) {
            if (random.nextInt(40) != 0) {
                readings.put(signal, reading());
            }
        }
        Inventory inventory = random.nextInt(15) == 0
                ? Inventory.unknown("not this time")
                : Inventory.of(lives.stream().map(life -> life.at(nanos)).toList());
        List<OrderOutcome> told = List.copyOf(outcomes);
        outcomes.clear();
        return new Observation(START.plusNanos(nanos), nanos, readings, inventory, told, List.of());
    }

    private Reading reading() {
        if (random.nextBoolean()) {
            return Reading.of(sample());
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (Life life : lives) {
            if (random.nextInt(150) != 0) {
                samples.put(life.id, sample());
            }
        }
        return Reading.byReplica(samples);
    }

    private Sample sample() {
        // The load comes in waves of two minutes, so that counts rise and fall.
        double wave = (Math.sin(nanos / 1e9 / 120 * 2 * Math.PI) + 1) / 2;
        return switch (random.nextInt(150)) {
            case 0 -> Sample.absent("nothing to see");
            case 1 -> new Sample.Stale(wave, Duration.ofMinutes(5));
            default -> Sample.measured(wave, age());
        };
    }

    /** Mostly new; now and then late, so that samples go to buckets that are closed. */
    private Duration age() {
        return random.nextInt(60) == 0 ? Duration.ofMillis(random.nextInt(4000)) : Duration.ZERO;
    }

    /** Carries out the orders of a decision, or refuses them. */
    public void follow(Decision decision) {
        for (Order order : decision.orders()) {
            if (random.nextInt(5) == 0) {
                outcomes.add(OrderOutcome.refused(order, "quota"));
            } else if (order instanceof Order.Start start) {
                start(start.id(), start.count(), random.nextInt(20));
                outcomes.add(OrderOutcome.accepted(order));
            } else if (order instanceof Order.Stop stop) {
                lives.removeIf(life -> stop.replicas().contains(life.id));
                outcomes.add(OrderOutcome.accepted(order));
            }
        }
    }

    private void start(@Nullable String orderId, int count, int lagSeconds) {
        for (int i = 0; i < count; i++) {
            lives.add(new Life("replica-" + started++, orderId, nanos, nanos + lagSeconds * 1_000_000_000L));
        }
    }
}
