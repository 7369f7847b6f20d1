package io.selfscale.policy.spi;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;

/**
 * What starts and stops replicas: the actuator. It tells its inventory and carries orders out.
 *
 * <p>Both methods are called on threads of the control loop's I/O pool, and may overlap each other, but not themselves.
 * They may block: a call that outlasts its deadline is interrupted; an inventory is then unknown, an order is given
 * again, with the same id, after a growing pause. Whoever creates a pool closes it.
 */
public interface ReplicaPool {

    /** Returns the name of the pool, unique within the scaling target; constant. */
    String name();

    /**
     * Lists the replicas. A replica that ended is listed at least for a minute, so that the engine learns how it
     * ended.
     *
     * @throws Exception if they cannot be listed; the inventory is then unknown, never empty
     */
    Inventory inventory() throws Exception;

    /**
     * Takes an order on, and returns without waiting for replicas to be ready or gone. Idempotent by
     * {@link Order#id()}: a repeated order has no further effect and returns the same outcome.
     *
     * @throws Exception if the order could not be taken on at this time; it is given again
     */
    OrderOutcome carryOut(Order order) throws Exception;

    /**
     * Takes an order on, unless it comes from an autoscaler whose lease another one has taken over since. A pool that
     * several autoscalers can reach keeps the greatest token it was given and refuses orders with a smaller one; one
     * that lives in the same process need not.
     *
     * @param fencingToken see {@link Lease}
     * @throws Exception see {@link #carryOut(Order)}
     */
    default OrderOutcome carryOut(Order order, long fencingToken) throws Exception {
        return carryOut(order);
    }
}
