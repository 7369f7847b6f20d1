package io.selfscale.testkit;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The replicas as the reference function counts them: what is listed, and what was ordered and is not listed yet. */
final class ReferenceLedger {

    final boolean known;
    final List<Replica> ready = new ArrayList<>();
    final List<Replica> starting = new ArrayList<>();
    final List<ReferenceState.Start> starts = new ArrayList<>();
    final List<String> stops = new ArrayList<>();
    int draining;
    int awaited;

    ReferenceLedger(ReferenceState state, Observation observation, Mutation mutation) {
        known = observation.inventory() instanceof Inventory.Known
                || mutation == Mutation.UNREADABLE_INVENTORY_IS_EMPTY;
        List<Replica> replicas = observation.inventory().replicas();
        list(state, replicas, mutation);
        for (ReferenceState.Start start : state.starts()) {
            int granted = granted(start, observation.outcomes());
            long seen = replicas.stream()
                    .filter(replica -> start.orderId().equals(replica.orderId()))
                    .count();
            if (granted > seen || (mutation == Mutation.COUNTS_IN_FLIGHT_TWICE && !starting.isEmpty())) {
                starts.add(new ReferenceState.Start(start.orderId(), granted));
                awaited += mutation == Mutation.COUNTS_IN_FLIGHT_TWICE ? granted : granted - Math.toIntExact(seen);
            }
        }
        if (mutation == Mutation.IGNORES_WHAT_IS_ORDERED) {
            awaited = 0;
        }
    }

    private void list(ReferenceState state, List<Replica> replicas, Mutation mutation) {
        Set<String> stopping = new HashSet<>(state.stops());
        for (Replica replica :
                replicas.stream().sorted(Comparator.comparing(Replica::id)).toList()) {
            boolean ended = replica.state().isTerminal();
            if (ended && mutation == Mutation.COUNTS_ENDED_REPLICAS) {
                ready.add(replica);
            } else if (!ended && stopping.contains(replica.id())) {
                stops.add(replica.id());
                draining++;
            } else if (replica.state() == ReplicaState.DRAINING) {
                draining++;
            } else if (replica.state() == ReplicaState.READY) {
                ready.add(replica);
            } else if (!ended) {
                starting.add(replica);
            }
        }
        if (!known) {
            stops.addAll(state.stops());
        }
    }

    private static int granted(ReferenceState.Start start, List<OrderOutcome> outcomes) {
        for (OrderOutcome outcome : outcomes) {
            if (outcome.orderId().equals(start.orderId())) {
                return outcome.granted();
            }
        }
        return start.count();
    }

    int inFlight() {
        return starting.size() + awaited;
    }

    int live() {
        return ready.size() + inFlight();
    }

    /** Returns the replicas to stop first: those on their way, the newest in front, then the newest ready ones. */
    List<String> victims(int count) {
        Comparator<Replica> newestFirst =
                Comparator.comparing(Replica::age).thenComparing(Replica::id, Comparator.reverseOrder());
        List<String> ids = new ArrayList<>();
        starting.stream().sorted(newestFirst).map(Replica::id).forEach(ids::add);
        ready.stream().sorted(newestFirst).map(Replica::id).forEach(ids::add);
        return ids.subList(0, Math.min(count, ids.size()));
    }
}
