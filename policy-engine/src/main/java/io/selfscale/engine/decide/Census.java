package io.selfscale.engine.decide;

import io.selfscale.engine.state.Ledger;
import io.selfscale.policy.Capacity;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The replicas there are and those on their way, each counted once: a replica is in flight from its order on, first by
 * the ledger alone, then by the inventory, which takes over as soon as it lists the replica in any state.
 */
final class Census {

    private static final Comparator<Replica> BY_ID = Comparator.comparing(Replica::id);

    private final boolean known;
    private final List<Replica> replicas;
    private final List<Replica> ready;
    private final List<Replica> starting;
    private final List<Replica> expired;
    private final int draining;
    private final int awaited;
    private final Ledger ledger;

    private Census(
            boolean known,
            List<Replica> replicas,
            List<Replica> ready,
            List<Replica> starting,
            List<Replica> expired,
            int draining,
            int awaited,
            Ledger ledger) {
        this.known = known;
        this.replicas = replicas;
        this.ready = ready;
        this.starting = starting;
        this.expired = expired;
        this.draining = draining;
        this.awaited = awaited;
        this.ledger = ledger;
    }

    static Census of(Inventory inventory, Ledger ledger, long nanos, Duration startDeadline) {
        if (!(inventory instanceof Inventory.Known)) {
            return new Census(false, List.of(), List.of(), List.of(), List.of(), 0, awaited(ledger.starts()), ledger);
        }
        List<Replica> replicas = draining(inventory.replicas(), stopping(ledger, nanos));
        List<Replica> ready = new ArrayList<>(replicas.size());
        List<Replica> starting = new ArrayList<>(4);
        List<Replica> expired = new ArrayList<>(0);
        int draining = 0;
        for (Replica replica : replicas) {
            ReplicaState state = replica.state();
            if (state.isTerminal()) {
                continue;
            }
            if (state == ReplicaState.DRAINING) {
                draining++;
            } else if (state == ReplicaState.READY) {
                ready.add(replica);
            } else if (replica.age().compareTo(startDeadline) >= 0) {
                expired.add(replica);
            } else {
                starting.add(replica);
            }
        }
        sort(ready);
        List<Ledger.Start> starts = unseen(ledger.starts(), replicas, nanos);
        Ledger pruned = new Ledger(
                starts,
                stillListed(ledger.stops(), inventory.replicas(), nanos),
                ledger.nextOrder(),
                ledger.refusals(),
                ledger.pausedUntilNanos());
        return new Census(true, replicas, ready, starting, expired, draining, awaited(starts), pruned);
    }

    /** Sorts only where needed: pools usually list in order. */
    private static void sort(List<Replica> replicas) {
        for (int i = 1; i < replicas.size(); i++) {
            if (BY_ID.compare(replicas.get(i - 1), replicas.get(i)) > 0) {
                replicas.sort(BY_ID);
                return;
            }
        }
    }

    /** Returns the replicas with those that were told to stop as draining, whatever their pool still says of them. */
    private static List<Replica> draining(List<Replica> replicas, Set<String> stopping) {
        if (stopping.isEmpty()) {
            return replicas;
        }
        List<Replica> marked = new ArrayList<>(replicas.size());
        for (Replica replica : replicas) {
            boolean stops = stopping.contains(replica.id()) && !replica.state().isTerminal();
            marked.add(
                    stops
                            ? new Replica(
                                    replica.id(),
                                    replica.pool(),
                                    ReplicaState.DRAINING,
                                    replica.age(),
                                    replica.inState(),
                                    replica.orderId())
                            : replica);
        }
        return List.copyOf(marked);
    }

    private static Set<String> stopping(Ledger ledger, long nanos) {
        if (ledger.stops().isEmpty()) {
            return Set.of();
        }
        Set<String> ids = new HashSet<>();
        for (Ledger.Stop stop : ledger.stops()) {
            if (nanos < stop.expiresNanos()) {
                ids.addAll(stop.replicas());
            }
        }
        return ids;
    }

    /** Returns the start orders of which replicas are still unseen, with the number of those. */
    private static List<Ledger.Start> unseen(List<Ledger.Start> starts, List<Replica> replicas, long nanos) {
        if (starts.isEmpty()) {
            return starts;
        }
        List<Ledger.Start> rest = new ArrayList<>(starts.size());
        for (Ledger.Start start : starts) {
            int seen = 0;
            for (Replica replica : replicas) {
                if (start.orderId().equals(replica.orderId())) {
                    seen++;
                }
            }
            if (seen < start.count() && nanos < start.expiresNanos()) {
                rest.add(start.awaiting(start.count() - seen));
            }
        }
        return rest;
    }

    private static List<Ledger.Stop> stillListed(List<Ledger.Stop> stops, List<Replica> replicas, long nanos) {
        if (stops.isEmpty()) {
            return stops;
        }
        Set<String> listed = new HashSet<>();
        for (Replica replica : replicas) {
            if (replica.state() == ReplicaState.READY || replica.state().isInFlight()) {
                listed.add(replica.id());
            }
        }
        List<Ledger.Stop> rest = new ArrayList<>(stops.size());
        for (Ledger.Stop stop : stops) {
            if (nanos < stop.expiresNanos() && stop.replicas().stream().anyMatch(listed::contains)) {
                rest.add(stop);
            }
        }
        return rest;
    }

    private static int awaited(List<Ledger.Start> starts) {
        int awaited = 0;
        for (Ledger.Start start : starts) {
            awaited += start.awaited();
        }
        return awaited;
    }

    /** Tells whether the inventory could be read. */
    boolean isKnown() {
        return known;
    }

    /** Returns every replica of the inventory, those that were told to stop as draining. */
    List<Replica> replicas() {
        return replicas;
    }

    /** Returns the ready replicas, by id. */
    List<Replica> ready() {
        return ready;
    }

    /** Returns the replicas in flight that the inventory lists, expired ones excluded. */
    List<Replica> starting() {
        return starting;
    }

    /** Returns the replicas that did not become ready in time and are not stopped yet. */
    List<Replica> expired() {
        return expired;
    }

    /** Returns the replicas in flight, listed or not. */
    int inFlight() {
        return starting.size() + awaited;
    }

    /** Returns the ledger without what has been settled. */
    Ledger ledger() {
        return ledger;
    }

    Capacity capacity(@Nullable Demand demand) {
        return new Capacity(ready.size(), inFlight(), draining, demand);
    }
}
