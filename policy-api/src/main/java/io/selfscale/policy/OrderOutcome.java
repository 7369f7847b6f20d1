package io.selfscale.policy;

import java.util.Objects;

/**
 * What a pool made of an order.
 *
 * @param orderId the order
 * @param status how it ended
 * @param granted replicas that the pool took on (started or being stopped), at least 0 and at most what was asked
 * @param reason why not all, or empty
 */
public record OrderOutcome(String orderId, Status status, int granted, String reason) {

    /** How an order ended. */
    public enum Status {
        /** The pool took all of it on. */
        ACCEPTED,
        /** The pool took a part on and will not do the rest: quota, capacity. */
        PARTLY_ACCEPTED,
        /** The pool will not do it: the replicas asked for will not come. */
        REFUSED,
        /** The pool could not be reached in time, or threw, until the order's retries ended. */
        FAILED
    }

    public OrderOutcome {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        if (granted < 0) {
            throw new IllegalArgumentException("granted must be at least 0 but was " + granted);
        }
    }

    /** Returns the outcome of an order that is carried out in full. */
    public static OrderOutcome accepted(Order order) {
        return new OrderOutcome(order.id(), Status.ACCEPTED, asked(order), "");
    }

    /** Returns the outcome of an order that is carried out in part, because of {@code reason}. */
    public static OrderOutcome partlyAccepted(Order order, int granted, String reason) {
        return new OrderOutcome(order.id(), Status.PARTLY_ACCEPTED, granted, reason);
    }

    /** Returns the outcome of an order that is not carried out, because of {@code reason}. */
    public static OrderOutcome refused(Order order, String reason) {
        return new OrderOutcome(order.id(), Status.REFUSED, 0, reason);
    }

    /** Returns the outcome of an order that never reached its pool, because of {@code reason}. */
    public static OrderOutcome failed(Order order, String reason) {
        return new OrderOutcome(order.id(), Status.FAILED, 0, reason);
    }

    private static int asked(Order order) {
        if (order instanceof Order.Start start) {
            return start.count();
        }
        if (order instanceof Order.Stop stop) {
            return stop.replicas().size();
        }
        throw new AssertionError(order);
    }
}
