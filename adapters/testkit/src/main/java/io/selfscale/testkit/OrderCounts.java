package io.selfscale.testkit;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Order;

/**
 * How many replicas the orders of a decision start and stop.
 *
 * @param starts replicas to start
 * @param stops replicas to stop
 */
record OrderCounts(long starts, long stops) {

    static OrderCounts of(Decision decision) {
        long starts = 0;
        long stops = 0;
        for (Order order : decision.orders()) {
            if (order instanceof Order.Start start) {
                starts += start.count();
            } else {
                stops += ((Order.Stop) order).replicas().size();
            }
        }
        return new OrderCounts(starts, stops);
    }
}
