package io.selfscale.engine.loop;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.spi.ReplicaPool;
import java.util.List;

/**
 * A pool under another name: what a specification without pools calls {@code default} is the one pool there is.
 *
 * @param pool the pool
 * @param name the name it goes by
 */
public record RenamedPool(ReplicaPool pool, String name) implements ReplicaPool {

    @Override
    public Inventory inventory() throws Exception {
        Inventory inventory = pool.inventory();
        if (!(inventory instanceof Inventory.Known)) {
            return inventory;
        }
        List<Replica> renamed = inventory.replicas().stream()
                .map(replica -> new Replica(
                        replica.id(),
                        name,
                        replica.state(),
                        replica.age(),
                        replica.inState(),
                        replica.orderId(),
                        replica.phase()))
                .toList();
        return Inventory.of(renamed);
    }

    @Override
    public OrderOutcome carryOut(Order order) throws Exception {
        return pool.carryOut(renamed(order));
    }

    @Override
    public OrderOutcome carryOut(Order order, long fencingToken) throws Exception {
        return pool.carryOut(renamed(order), fencingToken);
    }

    private Order renamed(Order order) {
        if (order instanceof Order.Start start) {
            return new Order.Start(start.id(), pool.name(), start.count(), start.deadline());
        }
        if (order instanceof Order.Stop stop) {
            return new Order.Stop(stop.id(), pool.name(), stop.replicas(), stop.drainDeadline());
        }
        throw new AssertionError(order);
    }
}
