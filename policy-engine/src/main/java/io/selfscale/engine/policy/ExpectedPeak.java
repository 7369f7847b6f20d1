package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import java.time.Duration;

/** The peak that is expected, and the replicas that a share of it takes. */
public sealed interface ExpectedPeak {

    /** Returns the replicas that a share of the peak takes; at least 0. */
    int replicas(double share);

    /**
     * A peak known as a number of replicas.
     *
     * @param count replicas that carry all of it, at least 1
     */
    record Replicas(int count) implements ExpectedPeak {
        public Replicas {
            if (count < 1) {
                throw new IllegalArgumentException("the replicas of a peak must be at least 1 but were " + count);
            }
        }

        @Override
        public int replicas(double share) {
            return Rounding.ceil(share * count);
        }
    }

    /**
     * A peak known as load: a share of it takes {@code ceil(share * perSecond * serviceTime / (slots * utilization))}
     * replicas (semantics section 10).
     *
     * @param perSecond arrivals per second at the peak, positive
     * @param serviceTime mean time that one unit of work occupies a slot, positive
     * @param slots units of work that one replica serves at the same time, at least 1
     * @param utilization share of the slots that may be busy, in (0, 1]
     */
    record Load(double perSecond, Duration serviceTime, int slots, double utilization) implements ExpectedPeak {
        public Load {
            if (!(perSecond > 0) || !Double.isFinite(perSecond)) {
                throw new IllegalArgumentException(
                        "the arrivals per second of a peak must be positive but were " + perSecond);
            }
            if (serviceTime.isNegative() || serviceTime.isZero()) {
                throw new IllegalArgumentException("the service time must be positive but was " + serviceTime);
            }
            if (slots < 1) {
                throw new IllegalArgumentException("a replica must have at least 1 slot but had " + slots);
            }
            if (!(utilization > 0 && utilization <= 1)) {
                throw new IllegalArgumentException("utilization must be in (0, 1] but was " + utilization);
            }
        }

        @Override
        public int replicas(double share) {
            double busySlots = share * perSecond * (serviceTime.toNanos() / 1e9);
            return Rounding.ceil(busySlots / (slots * utilization));
        }
    }
}
