package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A replica of the world, from its order on. */
final class LiveReplica {

    private final String id;
    private final PoolModel pool;
    private final int poolIndex;
    private final @Nullable String orderId;
    private final double orderedSeconds;
    private final double readySeconds;
    private final BatchingReplica slots;

    private ReplicaState state;
    private double stateSeconds;
    private double becameReadySeconds = Double.NaN;
    private double drainedFromSeconds = Double.NaN;
    private double goneSeconds = Double.NaN;
    private double sampledSeconds;
    private double sampledSlotSeconds;
    private double sampledBusySeconds;

    /**
     * Creates it.
     *
     * @param readySeconds when it will be ready; infinite for never; {@code orderedSeconds} for at once
     */
    LiveReplica(
            String id,
            PoolModel pool,
            int poolIndex,
            @Nullable String orderId,
            double orderedSeconds,
            double readySeconds,
            BatchingReplica slots) {
        this.id = id;
        this.pool = pool;
        this.poolIndex = poolIndex;
        this.orderId = orderId;
        this.orderedSeconds = orderedSeconds;
        this.readySeconds = readySeconds;
        this.slots = slots;
        this.state = ReplicaState.STARTING;
        this.stateSeconds = orderedSeconds;
    }

    String id() {
        return id;
    }

    PoolModel pool() {
        return pool;
    }

    int poolIndex() {
        return poolIndex;
    }

    BatchingReplica slots() {
        return slots;
    }

    ReplicaState state() {
        return state;
    }

    /** Tells whether it will be ready in time, unless it is stopped before. */
    boolean comes() {
        return state == ReplicaState.STARTING && readySeconds < Double.POSITIVE_INFINITY;
    }

    void enter(ReplicaState next, double now) {
        state = next;
        stateSeconds = now;
        if (next == ReplicaState.READY) {
            becameReadySeconds = now;
            sampledSeconds = now;
        }
        if (next == ReplicaState.DRAINING) {
            drainedFromSeconds = now;
        }
        if (next.isTerminal()) {
            goneSeconds = now;
        }
    }

    Replica listed(double now) {
        Duration age = seconds(now - orderedSeconds);
        Duration inState = seconds(now - stateSeconds);
        String phase = state == ReplicaState.STARTING
                ? pool.startup().phaseAt((now - orderedSeconds) / (readySeconds - orderedSeconds))
                : "";
        return new Replica(id, pool.name(), state, age, inState.compareTo(age) > 0 ? age : inState, orderId, phase);
    }

    Measurements.OfReplica sample(double now) {
        double passed = now - sampledSeconds;
        double taken = slots.slotSeconds(now);
        double busy = slots.busySeconds(now);
        Measurements.OfReplica measured = passed > 0
                ? new Measurements.OfReplica(
                        (taken - sampledSlotSeconds) / passed, (busy - sampledBusySeconds) / passed)
                : new Measurements.OfReplica(slots.taken(), slots.taken() > 0 ? 1 : 0);
        sampledSeconds = now;
        sampledSlotSeconds = taken;
        sampledBusySeconds = busy;
        return measured;
    }

    ReplicaHistory history() {
        return new ReplicaHistory(
                id,
                pool.name(),
                orderedSeconds,
                becameReadySeconds,
                drainedFromSeconds,
                goneSeconds,
                state,
                slots.busySeconds(Double.isNaN(goneSeconds) ? stateSeconds : goneSeconds) > 0 || slots.taken() > 0);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.max(0, Math.round(seconds * 1e9)));
    }
}
