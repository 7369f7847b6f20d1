package io.selfscale.engine.decide;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.Ledger;
import io.selfscale.engine.state.StateClock;
import io.selfscale.engine.supply.Packing;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.Order;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fifth stage: the orders that bring the replicas there are to the count that was decided. What is missing is started
 * once, in the cheapest pools that can hold it: what is in flight is not ordered again, what a pool refuses spills to the
 * next, and money and quota hold at this very moment, draining replicas included. What is too much is stopped: replicas in
 * flight first, then those of the dearest pool. Replicas that expired are stopped, and so replaced; those that are
 * announced to be taken away are drained. Nothing is ordered while the inventory is unknown.
 */
final class OrderPlan {

    private final ScalingSpec spec;
    private final Estimate estimate;
    private final Census census;
    private final StateClock clock;
    private final String idPrefix;
    private final List<Order> orders = new ArrayList<>(0);
    private final List<Decision.Alarm> alarms = new ArrayList<>(0);
    private final List<Ledger.Start> starts;
    private final List<Ledger.Stop> stops;
    private long nextOrder;
    private Ledger ledger;
    private int lacking;

    private OrderPlan(ScalingSpec spec, Estimate estimate, StateClock clock) {
        this.spec = spec;
        this.estimate = estimate;
        this.census = estimate.census();
        this.clock = clock;
        this.ledger = census.ledger();
        this.idPrefix = spec.target().name() + "-" + Long.toString(clock.incarnation(), 36) + "-";
        this.starts = new ArrayList<>(ledger.starts());
        this.stops = new ArrayList<>(ledger.stops());
        this.nextOrder = ledger.nextOrder();
    }

    /** Returns the plan. */
    static OrderPlan of(ScalingSpec spec, Estimate estimate, StateClock clock, List<Event> events, int result) {
        OrderPlan plan = new OrderPlan(spec, estimate, clock);
        if (plan.census.isKnown()) {
            plan.stop(Victims.of(spec, estimate, result, clock.nanos()), events);
            plan.start(result);
            if (!plan.orders.isEmpty()) {
                plan.ledger = new Ledger(
                        plan.starts,
                        plan.stops,
                        plan.nextOrder,
                        plan.census.ledger().pauses());
            }
        }
        return plan;
    }

    /** Returns a plan of no orders at all. */
    static OrderPlan none(ScalingSpec spec, Estimate estimate, StateClock clock, int result) {
        OrderPlan plan = new OrderPlan(spec, estimate, clock);
        plan.lacking = Math.max(0, result - plan.census.liveUnits());
        return plan;
    }

    private void start(int result) {
        lacking = Math.max(0, result - census.liveUnits());
        if (lacking <= 0) {
            return;
        }
        double money =
                estimate.supply().spending().allowedPerHour(spec.budget(), estimate.wallTime()) - census.perHour();
        long instances = (long) spec.budget().instanceCap() - total(census.present());
        // Where all may be spot, those that drain must not stand in the way of those that replace them.
        long spotRoom = spec.spot().isUnlimited()
                ? Long.MAX_VALUE
                : spec.spot().largestSpot(result) - Packing.spotUnits(spec, census.present());
        List<String> why = new ArrayList<>(0);
        for (int index : spec.growthOrder()) {
            if (lacking <= 0) {
                break;
            }
            PoolSpec pool = spec.pools().get(index);
            int weight = pool.cost().capacityWeight();
            Ledger.Pause pause = ledger.pause(pool.name());
            if (pause != null && clock.nanos() < pause.untilNanos()) {
                why.add(pool.name() + " refused (" + pause.reason() + ")");
                continue;
            }
            long room = Math.max(0, (long) pool.quota() - census.present()[index]);
            room = Math.min(room, Math.max(0, instances));
            if (pool.kind() == PoolSpec.Kind.SPOT) {
                room = Math.min(room, Math.max(0, spotRoom / weight));
            }
            double price = pool.cost().perHour();
            if (price > 0 && money < Double.POSITIVE_INFINITY) {
                room = Math.min(room, (long) Math.max(0, Math.floor(money / price + 1e-9)));
            }
            int count = (int) Math.min(room, (lacking + weight - 1) / weight);
            if (count <= 0) {
                why.add(pool.name() + " has no room");
                continue;
            }
            start(pool, count);
            lacking -= count * weight;
            money -= count * price;
            instances -= count;
            spotRoom -= pool.kind() == PoolSpec.Kind.SPOT ? (long) count * weight : 0;
        }
        lacking = Math.max(0, lacking);
        if (lacking > 0) {
            alarms.add(new Decision.Alarm(
                    ReasonCode.QUOTA, lacking + " replicas cannot be had now: " + String.join(", ", why)));
        }
    }

    private static long total(int[] counts) {
        long total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }

    private void start(PoolSpec pool, int count) {
        String id = idPrefix + nextOrder++;
        Duration deadline = pool.startDeadline();
        orders.add(new Order.Start(id, pool.name(), count, deadline));
        starts.add(new Ledger.Start(id, pool.name(), count, count, clock.nanos() + deadline.toNanos()));
    }

    private void stop(Victims victims, List<Event> events) {
        for (int i = 0; i < spec.pools().size(); i++) {
            PoolSpec pool = spec.pools().get(i);
            List<String> ids = victims.inPool(i);
            if (!ids.isEmpty()) {
                stop(pool, ids, pool.drainDeadline());
            }
            List<String> interrupted = new ArrayList<>(0);
            Duration drain = pool.drainDeadline();
            for (Replica replica : census.interrupted()) {
                if (spec.indexOfPool(replica.pool()) == i) {
                    interrupted.add(replica.id());
                    Duration in = noticeOf(replica.id(), events);
                    drain = in != null && in.compareTo(drain) < 0 ? in : drain;
                }
            }
            if (!interrupted.isEmpty()) {
                stop(pool, interrupted, drain);
            }
        }
    }

    private static @Nullable Duration noticeOf(String replica, List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.Interruption interruption
                    && interruption.replica().equals(replica)) {
                return interruption.in();
            }
        }
        return null;
    }

    private void stop(PoolSpec pool, List<String> victims, Duration drain) {
        String id = idPrefix + nextOrder++;
        orders.add(new Order.Stop(id, pool.name(), victims, drain));
        // A stop order that has no effect by then counts as lost, and is given anew.
        long expires = clock.nanos()
                + Math.max(pool.drainDeadline().toNanos(), pool.startDeadline().toNanos());
        stops.add(new Ledger.Stop(id, pool.name(), victims, expires));
    }

    List<Order> orders() {
        return orders;
    }

    /** Returns what is lacking and cannot be had. */
    List<Decision.Alarm> alarms() {
        return alarms;
    }

    /** Returns how many replicas of weight 1 are wanted and were not ordered. */
    int lacking() {
        return lacking;
    }

    Ledger ledger() {
        return ledger;
    }
}
