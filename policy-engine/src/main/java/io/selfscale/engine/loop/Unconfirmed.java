package io.selfscale.engine.loop;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.Ledger;
import io.selfscale.policy.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Orders that were saved but may not have reached their pool before a crash; giving them twice has no effect. */
final class Unconfirmed {

    private Unconfirmed() {}

    /** Returns the orders of a ledger that are still awaited at control time {@code nanos}, with their old ids. */
    static List<Order> orders(ScalingSpec spec, Ledger ledger, long nanos) {
        List<Order> orders = new ArrayList<>();
        for (Ledger.Start start : ledger.starts()) {
            if (start.awaited() > 0 && start.expiresNanos() > nanos) {
                Duration left = Duration.ofNanos(start.expiresNanos() - nanos);
                orders.add(new Order.Start(start.orderId(), start.pool(), start.count(), left));
            }
        }
        for (Ledger.Stop stop : ledger.stops()) {
            if (stop.expiresNanos() > nanos) {
                PoolSpec pool = spec.pool(stop.pool());
                Duration drain = pool == null ? PoolSpec.DEFAULT_DRAIN_DEADLINE : pool.drainDeadline();
                orders.add(new Order.Stop(stop.orderId(), stop.pool(), stop.replicas(), drain));
            }
        }
        return orders;
    }
}
