package io.selfscale.engine.decide;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.Ledger;
import io.selfscale.engine.supply.Packing;
import io.selfscale.policy.Capacity;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Event;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The replicas there are and those on their way, each counted once: a replica is in flight from its order on, first by
 * the ledger alone, then by the inventory, which takes over as soon as it lists the replica in any state.
 *
 * <p>Counts are in replicas of weight 1. Replicas of a pool that the specification does not know are foreign, and not
 * counted.
 */
final class Census {

    private static final Comparator<Replica> BY_ID = Comparator.comparing(Replica::id);

    private final ScalingSpec spec;
    private final boolean known;
    private final List<Replica> replicas;
    private final Ledger ledger;
    private final List<Replica> ready = new ArrayList<>();
    private final List<Replica> starting = new ArrayList<>(4);
    private final List<Replica> expired = new ArrayList<>(0);
    private final List<Replica> interrupted = new ArrayList<>(0);
    private final int[] live;
    private final int[] present;
    private int readyUnits;
    private int startingUnits;
    private int drainingUnits;
    private int awaitedUnits;

    private Census(ScalingSpec spec, boolean known, List<Replica> replicas, Ledger ledger) {
        this.spec = spec;
        this.known = known;
        this.replicas = replicas;
        this.ledger = ledger;
        this.live = new int[spec.pools().size()];
        this.present = new int[spec.pools().size()];
    }

    static Census of(ScalingSpec spec, Inventory inventory, Ledger ledger, List<Event> events, long nanos) {
        if (!(inventory instanceof Inventory.Known)) {
            Census census = new Census(spec, false, List.of(), ledger);
            census.countAwaited();
            return census;
        }
        Set<String> leaving = stopping(ledger, nanos);
        Set<String> announced = announced(events, inventory.replicas(), leaving);
        List<Replica> replicas = draining(inventory.replicas(), leaving, announced);
        Ledger pruned = new Ledger(
                unseen(ledger.starts(), replicas, nanos),
                stillListed(ledger.stops(), inventory.replicas(), nanos),
                ledger.nextOrder(),
                ledger.pauses());
        Census census = new Census(spec, true, replicas, pruned);
        for (Replica replica : replicas) {
            census.count(replica, announced);
        }
        sort(census.ready);
        census.countAwaited();
        return census;
    }

    private void count(Replica replica, Set<String> announced) {
        ReplicaState state = replica.state();
        int pool = spec.indexOfPool(replica.pool());
        if (state.isTerminal() || pool < 0) {
            return;
        }
        PoolSpec poolSpec = spec.pools().get(pool);
        int weight = poolSpec.cost().capacityWeight();
        present[pool]++;
        if (state == ReplicaState.DRAINING) {
            drainingUnits += weight;
            if (announced.contains(replica.id())) {
                interrupted.add(replica);
            }
        } else if (state == ReplicaState.READY) {
            ready.add(replica);
            readyUnits += weight;
            live[pool]++;
        } else if (replica.age().compareTo(poolSpec.startDeadline()) >= 0) {
            expired.add(replica);
        } else {
            starting.add(replica);
            startingUnits += weight;
            live[pool]++;
        }
    }

    private void countAwaited() {
        for (Ledger.Start start : ledger.starts()) {
            int pool = spec.indexOfPool(start.pool());
            if (pool >= 0) {
                awaitedUnits += start.awaited() * spec.pools().get(pool).cost().capacityWeight();
                live[pool] += start.awaited();
                present[pool] += start.awaited();
            }
        }
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

    /** Returns the replicas that are announced to be taken away, and were not told to stop already. */
    private static Set<String> announced(List<Event> events, List<Replica> replicas, Set<String> leaving) {
        if (events.isEmpty()) {
            return Set.of();
        }
        Set<String> announced = new HashSet<>();
        for (Event event : events) {
            if (event instanceof Event.Interruption interruption && !leaving.contains(interruption.replica())) {
                for (Replica replica : replicas) {
                    if (replica.id().equals(interruption.replica())
                            && !replica.state().isTerminal()) {
                        announced.add(replica.id());
                    }
                }
            }
        }
        return announced;
    }

    /** Returns the replicas with those that leave as draining, whatever their pool still says of them. */
    private static List<Replica> draining(List<Replica> replicas, Set<String> stopping, Set<String> announced) {
        if (stopping.isEmpty() && announced.isEmpty()) {
            return replicas;
        }
        List<Replica> marked = new ArrayList<>(replicas.size());
        for (Replica replica : replicas) {
            boolean leaves = (stopping.contains(replica.id()) || announced.contains(replica.id()))
                    && !replica.state().isTerminal();
            marked.add(
                    leaves
                            ? new Replica(
                                    replica.id(),
                                    replica.pool(),
                                    ReplicaState.DRAINING,
                                    replica.age(),
                                    replica.inState(),
                                    replica.orderId(),
                                    replica.phase())
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

    /** Tells whether the inventory could be read. */
    boolean isKnown() {
        return known;
    }

    /** Returns every replica of the inventory, those that leave as draining. */
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

    /** Returns the replicas that were just announced to be taken away. */
    List<Replica> interrupted() {
        return interrupted;
    }

    /** Returns the capacity of the ready replicas. */
    int readyUnits() {
        return readyUnits;
    }

    /** Returns the capacity in flight, listed or not. */
    int inFlight() {
        return startingUnits + awaitedUnits;
    }

    /** Returns the capacity that is ready or in flight. */
    int liveUnits() {
        return readyUnits + startingUnits + awaitedUnits;
    }

    /** Returns the capacity that is listed as ready or in flight. */
    int listedUnits() {
        return readyUnits + startingUnits;
    }

    /**
     * Tells whether one of the live replicas could be stopped without going below a count: a surplus smaller than any
     * replica is none.
     */
    boolean exceeds(int count) {
        int surplus = liveUnits() - count;
        if (surplus <= 0) {
            return false;
        }
        long onDemand = liveUnits() - Packing.spotUnits(spec, live);
        int floor = Math.min(count, spec.spot().onDemandFloor());
        for (int i = 0; i < live.length; i++) {
            PoolSpec pool = spec.pools().get(i);
            int weight = pool.cost().capacityWeight();
            if (live[i] > 0 && weight <= surplus && (pool.kind() == PoolSpec.Kind.SPOT || onDemand - weight >= floor)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether nothing serves, starts or drains. */
    boolean isEmpty() {
        return known && liveUnits() == 0 && drainingUnits == 0;
    }

    /** Returns the replicas that are ready or in flight by pool, in the order of the specification; not to be changed. */
    int[] live() {
        return live;
    }

    /** Returns the replicas that are billed by pool, draining and expired ones included; not to be changed. */
    int[] present() {
        return present;
    }

    /** Returns what all replicas cost per hour. */
    double perHour() {
        double perHour = 0;
        for (int i = 0; i < present.length; i++) {
            perHour += present[i] * spec.pools().get(i).cost().perHour();
        }
        return perHour;
    }

    /** Returns the ledger without what has been settled. */
    Ledger ledger() {
        return ledger;
    }

    Capacity capacity(@Nullable Demand demand) {
        return new Capacity(readyUnits, inFlight(), drainingUnits, demand);
    }
}
