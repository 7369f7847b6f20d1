package io.selfscale.adapter.process;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.ReplicaPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pool of worker processes on this machine.
 *
 * <p>A start order makes workers that are ACCEPTED at once, STARTING when their process runs and READY when the readiness
 * probe succeeds; FAILED when the process ends by itself or cannot be started, EXPIRED when it is not ready before the
 * order's deadline (from acceptance) or the pool's (from the start of the process), whichever is earlier. A worker is
 * never started again by the pool, and its id never used again; after a crash the next start waits, longer after each
 * crash in a row.
 *
 * <p>A stop order kills what is in flight at once: it is GONE, and what is left of its process keeps only the index. A
 * ready worker becomes DRAINING; when it is idle, or the order's deadline has passed, it gets SIGTERM, after the terminate
 * deadline SIGKILL, and is GONE when its process has ended.
 *
 * <p>When this virtual machine ends in whatever way, its workers are killed (not on Windows). Safe for concurrent use;
 * no method but {@link #close()} blocks.
 */
public final class ProcessPool implements ReplicaPool, AutoCloseable {
    /** Orders whose outcome is remembered; more than can be open at any time, by far. */
    private static final int REMEMBERED_ORDERS = 10_000;

    private final PoolSettings settings;
    private final Surroundings around;
    private final @Nullable DelayScheduler ownScheduler;
    private final Roster roster;
    private final Notifications notifications;
    private final Supervisor supervisor;

    /** Guarded by the monitor of the roster. */
    private final Map<String, OrderOutcome> outcomes = new LinkedHashMap<>();

    ProcessPool(ProcessPoolBuilder builder, PoolSettings settings, Surroundings around, boolean ownsScheduler) {
        this.settings = settings;
        this.around = around;
        this.ownScheduler = ownsScheduler ? around.scheduler() : null;
        String prefix = builder.idPrefix;
        this.roster = new Roster(
                settings.name(),
                prefix != null
                        ? prefix
                        : settings.name() + "-" + Long.toString(around.clock().millis(), 36),
                builder.keepEnded);
        this.notifications = new Notifications(builder.listener);
        this.supervisor = new Supervisor(
                settings,
                around,
                roster,
                new CrashBackoff(builder.firstBackoff, builder.maxBackoff),
                builder.idle,
                notifications);
    }

    /**
     * Returns a builder of a pool.
     *
     * @param name name of the pool, unique within the scaling target: letters, digits, dots, dashes and underscores; ids
     *     of workers begin with it
     */
    public static ProcessPoolBuilder builder(String name) {
        return new ProcessPoolBuilder(name);
    }

    @Override
    public String name() {
        return settings.name();
    }

    /** Returns the workers that have not ended, and those that ended in the last 90 seconds. Does not block. */
    @Override
    public Inventory inventory() {
        synchronized (roster) {
            return Inventory.of(roster.replicas(around.now()));
        }
    }

    /**
     * Returns every worker that has not ended or ended lately, by index; those that had the same index in the order in
     * which they were accepted.
     */
    public List<Worker> workers() {
        synchronized (roster) {
            return roster.snapshots(around.now());
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>A start is granted in part, or refused, where it would exceed the cap. A stop ignores ids that the pool does not
     * know: they are not in the granted count. The outcomes of the last 10,000 orders are remembered.
     */
    @Override
    public OrderOutcome carryOut(Order order) {
        if (!order.pool().equals(settings.name())) {
            return OrderOutcome.refused(
                    order, "the order is for pool " + order.pool() + " but this is pool " + settings.name());
        }
        if (order instanceof Order.Start start) {
            return start(start);
        }
        if (order instanceof Order.Stop stop) {
            return stop(stop);
        }
        throw new AssertionError(order);
    }

    private OrderOutcome start(Order.Start order) {
        List<PooledWorker> accepted = new ArrayList<>();
        OrderOutcome outcome;
        synchronized (roster) {
            OrderOutcome known = outcomes.get(order.id());
            if (known != null) {
                return known;
            }
            outcome = startOutcome(order);
            Moment now = around.now();
            for (int i = 0; i < outcome.granted(); i++) {
                accepted.add(roster.accept(order.id(), now));
            }
            remember(outcome);
        }
        accepted.forEach(worker -> supervisor.accepted(worker, order.deadline()));
        return outcome;
    }

    private OrderOutcome startOutcome(Order.Start order) {
        if (roster.isClosed()) {
            return OrderOutcome.refused(order, "the pool is closed");
        }
        int room = settings.maxReplicas() - roster.size();
        if (room >= order.count()) {
            return OrderOutcome.accepted(order);
        }
        String reason = "the pool is capped at " + settings.maxReplicas() + " replicas and has " + roster.size();
        return room > 0 ? OrderOutcome.partlyAccepted(order, room, reason) : OrderOutcome.refused(order, reason);
    }

    private OrderOutcome stop(Order.Stop order) {
        List<PooledWorker> found = new ArrayList<>();
        OrderOutcome outcome;
        synchronized (roster) {
            OrderOutcome known = outcomes.get(order.id());
            if (known != null) {
                return known;
            }
            Set<String> unknown = new LinkedHashSet<>();
            for (String id : new LinkedHashSet<>(order.replicas())) {
                PooledWorker worker = roster.find(id);
                if (worker == null) {
                    unknown.add(id);
                } else {
                    found.add(worker);
                }
            }
            outcome = new OrderOutcome(
                    order.id(),
                    OrderOutcome.Status.ACCEPTED,
                    found.size(),
                    unknown.isEmpty() ? "" : "ignored, because unknown to the pool: " + String.join(", ", unknown));
            remember(outcome);
        }
        found.forEach(worker -> supervisor.stop(worker, order.drainDeadline()));
        return outcome;
    }

    private void remember(OrderOutcome outcome) {
        outcomes.put(outcome.orderId(), outcome);
        if (outcomes.size() > REMEMBERED_ORDERS) {
            outcomes.remove(outcomes.keySet().iterator().next());
        }
    }

    /**
     * Ends every worker and returns when their processes have ended: those that serve get SIGTERM and after the terminate
     * deadline SIGKILL, those in flight SIGKILL at once. Nobody is drained; stop the workers and wait for
     * {@link ReplicaState#GONE} first where that matters. Takes the terminate deadline and ten seconds at most, plus what
     * the listener takes. Idempotent: a repeated call returns at once.
     */
    @Override
    public void close() {
        synchronized (roster) {
            if (!roster.close()) {
                return;
            }
        }
        new Shutdown(settings.terminateDeadline(), around, roster, supervisor, notifications).run();
        if (ownScheduler != null) {
            ownScheduler.close();
        }
        around.probe().close();
        around.launcher().close();
        notifications.deliver();
    }

    @Override
    public String toString() {
        return "ProcessPool[" + settings.name() + "]";
    }
}
