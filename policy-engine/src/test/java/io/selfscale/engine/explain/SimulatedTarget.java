package io.selfscale.engine.explain;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.ReplicaPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A target in virtual time: a pool, signals as functions of time, and the decision function, tick by tick. */
public final class SimulatedTarget {

    /** When every simulation begins. */
    public static final Instant START = Instant.parse("2026-11-11T00:00:00Z");

    private final ScalingSpec spec;
    private final Consumer<Duration> clock;
    private final ReplicaPool pool;
    private final Map<Signal, Function<Duration, Reading>> signals = new LinkedHashMap<>();
    private final List<RecordedTick> ticks = new ArrayList<>();
    private final List<State> before = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<OrderOutcome> outcomes = new ArrayList<>();
    private Journal journal = Journal.disabled();
    private Duration elapsed = Duration.ZERO;
    private State state;

    /** Creates a target; {@code clock} is told how much time passes. */
    public SimulatedTarget(ScalingSpec spec, Consumer<Duration> clock, ReplicaPool pool) {
        this.spec = spec;
        this.clock = clock;
        this.pool = pool;
        this.state = State.initial(spec);
    }

    /** Reads a signal as a function of the time since the beginning. */
    public SimulatedTarget signal(Signal signal, Function<Duration, Reading> reading) {
        signals.put(signal, reading);
        return this;
    }

    public SimulatedTarget journal(Journal journal) {
        this.journal = journal;
        return this;
    }

    /** Lets so much time pass, tick by tick. */
    public SimulatedTarget run(Duration length) throws Exception {
        for (long left = length.toNanos(); left > 0; left -= spec.tick().toNanos()) {
            clock.accept(spec.tick());
            elapsed = elapsed.plus(spec.tick());
            tick();
        }
        return this;
    }

    private void tick() throws Exception {
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        signals.forEach((signal, reading) -> readings.put(signal, reading.apply(elapsed)));
        List<Replica> replicas = pool.inventory().replicas();
        Observation observation = new Observation(
                START.plus(elapsed),
                elapsed.toNanos(),
                readings,
                Inventory.of(replicas),
                List.copyOf(outcomes),
                List.of());
        outcomes.clear();
        before.add(state);
        Step<State> step = Decider.decide(spec, state, observation);
        state = step.state();
        Decision decision = step.decision();
        journal.decided(observation, decision);
        decisions.add(decision);
        ticks.add(new RecordedTick(observation, decision.isRepeat() ? null : decision));
        for (Order order : decision.orders()) {
            outcomes.add(pool.carryOut(order));
        }
    }

    public ScalingSpec spec() {
        return spec;
    }

    public State state() {
        return state;
    }

    /** Returns what a journal would tell. */
    public List<RecordedTick> ticks() {
        return List.copyOf(ticks);
    }

    /** Returns every decision, repeats included. */
    public List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    /** Returns the state before each decision. */
    public List<State> statesBefore() {
        return List.copyOf(before);
    }
}
