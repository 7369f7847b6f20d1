package io.selfscale.engine.decide;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A target in virtual time whose pools carry orders out: with start-up and drain times, capacity that ends, replicas that
 * never become ready, crashes and changes by other hands. Signals are functions of the world.
 */
public final class World {

    /** One replica of the world. */
    private static final class Unit {
        final String id;
        final String pool;
        final @Nullable String order;
        final long accepted;
        long ready;
        long drainedAt = Long.MAX_VALUE;
        long failedAt = Long.MAX_VALUE;

        Unit(String id, String pool, @Nullable String order, long accepted, long ready) {
            this.id = id;
            this.pool = pool;
            this.order = order;
            this.accepted = accepted;
            this.ready = ready;
        }
    }

    private final ScalingSpec spec;
    private final Map<Signal, ToDoubleFunction<World>> signals = new LinkedHashMap<>();
    private final Map<String, Duration> startups = new HashMap<>();
    private final Map<String, Integer> capacities = new HashMap<>();
    private final List<Unit> units = new ArrayList<>();
    private final List<OrderOutcome> outcomes = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Instant start;
    private Duration drain = Duration.ZERO;
    private State state;
    private long nanos;
    private int nextId;
    private int started;
    private double largestCost;
    private boolean readable = true;
    private Duration skew = Duration.ZERO;
    private State before;
    private @Nullable Observation observation;

    public World(ScalingSpec spec) {
        this(spec, Instant.parse("2026-11-11T00:00:00Z"));
    }

    public World(ScalingSpec spec, Instant start) {
        this.spec = spec;
        this.start = start;
        this.state = State.initial(spec);
        this.before = state;
    }

    /** Puts ready replicas there before the first decision, or by another hand. */
    public World add(String pool, int count) {
        for (int i = 0; i < count; i++) {
            units.add(new Unit(pool + "-" + nextId++, pool, null, nanos, nanos));
        }
        return this;
    }

    /** Takes replicas away by another hand, the newest first, without a trace. */
    public World remove(int count) {
        for (int i = 0; i < count && !units.isEmpty(); i++) {
            units.remove(units.size() - 1);
        }
        return this;
    }

    /** Lets another hand stop everything, as an operator does: replicas drain before they go. */
    public World drainAll() {
        units.forEach(unit -> unit.drainedAt = Math.min(unit.drainedAt, nanos + drain.toNanos()));
        return this;
    }

    /** Moves the wall clock, not the control time. */
    public World skew(Duration skew) {
        this.skew = skew;
        return this;
    }

    /** Lets the oldest replica that serves fail. */
    public World crash() {
        for (Unit unit : units) {
            if (stateOf(unit) == ReplicaState.READY) {
                unit.failedAt = nanos;
                return this;
            }
        }
        throw new AssertionError("nothing serves");
    }

    public World startup(String pool, Duration startup) {
        startups.put(pool, startup);
        return this;
    }

    /** Replicas of this pool never become ready. */
    public World never(String pool) {
        return startup(pool, Duration.ofDays(1000));
    }

    /** The pool refuses what would exceed this. */
    public World capacity(String pool, int replicas) {
        capacities.put(pool, replicas);
        return this;
    }

    public World drainingFor(Duration drain) {
        this.drain = drain;
        return this;
    }

    public World read(Signal signal, ToDoubleFunction<World> value) {
        signals.put(signal, value);
        return this;
    }

    public World read(Signal signal, double value) {
        return read(signal, world -> value);
    }

    public World announce(Event event) {
        events.add(event);
        return this;
    }

    /** Whether the inventory can be read. */
    public World readable(boolean readable) {
        this.readable = readable;
        return this;
    }

    /** Lets one tick pass and decides. */
    public Decision tick() {
        nanos += spec.tick().toNanos();
        units.removeIf(
                unit -> nanos >= unit.drainedAt || (unit.failedAt != Long.MAX_VALUE && nanos - unit.failedAt > 60e9));
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        signals.forEach((signal, value) -> {
            double now = value.applyAsDouble(this);
            readings.put(signal, new Reading.Whole(Double.isNaN(now) ? Sample.absent("gap") : Sample.of(now)));
        });
        Observation seen = new Observation(
                wallTime(),
                nanos,
                readings,
                readable ? Inventory.of(replicas()) : Inventory.unknown("out of reach"),
                outcomes,
                List.of(),
                events);
        outcomes.clear();
        events.clear();
        observation = seen;
        before = state;
        Step<State> step = Decider.decide(spec, state, seen);
        state = step.state();
        step.decision().orders().forEach(this::carryOut);
        decisions.add(step.decision());
        largestCost = Math.max(largestCost, cost());
        return step.decision();
    }

