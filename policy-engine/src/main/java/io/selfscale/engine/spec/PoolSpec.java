package io.selfscale.engine.spec;

import java.time.Duration;
import java.util.Objects;

/**
 * A replica pool as the engine deals with it: how long its replicas take, what they cost and how many there may be.
 *
 * @param name its name, unique within the target; not blank
 * @param startDeadline time after which a replica that is not ready counts as expired and is replaced: the 99th
 *     percentile of its start-up time and a margin; positive
 * @param drainDeadline time that work in progress gets before a replica is stopped, not negative
 * @param startup start-up time until the engine has seen enough starts of its own
 * @param kind whether its replicas may be taken away
 * @param cost price and size of one replica
 * @param quota replicas it may hold, draining ones included, at least 0
 */
public record PoolSpec(
        String name,
        Duration startDeadline,
        Duration drainDeadline,
        StartupTime startup,
        Kind kind,
        Cost cost,
        int quota) {

    /** Whether replicas of a pool may be taken away. */
    public enum Kind {
        /** They stay until they are stopped. */
        ON_DEMAND,
        /** Cheaper, and taken away at short notice: for classes of requests that may be interrupted. */
        SPOT
    }

    /** How far a replica of a pool is prepared before it is ordered (semantics section 10). */
    public enum StandbyTier {
        /** Nothing is prepared. */
        COLD,
        /** The image is on the machine. */
        IMAGE_CACHED,
        /** The weights are in memory. */
        WEIGHTS_RESIDENT,
        /** It serves as soon as it is asked to. */
        HOT
    }

    /**
     * Price and size of one replica.
     *
     * @param perHour money per hour of one replica, from its order until it is gone; at least 0
     * @param standbyPerHour money per hour that is paid anyway for capacity kept prepared, at most {@code perHour};
     *     ordering it costs the difference
     * @param capacityWeight size, in replicas of weight 1; at least 1. All counts of a target are in that unit
     * @param tier how far it is prepared
     */
    public record Cost(double perHour, double standbyPerHour, int capacityWeight, StandbyTier tier) {

        /** No price, weight 1, nothing prepared. */
        public static final Cost NONE = new Cost(0, 0, 1, StandbyTier.COLD);

        public Cost {
            Objects.requireNonNull(tier, "tier");
            if (!(standbyPerHour >= 0 && standbyPerHour <= perHour) || !Double.isFinite(perHour)) {
                throw new IllegalArgumentException("0 <= standbyPerHour <= perHour must hold for a price but was "
                        + standbyPerHour + ", " + perHour);
            }
            if (capacityWeight < 1 || capacityWeight > 1000) {
                throw new IllegalArgumentException("capacityWeight must be in [1, 1000] but was " + capacityWeight);
            }
        }

        /** Returns the money per hour that one more unit of capacity costs. */
        public double marginalPerUnit() {
            return (perHour - standbyPerHour) / capacityWeight;
        }
    }

    /** Time to become ready, by default: ten minutes, beyond the 409 s of a published 30 GB model start. */
    public static final Duration DEFAULT_START_DEADLINE = Duration.ofMinutes(10);

    /** Time to drain, by default. */
    public static final Duration DEFAULT_DRAIN_DEADLINE = Duration.ofSeconds(30);

    /** The quota of a pool without one. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public PoolSpec {
        Objects.requireNonNull(startup, "startup");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(cost, "cost");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a pool must not be blank");
        }
        if (startDeadline.isNegative() || startDeadline.isZero()) {
            throw new IllegalArgumentException("startDeadline must be positive but was " + startDeadline);
        }
        if (drainDeadline.isNegative()) {
            throw new IllegalArgumentException("drainDeadline must not be negative but was " + drainDeadline);
        }
        if (quota < 0) {
            throw new IllegalArgumentException("quota of pool " + name + " must be at least 0 but was " + quota);
        }
    }

    /** Creates a pool without price and quota, of which no start-up time is known. */
    public PoolSpec(String name, Duration startDeadline, Duration drainDeadline) {
        this(name, startDeadline, drainDeadline, StartupTime.of(Duration.ZERO), Kind.ON_DEMAND, Cost.NONE, UNLIMITED);
    }

    /** Returns a pool with default deadlines. */
    public static PoolSpec of(String name) {
        return new PoolSpec(name, DEFAULT_START_DEADLINE, DEFAULT_DRAIN_DEADLINE);
    }

    /** Returns this with a start-up time, and a start deadline of half as much again as its 99th percentile. */
    public PoolSpec startingIn(StartupTime startup) {
        Duration deadline = startup.p99().multipliedBy(3).dividedBy(2).plusSeconds(1);
        return new PoolSpec(name, deadline, drainDeadline, startup, kind, cost, quota);
    }

    /** Returns this with a start deadline. */
    public PoolSpec withStartDeadline(Duration startDeadline) {
        return new PoolSpec(name, startDeadline, drainDeadline, startup, kind, cost, quota);
    }

    /** Returns this with a drain deadline. */
    public PoolSpec withDrainDeadline(Duration drainDeadline) {
        return new PoolSpec(name, startDeadline, drainDeadline, startup, kind, cost, quota);
    }

    /** Returns this as a pool whose replicas may be taken away. */
    public PoolSpec asSpot() {
        return new PoolSpec(name, startDeadline, drainDeadline, startup, Kind.SPOT, cost, quota);
    }

    /** Returns this with another price and size. */
    public PoolSpec costing(Cost cost) {
        return new PoolSpec(name, startDeadline, drainDeadline, startup, kind, cost, quota);
    }

    /** Returns this with another price per hour of one replica. */
    public PoolSpec pricedPerHour(double perHour) {
        return costing(new Cost(perHour, Math.min(cost.standbyPerHour(), perHour), cost.capacityWeight(), cost.tier()));
    }

    /** Returns this with another quota. */
    public PoolSpec withQuota(int quota) {
        return new PoolSpec(name, startDeadline, drainDeadline, startup, kind, cost, quota);
    }

    /** Returns the units of capacity that its quota allows. */
    public long quotaUnits() {
        return (long) quota * cost.capacityWeight();
    }
}
