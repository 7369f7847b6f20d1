package io.selfscale.policy;

import java.time.Duration;
import java.util.List;

/**
 * An instruction to one pool. The id makes it idempotent: an order that is carried out twice has the effect of one.
 */
public sealed interface Order {

    /** Unique within the scaling target, for ever. */
    String id();

    /** Name of the pool that carries it out. */
    String pool();

    /**
     * Start replicas.
     *
     * @param id see {@link #id()}; the pool reports it as {@link Replica#orderId()} of each replica it starts for it
     * @param pool see {@link #pool()}
     * @param count replicas to start, at least 1
     * @param deadline time after which a replica that is not ready counts as expired, positive
     */
    record Start(String id, String pool, int count, Duration deadline) implements Order {
        public Start {
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1 but was " + count);
            }
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("deadline must be positive but was " + deadline);
            }
        }
    }

    /**
     * Stop replicas: those in flight at once, those that serve after they have drained.
     *
     * @param id see {@link #id()}
     * @param pool see {@link #pool()}
     * @param replicas ids, the one to stop first in front; not empty; copied
     * @param drainDeadline time that work in progress gets to finish, not negative
     */
    record Stop(String id, String pool, List<String> replicas, Duration drainDeadline) implements Order {
        public Stop {
            replicas = List.copyOf(replicas);
            if (replicas.isEmpty()) {
                throw new IllegalArgumentException("a stop order must name at least one replica");
            }
            if (drainDeadline.isNegative()) {
                throw new IllegalArgumentException("drainDeadline must not be negative but was " + drainDeadline);
            }
        }
    }
}