    /** Ticks until so much time has passed, and returns the last decision. */
    public Decision tickFor(Duration duration) {
        Decision last = tick();
        for (long left = duration.toNanos() - spec.tick().toNanos();
                left > 0;
                left -= spec.tick().toNanos()) {
            last = tick();
        }
        return last;
    }

    /** Restarts the engine: only the state survives. */
    public World restart() {
        state = state.resumedAt(nanos);
        return this;
    }

    /** Restarts the engine from the state as it was written. */
    public World restart(StateCodec codec) {
        state = codec.decode(codec.encode(state));
        return restart();
    }

    private void carryOut(Order order) {
        if (order instanceof Order.Start begin) {
            long present = units.stream()
                    .filter(unit -> unit.pool.equals(begin.pool()) && unit.failedAt == Long.MAX_VALUE)
                    .count();
            int room = (int) Math.max(0, capacities.getOrDefault(begin.pool(), Integer.MAX_VALUE) - present);
            int granted = Math.min(room, begin.count());
            for (int i = 0; i < granted; i++) {
                long takes = startups.getOrDefault(begin.pool(), Duration.ZERO).toNanos();
                units.add(new Unit(begin.pool() + "-" + nextId++, begin.pool(), begin.id(), nanos, nanos + takes));
            }
            started += granted;
            outcomes.add(
                    granted == begin.count()
                            ? OrderOutcome.accepted(begin)
                            : granted == 0
                                    ? OrderOutcome.refused(begin, "no capacity")
                                    : OrderOutcome.partlyAccepted(begin, granted, "no capacity"));
        } else if (order instanceof Order.Stop stop) {
            for (Unit unit : units) {
                if (stop.replicas().contains(unit.id)) {
                    unit.drainedAt = unit.ready > nanos ? nanos : nanos + drain.toNanos();
                }
            }
            outcomes.add(OrderOutcome.accepted(stop));
        }
    }

    private ReplicaState stateOf(Unit unit) {
        if (unit.failedAt <= nanos) {
            return ReplicaState.FAILED;
        }
        if (unit.drainedAt != Long.MAX_VALUE) {
            return ReplicaState.DRAINING;
        }
        return nanos >= unit.ready ? ReplicaState.READY : ReplicaState.STARTING;
    }

    private List<Replica> replicas() {
        List<Replica> replicas = new ArrayList<>();
        for (Unit unit : units) {
            ReplicaState now = stateOf(unit);
            long since =
                    now == ReplicaState.READY ? unit.ready : now == ReplicaState.FAILED ? unit.failedAt : unit.accepted;
            replicas.add(new Replica(
                    unit.id,
                    unit.pool,
                    now,
                    Duration.ofNanos(nanos - unit.accepted),
                    Duration.ofNanos(nanos - since),
                    unit.order));
        }
        return replicas;
    }

    /** Returns the replicas in a state. */
    public int count(ReplicaState wanted) {
        return (int) units.stream().filter(unit -> stateOf(unit) == wanted).count();
    }

    /** Returns the replicas that serve. */
    public int ready() {
        return count(ReplicaState.READY);
    }

    /** Returns the replicas of a pool that serve, start or drain. */
    public int in(String pool) {
        return (int) units.stream()
                .filter(unit -> unit.pool.equals(pool) && stateOf(unit) != ReplicaState.FAILED)
                .count();
    }

    /** Returns the ids of the replicas of a pool that serve. */
    public List<String> serving(String pool) {
        return units.stream()
                .filter(unit -> unit.pool.equals(pool) && stateOf(unit) == ReplicaState.READY)
                .map(unit -> unit.id)
                .toList();
    }

    /** Returns what all replicas that start, serve or drain cost per hour. */
    public double cost() {
        double cost = 0;
        for (PoolSpec pool : spec.pools()) {
            cost += in(pool.name()) * pool.cost().perHour();
        }
        return cost;
    }

    /** Returns the greatest {@link #cost()} after any decision so far. */
    public double largestCost() {
        return largestCost;
    }

    /** Returns how many replicas orders have started. */
    public int started() {
        return started;
    }

    public State state() {
        return state;
    }

    /** Returns the state that the last decision was made from. */
    public State before() {
        return before;
    }

    /** Returns what the last decision was made of. */
    public Observation observation() {
        return Objects.requireNonNull(observation, "no tick yet");
    }

    public List<Decision> decisions() {
        return decisions;
    }

    /** Returns how often the count changed so far. */
    public int actions() {
        return (int) decisions.stream()
                .filter(decision -> decision.from() != decision.to())
                .count();
    }

    public long nanos() {
        return nanos;
    }

    public Instant wallTime() {
        return start.plusNanos(nanos).plus(skew);
    }

    /** Returns the seconds that have passed. */
    public double seconds() {
        return nanos / 1e9;
    }
}
