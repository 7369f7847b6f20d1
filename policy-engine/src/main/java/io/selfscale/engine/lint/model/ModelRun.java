package io.selfscale.engine.lint.model;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target on the plant, in virtual time: replicas start after a fixed time, and stop at once. */
final class ModelRun {

    /** A day without a clock change anywhere, for policies that look at the wall clock. */
    private static final Instant START = Instant.parse("2026-01-14T09:00:00Z");

    /** Age of the replicas that were there before: long enough to be warm. */
    private static final long SETTLED_NANOS = Duration.ofDays(1).toNanos();

    private record Member(String id, @Nullable String orderId, long orderedNanos, long readyNanos) {}

    private final ScalingSpec spec;
    private final Plant plant;
    private final long startupNanos;
    private List<Member> members;
    private List<OrderOutcome> outcomes = List.of();
    private State state;
    private long nanos;
    private int named;

    private ModelRun(ScalingSpec spec, Plant plant, List<Member> members, State state) {
        this.spec = spec;
        this.plant = plant;
        this.startupNanos = spec.pools().get(0).startup().p50().toNanos();
        this.members = members;
        this.state = state;
    }

    /** Returns a target with so many ready replicas, of which nothing has been seen yet. */
    static ModelRun startingAt(ScalingSpec spec, Plant plant, int replicas) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            members.add(new Member("m" + i, null, -SETTLED_NANOS, -SETTLED_NANOS));
        }
        ModelRun run = new ModelRun(spec, plant, members, State.initial(spec));
        run.named = replicas;
        return run;
    }

    /** Returns a target that goes on from here on its own. */
    ModelRun branch() {
        ModelRun copy = new ModelRun(spec, plant, members, state);
        copy.outcomes = outcomes;
        copy.nanos = nanos;
        copy.named = named;
        return copy;
    }

    ScalingSpec spec() {
        return spec;
    }

    long nanos() {
        return nanos;
    }

    int requested() {
        return state.requested();
    }

    /** Lets one tick pass under a load and decides. */
    Decision tick(double load) {
        nanos += spec.tick().toNanos();
        List<String> ready = new ArrayList<>(members.size());
        List<Replica> replicas = new ArrayList<>(members.size());
        for (Member member : members) {
            boolean isReady = member.readyNanos() <= nanos;
            if (isReady) {
                ready.add(member.id());
            }
            Duration age = Duration.ofNanos(nanos - member.orderedNanos());
            Duration inState = isReady ? Duration.ofNanos(nanos - member.readyNanos()) : age;
            replicas.add(new Replica(
                    member.id(),
                    spec.pools().get(0).name(),
                    isReady ? ReplicaState.READY : ReplicaState.STARTING,
                    age,
                    inState,
                    member.orderId()));
        }
        Observation observation = new Observation(
                START.plusNanos(nanos), nanos, plant.read(load, ready), Inventory.of(replicas), outcomes, List.of());
        Step<State> step = Decider.decide(spec, state, observation);
        state = step.state();
        carryOut(step.decision().orders());
        return step.decision();
    }

    private void carryOut(List<Order> orders) {
        if (orders.isEmpty()) {
            outcomes = List.of();
            return;
        }
        List<OrderOutcome> accepted = new ArrayList<>();
        List<Member> next = new ArrayList<>(members);
        for (Order order : orders) {
            if (order instanceof Order.Start start) {
                for (int i = 0; i < start.count(); i++) {
                    next.add(new Member("m" + named++, start.id(), nanos, nanos + startupNanos));
                }
            } else if (order instanceof Order.Stop stop) {
                next.removeIf(member -> stop.replicas().contains(member.id()));
            }
            accepted.add(OrderOutcome.accepted(order));
        }
        members = List.copyOf(next);
        outcomes = List.copyOf(accepted);
    }
}
