package io.selfscale.adapter.simulation.control;

import io.selfscale.adapter.simulation.world.Measurements;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.ServiceLevel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides in one run of a simulated world; called once per tick, in order. Holds state; not for use in two runs. */
public interface Controller {

    /**
     * What can be seen at a tick.
     *
     * @param wallTime wall-clock time
     * @param nanos time from time zero
     * @param measured what was measured up to the lag ago, or null if nothing was
     * @param measuredAgeNanos time since then
     * @param inventory the replicas
     * @param outcomes what became of the orders of the last tick; copied
     * @param events what was announced since the last tick; copied
     * @param mayScaleIn whether the run is old enough to scale in
     */
    record Seen(
            Instant wallTime,
            long nanos,
            @Nullable Measurements measured,
            long measuredAgeNanos,
            Inventory inventory,
            List<OrderOutcome> outcomes,
            List<Event> events,
            boolean mayScaleIn) {
        public Seen {
            outcomes = List.copyOf(outcomes);
            events = List.copyOf(events);
        }
    }

    /**
     * What is decided.
     *
     * @param requested replicas that are wanted from now on
     * @param serviceLevel how much of the full service is given
     * @param orders orders to pools; copied
     * @param decision the whole record, or null from a controller that keeps none
     */
    record Control(
            int requested,
            ServiceLevel serviceLevel,
            List<Order> orders,
            @Nullable Decision decision) {
        public Control {
            orders = List.copyOf(orders);
        }
    }

    /** Decides. */
    Control decide(Seen seen);
}
