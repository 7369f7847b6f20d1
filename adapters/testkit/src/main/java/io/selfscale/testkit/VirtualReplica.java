package io.selfscale.testkit;

import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One replica of a {@link PoolModel}; its state follows from the time and from what was done to it. */
final class VirtualReplica {

    /** The start-up time of a replica that never becomes ready. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long LONG_AGO = Duration.ofHours(1).toNanos();

    private final String id;
    private final @Nullable String orderId;
    private final long acceptedNanos;
    private final long startUpNanos;
    private long stoppedNanos = NEVER;
    private long goneNanos = NEVER;
    private long crashedNanos = NEVER;

    private VirtualReplica(String id, @Nullable String orderId, long acceptedNanos, long startUpNanos) {
        this.id = id;
        this.orderId = orderId;
        this.acceptedNanos = acceptedNanos;
        this.startUpNanos = startUpNanos;
    }

    static VirtualReplica started(String id, String orderId, long now, long startUpNanos) {
        return new VirtualReplica(id, orderId, now, startUpNanos);
    }

    static VirtualReplica ready(String id, long now) {
        return new VirtualReplica(id, null, now - LONG_AGO, 0);
    }

    String id() {
        return id;
    }

    void stop(long now, long drainNanos) {
        ReplicaState state = stateAt(now);
        if (state == ReplicaState.READY) {
            stoppedNanos = now;
            goneNanos = now + drainNanos;
        } else if (state.isInFlight()) {
            stoppedNanos = now;
            goneNanos = now;
        }
    }

    void crash(long now) {
        if (!stateAt(now).isTerminal()) {
            crashedNanos = now;
        }
    }

    boolean endedBefore(long nanos) {
        return Math.min(goneNanos, crashedNanos) < nanos;
    }

    boolean isListed(long now, long lagNanos) {
        return now - acceptedNanos >= lagNanos;
    }

    ReplicaState stateAt(long now) {
        return stateAt(now, 0);
    }

    private ReplicaState stateAt(long now, long lagNanos) {
        if (crashedNanos <= now) {
            return ReplicaState.FAILED;
        }
        if (goneNanos <= now - lagNanos) {
            return ReplicaState.GONE;
        }
        if (stoppedNanos <= now - lagNanos) {
            return ReplicaState.DRAINING;
        }
        long age = now - acceptedNanos;
        if (age >= startUpNanos) {
            return ReplicaState.READY;
        }
        return age < startUpNanos / 2 ? ReplicaState.ACCEPTED : ReplicaState.STARTING;
    }

    /** Returns this replica as its pool lists it. */
    Replica at(long now, long lagNanos, String pool) {
        ReplicaState state = stateAt(now, lagNanos);
        long since = switch (state) {
            case FAILED -> crashedNanos;
            case GONE -> goneNanos + lagNanos;
            case DRAINING -> stoppedNanos + lagNanos;
            case READY -> acceptedNanos + startUpNanos;
            case STARTING -> acceptedNanos + startUpNanos / 2;
            case REQUESTED, ACCEPTED, EXPIRED -> acceptedNanos;
        };
        return new Replica(
                id, pool, state, Duration.ofNanos(now - acceptedNanos), Duration.ofNanos(now - since), orderId);
    }
}
