package io.selfscale.engine.loop;

import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.ReplicaPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives orders to a pool, one after the other. An attempt that fails or is late is repeated with the same id after a
 * growing pause, until the order is too old; then it has failed. Confined to the scheduler thread; the pool is called on
 * the I/O pool.
 */
final class OrderDispatcher {

    /** An order that has not reached its pool in this many attempts has failed. */
    static final int MOST_ATTEMPTS = 8;

    private final ReplicaPool pool;
    private final GuardedCall<OrderOutcome> call;
    private final DelayScheduler scheduler;
    private final Shell.Timing timing;
    private final Consumer<String> onFailure;
    private final Deque<Order> waiting = new ArrayDeque<>();
    private final List<OrderOutcome> outcomes = new ArrayList<>();
    private @Nullable Order current;
    private int attempt;
    private int round;

    OrderDispatcher(
            ReplicaPool pool,
            Executor executor,
            DelayScheduler scheduler,
            Shell.Timing timing,
            Consumer<String> onFailure) {
        this.pool = pool;
        this.call = new GuardedCall<>("pool " + pool.name(), executor);
        this.scheduler = scheduler;
        this.timing = timing;
        this.onFailure = onFailure;
    }

    void give(List<Order> orders) {
        waiting.addAll(orders);
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

    private void next() {
        current = waiting.poll();
        attempt = 0;
        if (current != null) {
            attempt(current);
        }
    }

    private void attempt(Order order) {
        attempt++;
        int thisRound = ++round;
        CompletableFuture<OrderOutcome> future = call.start(() -> pool.carryOut(order));
        if (future == null) {
            retry(order, "the last call has not returned yet");
            return;
        }
        DelayScheduler.Cancellable deadline = scheduler.schedule(timing.orderDeadline(), () -> {
            if (round == thisRound) {
                call.interrupt();
                retry(order, "no answer within " + timing.orderDeadline().toMillis() + " ms");
            }
        });
        CompletableFuture<OrderOutcome> unused =
                future.whenComplete((outcome, failure) -> scheduler.schedule(Duration.ZERO, () -> {
                    if (round == thisRound) {
                        deadline.cancel();
                        settle(order, outcome, failure);
                    }
                }));
    }

    private void settle(Order order, @Nullable OrderOutcome outcome, @Nullable Throwable failure) {
        if (failure != null) {
            retry(order, Failures.describe(failure));
        } else if (outcome == null || !outcome.orderId().equals(order.id())) {
            retry(order, "the pool answered with " + outcome + " to order " + order.id());
        } else {
            outcomes.add(outcome);
            next();
        }
    }

    private void retry(Order order, String reason) {
        round++;
        onFailure.accept("order " + order.id() + ", attempt " + attempt + ": " + reason);
        if (attempt >= MOST_ATTEMPTS) {
            outcomes.add(OrderOutcome.failed(order, reason));
            next();
            return;
        }
        Duration pause = timing.firstRetry().multipliedBy(1L << Math.min(attempt - 1, 20));
        Duration bounded = pause.compareTo(timing.longestRetry()) > 0 ? timing.longestRetry() : pause;
        scheduler.schedule(bounded, () -> {
            if (order.equals(current)) {
                attempt(order);
            }
        });
    }
}
