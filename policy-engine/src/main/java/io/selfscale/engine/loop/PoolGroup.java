package io.selfscale.engine.loop;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.policy.spi.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The pools of a target as one: their inventories are merged, and each order goes to the pool of its name. An inventory
 * of which one part cannot be read is unknown as a whole. Confined to the scheduler thread.
 */
final class PoolGroup {

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Listeners listeners;
    private final List<OrderOutcome> impossible = new ArrayList<>();

    PoolGroup(
            Shell shell,
            Executor executor,
            Ticker ticker,
            DelayScheduler scheduler,
            LeaseHolder lease,
            Listeners listeners) {
        this.listeners = listeners;
        for (ReplicaPool pool : shell.pools()) {
            String component = "pool " + pool.name();
            OrderDispatcher dispatcher = new OrderDispatcher(
                    pool, executor, ticker, scheduler, shell.timing(), lease, new OrderDispatcher.Report() {
                        @Override
                        public void failed(String reason) {
                            listeners.failed(component, reason);
                        }

                        @Override
                        public void accepted() {
                            listeners.works(component);
                        }
                    });
            members.put(
                    pool.name(),
                    new Member(pool, new GuardedCall<>("inventory of " + component, executor), dispatcher));
        }
    }

    /** Starts listing the pools of a specification; returns the calls that were started. */
    List<CompletableFuture<?>> start(ScalingSpec spec) {
        List<CompletableFuture<?>> started = new ArrayList<>();
        for (PoolSpec pool : spec.pools()) {
            Member member = members.get(pool.name());
            if (member != null) {
                member.pending = member.listing.start(member.pool::inventory);
                if (member.pending != null) {
                    started.add(member.pending);
                }
            }
        }
        return started;
    }

    /** Returns what has arrived as one inventory, and interrupts what has not. */
    Inventory take(ScalingSpec spec, long deadlineMillis) {
        List<Replica> replicas = new ArrayList<>();
        Inventory.@Nullable Unknown unknown = null;
        for (PoolSpec pool : spec.pools()) {
            Member member = members.get(pool.name());
            Inventory part = member == null
                    ? Inventory.unknown("there is no such pool")
                    : member.take(listeners, deadlineMillis);
            if (part instanceof Inventory.Unknown failed) {
                unknown = unknown == null
                        ? new Inventory.Unknown("pool " + pool.name() + ": " + failed.reason())
                        : new Inventory.Unknown(unknown.reason() + "; pool " + pool.name() + ": " + failed.reason());
            }
            replicas.addAll(part.replicas());
        }
        if (unknown != null) {
            return unknown;
        }
        return spec.pools().size() == 1 ? Inventory.of(replicas) : distinct(replicas);
    }

    /** A replica that two pools claim would count twice: nobody knows then what there is. */
    private static Inventory distinct(List<Replica> replicas) {
        Map<String, Replica> byId = new HashMap<>();
        for (Replica replica : replicas) {
            Replica other = byId.put(replica.id(), replica);
            if (other != null) {
                return Inventory.unknown("pools " + other.pool() + " and " + replica.pool() + " both list replica "
                        + replica.id() + "; replica ids must be unique within a target");
            }
        }
        return Inventory.of(replicas);
    }

    /** Gives each order to the pool of its name, in order within each pool. */
    void give(List<Order> orders) {
        Map<String, List<Order>> byPool = new LinkedHashMap<>();
        for (Order order : orders) {
            byPool.computeIfAbsent(order.pool(), name -> new ArrayList<>()).add(order);
        }
        byPool.forEach((name, given) -> {
            Member member = members.get(name);
            if (member != null) {
                member.dispatcher.give(given);
            } else {
                given.forEach(order -> impossible.add(OrderOutcome.failed(order, "there is no pool " + name)));
            }
        });
    }

    /** Returns what became of orders since the last time. */
    List<OrderOutcome> takeOutcomes() {
        List<OrderOutcome> taken = new ArrayList<>(impossible);
        impossible.clear();
        members.values().forEach(member -> taken.addAll(member.dispatcher.takeOutcomes()));
        return taken;
    }

    /** Forgets every order that was not carried out yet: another autoscaler holds the lease now, and gives its own. */
    void abandon() {
        impossible.clear();
        members.values().forEach(member -> member.dispatcher.abandon());
    }

    private static final class Member {
        private final ReplicaPool pool;
        private final GuardedCall<Inventory> listing;
        private final OrderDispatcher dispatcher;
        private @Nullable CompletableFuture<Inventory> pending;

        Member(ReplicaPool pool, GuardedCall<Inventory> listing, OrderDispatcher dispatcher) {
            this.pool = pool;
            this.listing = listing;
            this.dispatcher = dispatcher;
        }

        private Inventory take(Listeners listeners, long deadlineMillis) {
            CompletableFuture<Inventory> answer = pending;
            pending = null;
            String reason;
            if (answer == null) {
                reason = "the last listing has not returned yet";
            } else if (!answer.isDone()) {
                listing.interrupt();
                reason = "no answer within " + deadlineMillis + " ms";
            } else {
                try {
                    Inventory known = answer.join();
                    if (known != null) {
                        listeners.works(listing.name());
                        return known;
                    }
                    reason = "it returned null";
                } catch (RuntimeException e) {
                    reason = Failures.describe(e);
                }
            }
            listeners.failed(listing.name(), reason);
            return Inventory.unknown(reason);
        }
    }
}
