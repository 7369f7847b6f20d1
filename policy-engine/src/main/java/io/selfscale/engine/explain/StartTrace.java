package io.selfscale.engine.explain;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Follows the last replica of a scale-out from the decision to the moment it was ready. */
final class StartTrace {

    private final Timeline timeline;
    private final int decided;
    private final DelayParts parts;

    StartTrace(Timeline timeline, int decided, DelayParts parts) {
        this.timeline = timeline;
        this.decided = decided;
        this.parts = parts;
    }

    /** Attributes the time since the decision, and tells whether the replicas became ready within the record. */
    boolean trace() {
        int to = timeline.inForce(decided).to();
        int last = decided;
        for (int i = decided; i < timeline.size(); i++) {
            last = i;
            if (timeline.ready(i) >= to) {
                Replica replica = lastReady(i);
                if (replica != null) {
                    follow(replica, i);
                }
                return true;
            }
            if (timeline.inForce(i).to() < to) {
                break;
            }
        }
        followNewest(last);
        return false;
    }

    /** Returns the replica that became ready last, or null if all had been ready at the decision. */
    private @Nullable Replica lastReady(int tick) {
        Replica latest = null;
        for (Replica replica : timeline.replicas(tick)) {
            if (replica.state() == ReplicaState.READY
                    && (latest == null || replica.inState().compareTo(latest.inState()) < 0)) {
                latest = replica;
            }
        }
        return latest != null && readySince(latest, tick) > timeline.nanos(decided) ? latest : null;
    }

    private long readySince(Replica replica, int tick) {
        return timeline.nanos(tick) - replica.inState().toNanos();
    }

    private void follow(Replica replica, int until) {
        long ready = readySince(replica, until);
        long accepted = timeline.nanos(until) - replica.age().toNanos();
        String pool = replica.pool();
        beforeOrder(ordered(replica.orderId()), until);
        parts.until(Math.min(accepted, ready), DelayPart.Kind.STARTUP, pool + ": requested");
        phases(replica.id(), until);
        parts.until(ready, DelayPart.Kind.STARTUP, pool + ": starting");
    }

    /** Attributes what is known of replicas that are not ready at the end of the record. */
    private void followNewest(int until) {
        Replica newest = null;
        for (Replica replica : timeline.replicas(until)) {
            if (replica.state().isInFlight() && (newest == null || replica.age().compareTo(newest.age()) < 0)) {
                newest = replica;
            }
        }
        if (newest == null) {
            beforeOrder(timeline.nanos(until), until);
            return;
        }
        long accepted = timeline.nanos(until) - newest.age().toNanos();
        beforeOrder(ordered(newest.orderId()), until);
        parts.until(accepted, DelayPart.Kind.STARTUP, newest.pool() + ": requested");
        phases(newest.id(), until);
    }

    /** Returns when an order was given, or the time of the decision if the record does not tell. */
    private long ordered(@Nullable String orderId) {
        for (int i = decided; orderId != null && i < timeline.size(); i++) {
            Decision decision = timeline.tick(i).decision();
            if (decision != null
                    && decision.orders().stream().anyMatch(order -> order.id().equals(orderId))) {
                return timeline.nanos(i);
            }
        }
        return timeline.nanos(decided);
    }

    /** Attributes the time until the order that brought the replica: earlier ones were refused, or came to nothing. */
    private void beforeOrder(long ordered, int until) {
        if (ordered <= timeline.nanos(decided)) {
            return;
        }
        boolean gave = false;
        for (int i = decided; i < until && timeline.nanos(i) < ordered; i++) {
            for (OrderOutcome outcome : timeline.tick(i + 1).observation().outcomes()) {
                if (outcome.status() != OrderOutcome.Status.ACCEPTED) {
                    String why = outcome.reason().isEmpty()
                            ? outcome.status().name().toLowerCase(Locale.ROOT)
                            : outcome.reason();
                    parts.until(ordered, DelayPart.Kind.QUOTA, why);
                    return;
                }
                gave = true;
            }
            Replica lost = lost(i);
            if (lost != null) {
                String how = lost.state().name().toLowerCase(Locale.ROOT);
                parts.until(ordered, DelayPart.Kind.STARTUP, lost.pool() + ": a replica " + how + ", replaced");
                return;
            }
        }
        boolean asked = !timeline.inForce(decided).orders().isEmpty();
        parts.until(
                ordered,
                gave || asked ? DelayPart.Kind.STARTUP : DelayPart.Kind.QUOTA,
                gave || asked ? "ordered again" : "no order could be given");
    }

    private @Nullable Replica lost(int tick) {
        for (Order order : timeline.inForce(decided).orders()) {
            for (Replica replica : timeline.replicas(tick)) {
                if (order.id().equals(replica.orderId())
                        && (replica.state() == ReplicaState.FAILED || replica.state() == ReplicaState.EXPIRED)) {
                    return replica;
                }
            }
        }
        return null;
    }

    /** Attributes the time from the acceptance of a replica on to the states and phases in which it was seen. */
    private void phases(String id, int until) {
        Replica before = null;
        for (int i = decided; i <= until; i++) {
            Replica replica = replica(id, i);
            if (replica == null) {
                continue;
            }
            String pool = replica.pool() + ": ";
            // A state begins when the replica says it did; a phase within it when it is seen first.
            long entered = timeline.nanos(i) - replica.inState().toNanos();
            parts.until(entered, DelayPart.Kind.STARTUP, pool + (before == null ? "accepted" : name(before)));
            if (replica.state().isInFlight()) {
                parts.until(
                        timeline.nanos(i),
                        DelayPart.Kind.STARTUP,
                        pool + name(before != null && before.state() == replica.state() ? before : replica));
                before = replica;
            }
        }
    }

    private @Nullable Replica replica(String id, int tick) {
        for (Replica replica : timeline.replicas(tick)) {
            if (replica.id().equals(id)) {
                return replica;
            }
        }
        return null;
    }

    private static String name(Replica replica) {
        return replica.phase().isEmpty() ? replica.state().name().toLowerCase(Locale.ROOT) : replica.phase();
    }
}
