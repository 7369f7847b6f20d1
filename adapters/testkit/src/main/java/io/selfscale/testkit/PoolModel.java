package io.selfscale.testkit;

import io.selfscale.policy.Capacity;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The truth about a virtual pool, and what it lists of it. Time is given to it, in nanoseconds from 0 on; replicas and
 * their states follow from it. Not safe for concurrent use.
 */
final class PoolModel {

    /** How long a replica that ended stays listed. */
    static final Duration RETENTION = Duration.ofMinutes(1);

    private final String name;
    private final List<VirtualReplica> replicas = new ArrayList<>();
    private final Map<String, OrderOutcome> outcomes = new HashMap<>();
    private final List<Order> carriedOut = new ArrayList<>();
    private long startUpNanos;
    private long drainNanos;
    private long lagNanos;
    private int limit = Integer.MAX_VALUE;
    private String limitReason = "";
    private int nextId = 1;

    PoolModel(String name, Duration startUp) {
        if (startUp.isNegative()) {
            throw new IllegalArgumentException("startUp must not be negative but was " + startUp);
        }
        this.name = name;
        this.startUpNanos = startUp.toNanos();
    }

    String name() {
        return name;
    }

    /** Sets how long replicas that are started from now on take to become ready. */
    void startUp(long nanos) {
        startUpNanos = nanos;
    }

    /** Sets how long ready replicas that are stopped from now on drain, unless their order allows less. */
    void drain(Duration time) {
        drainNanos = time.toNanos();
    }

    /** Sets how long after an order its effect is listed. */
    void listingLag(Duration lag) {
        lagNanos = lag.toNanos();
    }

    /** Sets how many replicas may live at once; orders beyond that are refused, or accepted in part. */
    void limit(int replicas, String reason) {
        limit = replicas;
        limitReason = reason;
    }

    /** Adds replicas that were ready long before. */
    void addReady(int count, long now) {
        for (int i = 0; i < count; i++) {
            replicas.add(VirtualReplica.ready(nextId(), now));
        }
    }

    OrderOutcome carryOut(Order order, long now) {
        OrderOutcome known = outcomes.get(order.id());
        if (known != null) {
            return known;
        }
        OrderOutcome outcome = order instanceof Order.Start start ? start(start, now) : stop((Order.Stop) order, now);
        outcomes.put(order.id(), outcome);
        carriedOut.add(order);
        return outcome;
    }

    private OrderOutcome start(Order.Start order, long now) {
        int room = Math.max(0, limit - (count(now).ready() + count(now).inFlight()));
        int granted = Math.min(order.count(), room);
        for (int i = 0; i < granted; i++) {
            replicas.add(VirtualReplica.started(nextId(), order.id(), now, startUpNanos));
        }
        if (granted == order.count()) {
            return OrderOutcome.accepted(order);
        }
        return granted == 0
                ? OrderOutcome.refused(order, limitReason)
                : OrderOutcome.partlyAccepted(order, granted, limitReason);
    }

    private OrderOutcome stop(Order.Stop order, long now) {
        long drain = Math.min(drainNanos, order.drainDeadline().toNanos());
        for (String id : order.replicas()) {
            VirtualReplica replica = find(id);
            if (replica != null) {
                replica.stop(now, drain);
            }
        }
        return OrderOutcome.accepted(order);
    }

    /** Lets a replica fail; does nothing if it has ended. */
    void crash(String id, long now) {
        VirtualReplica replica = find(id);
        if (replica == null) {
            throw new IllegalArgumentException("there is no replica " + id + " in pool " + name);
        }
        replica.crash(now);
    }

    private @Nullable VirtualReplica find(String id) {
        for (VirtualReplica replica : replicas) {
            if (replica.id().equals(id)) {
                return replica;
            }
        }
        return null;
    }

    /** Returns what the pool lists: the truth, except that the effect of an order appears after the listing lag. */
    List<Replica> list(long now) {
        replicas.removeIf(replica -> replica.endedBefore(now - RETENTION.toNanos() - lagNanos));
        List<Replica> listed = new ArrayList<>(replicas.size());
        for (VirtualReplica replica : replicas) {
            if (replica.isListed(now, lagNanos)) {
                listed.add(replica.at(now, lagNanos, name));
            }
        }
        return listed;
    }

    /** Counts the replicas in truth, those that are not listed yet included. */
    Capacity count(long now) {
        int ready = 0;
        int inFlight = 0;
        int draining = 0;
        for (VirtualReplica replica : replicas) {
            ReplicaState state = replica.stateAt(now);
            if (state == ReplicaState.READY) {
                ready++;
            } else if (state.isInFlight()) {
                inFlight++;
            } else if (state == ReplicaState.DRAINING) {
                draining++;
            }
        }
        return new Capacity(ready, inFlight, draining, null);
    }

    /** Returns the ids of the replicas that are ready in truth, oldest first. */
    List<String> ready(long now) {
        return replicas.stream()
                .filter(replica -> replica.stateAt(now) == ReplicaState.READY)
                .map(VirtualReplica::id)
                .toList();
    }

    /** Returns the orders, each once. */
    List<Order> carriedOut() {
        return List.copyOf(carriedOut);
    }

    private String nextId() {
        return name + "-" + nextId++;
    }
}
