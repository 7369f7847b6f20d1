package io.selfscale.engine.decide;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.Ledger;
import io.selfscale.engine.state.StateClock;
import io.selfscale.policy.Order;
import io.selfscale.policy.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The fifth stage: the orders that bring the replicas there are to the count decided. Growth is {@code result - ready -
 * in flight}; shrinking cancels replicas in flight first, newest first, then the newest of the ready ones. Replicas that
 * expired are stopped, and so replaced. Nothing is ordered while the inventory is unknown.
 */
final class OrderPlan {

    /** Newest first; ids break ties, so that the order does not depend on that of the inventory. */
    private static final Comparator<Replica> NEWEST_FIRST =
            Comparator.comparing(Replica::age).thenComparing(Replica::id, Comparator.reverseOrder());

    private final PoolSpec pool;
    private final StateClock clock;
    private final String idPrefix;
    private final List<Order> orders = new ArrayList<>(0);
    private final List<Ledger.Start> starts;
    private final List<Ledger.Stop> stops;
    private long nextOrder;
    private Ledger ledger;

    private OrderPlan(ScalingSpec spec, Estimate estimate, StateClock clock) {
        this.pool = spec.pools().get(0);
        this.clock = clock;
        this.ledger = estimate.census().ledger();
        this.idPrefix = spec.target().name() + "-" + Long.toString(clock.incarnation(), 36) + "-";
        this.starts = new ArrayList<>(ledger.starts());
        this.stops = new ArrayList<>(ledger.stops());
        this.nextOrder = ledger.nextOrder();
    }

    static OrderPlan of(ScalingSpec spec, Estimate estimate, StateClock clock, int result) {
        OrderPlan plan = new OrderPlan(spec, estimate, clock);
        Census census = estimate.census();
        if (census.isKnown()) {
            plan.plan(census, result);
        }
        return plan;
    }

    private void plan(Census census, int result) {
        int listed = census.ready().size() + census.starting().size();
        int live = census.ready().size() + census.inFlight();
        boolean paused = clock.nanos() < ledger.pausedUntilNanos();
        if (!paused) {
            List<String> victims = new ArrayList<>(0);
            census.expired().stream().map(Replica::id).sorted().forEach(victims::add);
            // Only what is listed can be stopped: a replica that serves is not stopped for one that may never come.
            if (listed > result) {
                int cancelled = addNewest(census.starting(), listed - result, victims);
                addNewest(census.ready(), listed - result - cancelled, victims);
            }
            if (!victims.isEmpty()) {
                stop(victims);
            }
            if (live < result) {
                start(result - live);
            }
        }
        if (!orders.isEmpty()) {
            ledger = new Ledger(starts, stops, nextOrder, ledger.refusals(), ledger.pausedUntilNanos());
        }
    }

    /** Adds the newest of the candidates, at most {@code count}, and returns how many. */
    private static int addNewest(List<Replica> candidates, int count, List<String> victims) {
        int added = Math.min(count, candidates.size());
        candidates.stream().sorted(NEWEST_FIRST).limit(added).map(Replica::id).forEach(victims::add);
        return added;
    }

    private void start(int count) {
        String id = idPrefix + nextOrder++;
        Duration deadline = pool.startDeadline();
        orders.add(new Order.Start(id, pool.name(), count, deadline));
        starts.add(new Ledger.Start(id, count, count, clock.nanos() + deadline.toNanos()));
    }

    private void stop(List<String> victims) {
        String id = idPrefix + nextOrder++;
        orders.add(new Order.Stop(id, pool.name(), victims, pool.drainDeadline()));
        // A stop order that has no effect by then counts as lost, and is given anew.
        long expires = clock.nanos()
                + Math.max(pool.drainDeadline().toNanos(), pool.startDeadline().toNanos());
        stops.add(new Ledger.Stop(id, victims, expires));
    }

    List<Order> orders() {
        return orders;
    }

    Ledger ledger() {
        return ledger;
    }
}
