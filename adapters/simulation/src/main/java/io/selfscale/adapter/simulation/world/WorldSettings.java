package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A world to try policies in.
 *
 * @param start wall-clock time at time zero, for schedules
 * @param replica how each replica serves
 * @param pools where replicas come from; at least one; copied
 * @param initialReplicas replicas of the first pool that are ready at time zero, at least 0 and at most its quota
 * @param frontDoor how requests are let in
 * @param monitoring what of it is seen, and when
 * @param longestWait wait up to which a request counts as served in time, not negative
 * @param killsAtDrainDeadline whether a stopped replica is taken away at its drain deadline; otherwise it finishes its work
 * @param seed decides everything that is left to chance
 * @param sharedStage time that each request takes, before its prefill and holding its slot, of something that all replicas
 *     share and that deals with one request after the other, such as a database or a store of images; zero for nothing
 */
public record WorldSettings(
        Instant start,
        ReplicaModel replica,
        List<PoolModel> pools,
        int initialReplicas,
        FrontDoor frontDoor,
        Monitoring monitoring,
        Duration longestWait,
        boolean killsAtDrainDeadline,
        long seed,
        Duration sharedStage) {

    /** Wait up to which a request counts as served in time, in the standard world. */
    public static final Duration STANDARD_LONGEST_WAIT = Duration.ofSeconds(2);

    /**
     * How the world is watched and controlled.
     *
     * @param tick time between two decisions, positive
     * @param lag age of what is measured when it is seen, not negative
     * @param gapShare share of ticks at which nothing measured is seen, in [0, 1]
     * @param scaleInFrom time before which nothing is scaled in, not negative
     */
    public record Monitoring(Duration tick, Duration lag, double gapShare, Duration scaleInFrom) {

        /** Every 15 s, seen 15 s late, without gaps, no scale-in in the first 300 s. */
        public static final Monitoring STANDARD =
                new Monitoring(Duration.ofSeconds(15), Duration.ofSeconds(15), 0, Duration.ofMinutes(5));

        public Monitoring {
            if (tick.isNegative() || tick.isZero()) {
                throw new IllegalArgumentException("tick must be positive but was " + tick);
            }
            if (lag.isNegative() || scaleInFrom.isNegative()) {
                throw new IllegalArgumentException(
                        "lag and scaleInFrom must not be negative but were " + lag + ", " + scaleInFrom);
            }
            if (!(gapShare >= 0 && gapShare <= 1)) {
                throw new IllegalArgumentException("gapShare must be in [0, 1] but was " + gapShare);
            }
        }
    }

    public WorldSettings {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(frontDoor, "frontDoor");
        Objects.requireNonNull(monitoring, "monitoring");
        pools = List.copyOf(pools);
        if (pools.isEmpty()) {
            throw new IllegalArgumentException("a world needs at least one pool");
        }
        if (pools.stream().map(PoolModel::name).distinct().count() < pools.size()) {
            throw new IllegalArgumentException("the names of the pools must differ but were " + pools);
        }
        if (initialReplicas < 0 || initialReplicas > pools.get(0).quota()) {
            throw new IllegalArgumentException("initialReplicas must be at least 0 and at most the quota "
                    + pools.get(0).quota() + " of pool " + pools.get(0).name() + " but was " + initialReplicas);
        }
        if (longestWait.isNegative()) {
            throw new IllegalArgumentException("longestWait must not be negative but was " + longestWait);
        }
        if (sharedStage.isNegative()) {
            throw new IllegalArgumentException("sharedStage must not be negative but was " + sharedStage);
        }
    }

    /**
     * Returns the standard world: one pool, a queue without end, nothing goes wrong, waits of 2 s are in time.
     *
     * @param replica how replicas serve
     * @param startup start-up time of every replica
     * @param pricePerHour price of a replica
     * @param initialReplicas replicas ready at time zero
     * @param seed see {@link #seed()}
     */
    public static WorldSettings standard(
            ReplicaModel replica, Duration startup, double pricePerHour, int initialReplicas, long seed) {
        return new WorldSettings(
                Instant.parse("2026-11-11T00:00:00Z"),
                replica,
                List.of(PoolModel.plain("main", startup, pricePerHour)),
                initialReplicas,
                FrontDoor.UNLIMITED,
                Monitoring.STANDARD,
                STANDARD_LONGEST_WAIT,
                /* killsAtDrainDeadline= */ false,
                seed,
                /* sharedStage= */ Duration.ZERO);
    }

    /** Returns {@link #longestWait()} in seconds. */
    public double longestWaitSeconds() {
        return longestWait.toNanos() / 1e9;
    }

    /** Returns this with other pools. */
    public WorldSettings withPools(List<PoolModel> pools) {
        Change change = new Change(this);
        change.pools = pools;
        return change.made();
    }

    /** Returns this with another front door. */
    public WorldSettings withFrontDoor(FrontDoor frontDoor) {
        Change change = new Change(this);
        change.frontDoor = frontDoor;
        return change.made();
    }

    /** Returns this watched in another way. */
    public WorldSettings withMonitoring(Monitoring monitoring) {
        Change change = new Change(this);
        change.monitoring = monitoring;
        return change.made();
    }

    /** Returns this with another number of replicas at time zero. */
    public WorldSettings withInitialReplicas(int initialReplicas) {
        Change change = new Change(this);
        change.initialReplicas = initialReplicas;
        return change.made();
    }

    /** Returns this beginning at another wall-clock time. */
    public WorldSettings startingAt(Instant start) {
        Change change = new Change(this);
        change.start = start;
        return change.made();
    }

    /** Returns this with another wait that counts as in time. */
    public WorldSettings withLongestWait(Duration longestWait) {
        Change change = new Change(this);
        change.longestWait = longestWait;
        return change.made();
    }

    /** Returns this taking stopped replicas away at their drain deadline. */
    public WorldSettings killingAtDrainDeadline() {
        Change change = new Change(this);
        change.killsAtDrainDeadline = true;
        return change.made();
    }

    /** Returns this with another seed. */
    public WorldSettings withSeed(long seed) {
        Change change = new Change(this);
        change.seed = seed;
        return change.made();
    }

    /** Returns this with something that all replicas share and that each request takes a time of. */
    public WorldSettings withSharedStage(Duration sharedStage) {
        Change change = new Change(this);
        change.sharedStage = sharedStage;
        return change.made();
    }

    /** A copy in which a component is put in place of another. */
    private static final class Change {

        private Instant start;
        private final ReplicaModel replica;
        private List<PoolModel> pools;
        private int initialReplicas;
        private FrontDoor frontDoor;
        private Monitoring monitoring;
        private Duration longestWait;
        private boolean killsAtDrainDeadline;
        private long seed;
        private Duration sharedStage;

        Change(WorldSettings before) {
            start = before.start;
            replica = before.replica;
            pools = before.pools;
            initialReplicas = before.initialReplicas;
            frontDoor = before.frontDoor;
            monitoring = before.monitoring;
            longestWait = before.longestWait;
            killsAtDrainDeadline = before.killsAtDrainDeadline;
            seed = before.seed;
            sharedStage = before.sharedStage;
        }

        WorldSettings made() {
            return new WorldSettings(
                    start,
                    replica,
                    pools,
                    initialReplicas,
                    frontDoor,
                    monitoring,
                    longestWait,
                    killsAtDrainDeadline,
                    seed,
                    sharedStage);
        }
    }
}
