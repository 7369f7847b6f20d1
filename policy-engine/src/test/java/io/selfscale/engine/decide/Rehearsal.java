package io.selfscale.engine.decide;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
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
import io.selfscale.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays a target by hand: sets replicas and readings, lets time pass, and decides. */
public final class Rehearsal {

    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");

    private final ScalingSpec spec;
    private final Map<Signal, Reading> readings = new LinkedHashMap<>();
    private final List<OrderOutcome> outcomes = new ArrayList<>();
    private Inventory inventory = Inventory.of(List.of());
    private final List<@Nullable String> orderOf = new ArrayList<>();
    private final List<String> unanswered = new ArrayList<>();
    private State state;
    private long nanos;

    public Rehearsal(ScalingSpec spec) {
        this.spec = spec;
        this.state = State.initial(spec);
    }

    /**
     * Makes the inventory exactly {@code count} ready replicas: the first of those there are, and new ones for the
     * orders that were given.
     */
    public Rehearsal ready(int count) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            while (i >= orderOf.size()) {
                orderOf.add(unanswered.isEmpty() ? null : unanswered.remove(0));
            }
            replicas.add(replica("r" + i, ReplicaState.READY, Duration.ofHours(1), orderOf.get(i)));
        }
        while (orderOf.size() > count) {
            orderOf.remove(orderOf.size() - 1);
        }
        inventory = Inventory.of(replicas);
        return this;
    }

    public Rehearsal inventory(Inventory inventory) {
        this.inventory = inventory;
        return this;
    }

    public static Replica replica(String id, ReplicaState state, Duration age, @Nullable String orderId) {
        return new Replica(id, "default", state, age, age, orderId);
    }

    public Rehearsal read(Signal signal, double value) {
        readings.put(signal, Reading.of(value));
        return this;
    }

    public Rehearsal read(Signal signal, Reading reading) {
        readings.put(signal, reading);
        return this;
    }

    /** Gives every replica of the inventory the same value. */
    public Rehearsal readEach(Signal signal, double value) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        inventory.replicas().forEach(replica -> samples.put(replica.id(), Sample.of(value)));
        readings.put(signal, Reading.byReplica(samples));
        return this;
    }

    public Rehearsal outcome(OrderOutcome outcome) {
        outcomes.add(outcome);
        return this;
    }

    /** Lets one tick pass and decides. */
    public Decision tick() {
        nanos += spec.tick().toNanos();
        Observation observation =
                new Observation(START.plusNanos(nanos), nanos, readings, inventory, List.copyOf(outcomes), List.of());
        outcomes.clear();
        Step<State> step = Decider.decide(spec, state, observation);
        state = step.state();
        for (Order order : step.decision().orders()) {
            if (order instanceof Order.Start start) {
                unanswered.addAll(Collections.nCopies(start.count(), start.id()));
            }
        }
        return step.decision();
    }

    /** Ticks until so much time has passed, and returns the last decision. */
    public Decision tickFor(Duration duration) {
        Decision last = tick();
        for (long left = duration.minus(spec.tick()).toNanos();
                left > 0;
                left -= spec.tick().toNanos()) {
            last = tick();
        }
        return last;
    }

    /** Ticks until the count changes, at most for so long, and returns the time that took, or null if it did not. */
    public @Nullable Duration untilChange(Duration atMost) {
        for (long passed = spec.tick().toNanos();
                passed <= atMost.toNanos();
                passed += spec.tick().toNanos()) {
            Decision decision = tick();
            if (decision.from() != decision.to()) {
                return Duration.ofNanos(passed);
            }
        }
        return null;
    }

    /** Lets time pass in which nobody looks. */
    public Rehearsal skip(Duration duration) {
        nanos += duration.toNanos();
        return this;
    }

    /** Takes the state up again after a restart now. */
    public Rehearsal restart() {
        state = state.resumedAt(nanos);
        return this;
    }

    public State state() {
        return state;
    }

    public Rehearsal state(State other) {
        state = other;
        return this;
    }
}
