package io.selfscale.testkit;

import io.selfscale.policy.Decision;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.AutoscalerListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A listener that keeps what it was told, and can be waited for. Safe for concurrent use. */
public final class RecordingListener implements AutoscalerListener {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<OrderOutcome> outcomes = new ArrayList<>();
    private final List<Duration> ticks = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /**
     * A failure that was reported.
     *
     * @param component what failed
     * @param reason why
     */
    public record Failure(String component, String reason) {}

    /** Creates a listener that was told nothing yet. */
    public RecordingListener() {}

    @Override
    public void onDecision(Decision decision) {
        add(decisions, decision);
    }

    @Override
    public void onOutcome(OrderOutcome outcome) {
        add(outcomes, outcome);
    }

    @Override
    public void onTick(Duration duration) {
        add(ticks, duration);
    }

    @Override
    public void onFailure(String component, String reason) {
        add(failures, new Failure(component, reason));
    }

    private <E> void add(List<E> list, E element) {
        lock.lock();
        try {
            list.add(element);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <E> List<E> copy(List<E> list) {
        lock.lock();
        try {
            return List.copyOf(list);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the decisions, repeats included, in order. */
    public List<Decision> decisions() {
        return copy(decisions);
    }

    /** Returns what became of orders, in order. */
    public List<OrderOutcome> outcomes() {
        return copy(outcomes);
    }

    /** Returns how long each tick took, in order. */
    public List<Duration> ticks() {
        return copy(ticks);
    }

    /** Returns the failures, in order. */
    public List<Failure> failures() {
        return copy(failures);
    }

    /**
     * Waits, in real time, until what this listener was told satisfies a condition.
     *
     * @param condition of this listener; evaluated after each event
     * @param timeout real time to wait at most
     * @throws AssertionError if it does not by then
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(Predicate<RecordingListener> condition, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.toNanos();
            while (!condition.test(this)) {
                if (left <= 0) {
                    throw new AssertionError("the condition did not hold within " + timeout + "; was told of "
                            + decisions.size() + " decisions, " + outcomes.size() + " outcomes, " + ticks.size()
                            + " ticks, failures " + failures);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
