package io.selfscale.testkit;

import io.selfscale.policy.Capacity;
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

/**
 * A tiny deterministic world: replicas that start with a lag and share a load, and the signals that follow from it.
 *
 * <p>With {@code u = load / ready}, the load in replicas over the ready ones: each replica's {@link #UTILIZATION} is
 * {@code min(1, u)} and its {@link #CONNECTIONS} are {@code 125 u} (both with the scenario's spread); the {@link
 * #LATENCY} of the whole is {@code 0.1 s / (1 - min(u, 0.95))}; the {@link #QUEUE_LENGTH}, requests waiting or served, is
 * {@code 10 load}. Without a ready replica there are no samples of single replicas and no latency.
 *
 * <p>Not safe for concurrent use.
 */
public final class VirtualTarget {

    /** Busy share of each replica, read replica by replica. */
    public static final Signal UTILIZATION = Signal.ratio("utilization");

    /** Response time, read as a whole. */
    public static final Signal LATENCY = Signal.duration("latency");

    /** Open connections of each replica, read replica by replica. */
    public static final Signal CONNECTIONS = Signal.perReplica("connections", "connections");

    /** Requests in the system, read as a whole. */
    public static final Signal QUEUE_LENGTH = Signal.total("queue_length", "requests");

    /** The signals of this world, in the order of its readings. */
    public static final List<Signal> SIGNALS = List.of(UTILIZATION, LATENCY, CONNECTIONS, QUEUE_LENGTH);

    /** Control time of the first observation: no multiple of any tick, so that nothing rests on alignment. */
    private static final long FIRST_NANOS = 1_000_000_000_007L;

    private static final double CONNECTIONS_PER_BUSY_REPLICA = 125;
    private static final double REQUESTS_PER_BUSY_REPLICA = 10;
    private static final double BASE_LATENCY_SECONDS = 0.1;
    private static final double HIGHEST_LATENCY_UTILIZATION = 0.95;

    private final Scenario scenario;
    private final PoolModel pool;
    private Duration wallOffset = Duration.ZERO;
    private List<OrderOutcome> arrivedOutcomes = List.of();
    private final List<OrderOutcome> newOutcomes = new ArrayList<>();
    private long elapsedNanos;
    private int tick;

    /** Creates the world at the start of a scenario. */
    public VirtualTarget(Scenario scenario) {
        this.scenario = scenario;
        PoolConditions conditions = scenario.pool();
        pool = new PoolModel(TargetSetup.POOL, scenario.setup().startUp());
        pool.listingLag(conditions.listingLag());
        pool.drain(conditions.drain());
        pool.limit(conditions.limit(), "quota of " + conditions.limit() + " replicas");
        pool.addReady(conditions.initialReady(), 0);
        crashIfDue();
    }

    /** Returns what a control loop would see now; has no effect. */
    public Observation observe() {
        return observeAt(load());
    }

    /** Returns what a control loop would see now if the load were another one; has no effect. */
    public Observation observeAt(double load) {
        List<Replica> listed = pool.list(elapsedNanos);
        return new Observation(
                wallTime(), nanos(), readings(load, listed), Inventory.of(listed), arrivedOutcomes, List.of());
    }

    private Map<Signal, Reading> readings(double load, List<Replica> listed) {
        List<Replica> ready = listed.stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .toList();
        double busy = ready.isEmpty() ? 0 : load / ready.size();
        Map<String, Sample> utilization = new LinkedHashMap<>();
        Map<String, Sample> connections = new LinkedHashMap<>();
        for (Replica replica : ready) {
            double own = busy * (1 + scenario.spread() * bias(replica.id()));
            utilization.put(replica.id(), Sample.of(Math.min(1, own)));
            connections.put(replica.id(), Sample.of(CONNECTIONS_PER_BUSY_REPLICA * own));
        }
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        readings.put(UTILIZATION, Reading.byReplica(utilization));
        readings.put(LATENCY, ready.isEmpty() ? Reading.absent("no replica is ready") : Reading.of(latency(busy)));
        readings.put(CONNECTIONS, Reading.byReplica(connections));
        readings.put(QUEUE_LENGTH, Reading.of(REQUESTS_PER_BUSY_REPLICA * load));
        return readings;
    }

    private static double latency(double busy) {
        return BASE_LATENCY_SECONDS / (1 - Math.min(busy, HIGHEST_LATENCY_UTILIZATION));
    }

    /** Returns -1, 0 or 1, the same for a replica for ever. */
    private static int bias(String id) {
        return id.charAt(id.length() - 1) % 3 - 1;
    }

    /** Lets the pool carry orders out; their outcomes arrive with the observations of the next tick. */
    public void carryOut(List<Order> orders) {
        for (Order order : orders) {
            newOutcomes.add(pool.carryOut(order, elapsedNanos));
        }
    }

    /** Moves on to the next tick. */
    public void advance() {
        elapsedNanos += scenario.setup().tick().toNanos();
        tick++;
        arrivedOutcomes = List.copyOf(newOutcomes);
        newOutcomes.clear();
        crashIfDue();
    }

    /** Only what is listed as ready fails: of what is not listed yet, nobody could know. */
    private void crashIfDue() {
        if (!scenario.pool().crashes().contains(tick)) {
            return;
        }
        List<String> ready = pool.ready(elapsedNanos);
        for (Replica replica : pool.list(elapsedNanos)) {
            if (replica.state() == ReplicaState.READY && ready.contains(replica.id())) {
                pool.crash(replica.id(), elapsedNanos);
                return;
            }
        }
    }

    /** Moves the wall clock alone. */
    public void jumpWallClock(Duration jump) {
        wallOffset = wallOffset.plus(jump);
    }

    /** Returns the scenario it follows. */
    public Scenario scenario() {
        return scenario;
    }

    /** Returns the number of ticks that have passed. */
    public int tick() {
        return tick;
    }

    /** Returns the load now, in replicas. */
    public double load() {
        return scenario.load().at(tick);
    }

    /** Returns the wall-clock time. */
    public Instant wallTime() {
        return ManualTime.DEFAULT_START.plusNanos(elapsedNanos).plus(wallOffset);
    }

    /** Returns the control time; see {@link Observation#nanos()}. */
    public long nanos() {
        return FIRST_NANOS + elapsedNanos;
    }

    /** Counts the replicas in truth, those that are not listed yet included. */
    public Capacity truth() {
        return pool.count(elapsedNanos);
    }

    /** Returns the replicas in truth that are ready or on their way. */
    public int live() {
        Capacity truth = truth();
        return truth.ready() + truth.inFlight();
    }

    /** Returns every order that was carried out, each once. */
    public List<Order> carriedOut() {
        return pool.carriedOut();
    }
}
