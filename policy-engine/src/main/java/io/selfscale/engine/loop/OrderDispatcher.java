package io.selfscale.engine.loop;

import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Gives orders to a pool, one after the other. An attempt that fails or is late is repeated with the same id after a
 * growing pause, until the order is too old; then it has failed. Nothing is given without the lease. Confined to the scheduler thread; the pool is called on
 * the I/O pool.
 */
final class OrderDispatcher {

    /** An order that has not reached its pool in this many attempts has failed. */
    static final int MOST_ATTEMPTS = 8;

    private final ReplicaPool pool;
    private final GuardedCall<OrderOutcome> call;
    private final DelayScheduler scheduler;
    private final Shell.Timing timing;
    private final LeaseHolder lease;
    private final Report report;
    private final Ticker ticker;
    private final Deque<Given> waiting = new ArrayDeque<>();
    private final List<OrderOutcome> outcomes = new ArrayList<>();
    private @Nullable Given current;
    private int attempt;
    private int round;

    OrderDispatcher(
            ReplicaPool pool,
            Executor executor,
            Ticker ticker,
            DelayScheduler scheduler,
            Shell.Timing timing,
            LeaseHolder lease,
            Report report) {
        this.pool = pool;
        this.call = new GuardedCall<>("pool " + pool.name(), executor);
        this.ticker = ticker;
        this.scheduler = scheduler;
        this.timing = timing;
        this.lease = lease;
        this.report = report;
    }

    /** Is told how the pool does. */
    interface Report {
        void failed(String reason);

        void accepted();
    }

    void give(List<Order> orders) {
        orders.forEach(order -> waiting.add(new Given(order, ticker.nanos())));
        if (current == null) {
            next();
        }
    }

    /** Returns what became of orders since the last time. */
    List<OrderOutcome> takeOutcomes() {
        List<OrderOutcome> taken = List.copyOf(outcomes);
        outcomes.clear();
        return taken;
    }

    /** Forgets every order that was not carried out yet; an attempt that is under way is told by its token. */
    void abandon() {
        round++;
        current = null;
        waiting.clear();
        outcomes.clear();
    }

    /**
     * An order and when it was given.
     *
     * @param order what is to be carried out
     * @param nanos when, on the ticker
     */
    private record Given(Order order, long nanos) {}

    private void next() {
        current = waiting.poll();
        attempt = 0;
        if (current != null) {
            attempt(current);
        }
    }

    private void attempt(Given given) {
        Order order = given.order();
        if (isTooOld(given)) {
            // The ledger no longer awaits it, and may have ordered anew: carrying it out now would be one too many.
            outcomes.add(OrderOutcome.failed(order, "not given before its deadline"));
            next();
            return;
        }
        attempt++;
        if (!lease.isHeld()) {
            retry(given, "the lease is not held at this moment");
            return;
        }
        int thisRound = ++round;
        CompletableFuture<OrderOutcome> future = call.start(carryingOut(order, lease.token()));
        if (future == null) {
            retry(given, "the last call has not returned yet");
            return;
        }
        DelayScheduler.Cancellable deadline = scheduler.schedule(timing.orderDeadline(), () -> {
            if (round == thisRound) {
                call.interrupt();
                retry(given, "no answer within " + timing.orderDeadline().toMillis() + " ms");
            }
        });
        CompletableFuture<OrderOutcome> unused =
                future.whenComplete((outcome, failure) -> scheduler.schedule(Duration.ZERO, () -> {
                    if (round == thisRound) {
                        deadline.cancel();
                        settle(given, outcome, failure);
                    }
                }));
    }

    private Callable<OrderOutcome> carryingOut(Order order, OptionalLong token) {
        return token.isPresent() ? () -> pool.carryOut(order, token.getAsLong()) : () -> pool.carryOut(order);
    }

    private boolean isTooOld(Given given) {
        return given.order() instanceof Order.Start start
                && ticker.nanos() - given.nanos() >= start.deadline().toNanos();
    }

    private void settle(Given given, @Nullable OrderOutcome outcome, @Nullable Throwable failure) {
        Order order = given.order();
        if (failure != null) {
            retry(given, Failures.describe(failure));
        } else if (outcome == null || !outcome.orderId().equals(order.id())) {
            retry(given, "the pool answered with " + outcome + " to order " + order.id());
        } else {
            if (outcome.status() == OrderOutcome.Status.ACCEPTED) {
                report.accepted();
            }
            outcomes.add(outcome);
            next();
        }
    }

    private void retry(Given given, String reason) {
        Order order = given.order();
        round++;
        report.failed("order " + order.id() + ", attempt " + attempt + ": " + reason);
        if (attempt >= MOST_ATTEMPTS) {
            outcomes.add(OrderOutcome.failed(order, reason));
            next();
            return;
        }
        Duration pause = timing.firstRetry().multipliedBy(1L << Math.min(attempt - 1, 20));
        Duration bounded = pause.compareTo(timing.longestRetry()) > 0 ? timing.longestRetry() : pause;
        scheduler.schedule(bounded, () -> {
            if (given.equals(current)) {
                attempt(given);
            }
        });
    }
}
