package io.selfscale.adapter.simulation.service;

import io.selfscale.engine.spec.PoolSpec;
import java.time.Duration;
import java.util.Objects;

/**
 * How a pool behaves: how its replicas start, what they cost, and what goes wrong.
 *
 * @param name as in the policy; not blank
 * @param kind whether its replicas may be taken away
 * @param quota replicas it grants at most, those that start and drain included; at least 0
 * @param pricePerHour money per hour of one replica, from its order until it is gone; at least 0
 * @param standbyPerHour money per hour that is paid for each replica of the quota whether it is used or not, because it is
 *     kept prepared; at most {@code pricePerHour}; more than 0 needs a quota
 * @param startup how long starts take
 * @param faults what goes wrong
 */
public record PoolModel(
        String name,
        PoolSpec.Kind kind,
        int quota,
        double pricePerHour,
        double standbyPerHour,
        StartupDistribution startup,
        Faults faults) {

    /**
     * What goes wrong in a pool.
     *
     * @param neverReadyShare share of starts that never become ready, in [0, 1]
     * @param crashesPerHour crashes per hour of a ready replica, at least 0; what it served goes back to the queue
     * @param interruptionsPerHour times per hour that a ready replica is announced to be taken away, at least 0
     * @param interruptionNotice time from the announcement until it is gone, not negative
     */
    public record Faults(
            double neverReadyShare, double crashesPerHour, double interruptionsPerHour, Duration interruptionNotice) {

        /** Nothing goes wrong. */
        public static final Faults NONE = new Faults(0, 0, 0, Duration.ofMinutes(2));

        public Faults {
            if (!(neverReadyShare >= 0 && neverReadyShare <= 1)) {
                throw new IllegalArgumentException("neverReadyShare must be in [0, 1] but was " + neverReadyShare);
            }
            if (!(crashesPerHour >= 0 && interruptionsPerHour >= 0)
                    || !Double.isFinite(crashesPerHour + interruptionsPerHour)) {
                throw new IllegalArgumentException("crashes and interruptions per hour must be at least 0 but were "
                        + crashesPerHour + ", " + interruptionsPerHour);
            }
            if (interruptionNotice.isNegative()) {
                throw new IllegalArgumentException(
                        "interruptionNotice must not be negative but was " + interruptionNotice);
            }
        }
    }

    public PoolModel {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(startup, "startup");
        Objects.requireNonNull(faults, "faults");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a pool must not be blank");
        }
        if (quota < 0) {
            throw new IllegalArgumentException("quota of pool " + name + " must be at least 0 but was " + quota);
        }
        if (!(standbyPerHour >= 0 && standbyPerHour <= pricePerHour) || !Double.isFinite(pricePerHour)) {
            throw new IllegalArgumentException("0 <= standbyPerHour <= pricePerHour must hold for pool " + name
                    + " but was " + standbyPerHour + ", " + pricePerHour);
        }
        if (standbyPerHour > 0 && quota == PoolSpec.UNLIMITED) {
            throw new IllegalArgumentException("pool " + name
                    + " must have a quota, because standbyPerHour is paid for each replica of it, but has none");
        }
    }

    /** Returns a pool of on-demand replicas with a fixed start-up time in which nothing goes wrong. */
    public static PoolModel plain(String name, Duration startup, double pricePerHour) {
        return new PoolModel(
                name,
                PoolSpec.Kind.ON_DEMAND,
                PoolSpec.UNLIMITED,
                pricePerHour,
                /* standbyPerHour= */ 0,
                StartupDistribution.always(startup),
                Faults.NONE);
    }
}
