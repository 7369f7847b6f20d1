package io.selfscale.policy;

import java.util.List;

/**
 * The replicas of a scaling target over all pools, or the fact that they could not be read. An unreadable inventory is
 * not an empty one: it never leads to an order.
 */
public sealed interface Inventory {

    /**
     * A complete listing.
     *
     * @param replicas every replica not yet forgotten by its pool, terminal ones included; ids are unique; copied
     */
    record Known(List<Replica> replicas) implements Inventory {
        public Known {
            replicas = List.copyOf(replicas);
        }
    }

    /**
     * A listing that failed.
     *
     * @param reason why, for the record
     */
    record Unknown(String reason) implements Inventory {}

    /** Returns a complete listing. */
    static Inventory of(List<Replica> replicas) {
        return new Known(replicas);
    }

    /** Returns a failed listing. */
    static Inventory unknown(String reason) {
        return new Unknown(reason);
    }

    /** Returns the replicas, or an empty list if they are unknown; check the type where that differs. */
    default List<Replica> replicas() {
        return List.of();
    }
}
