package io.selfscale.testkit;

import io.selfscale.policy.spi.DelayScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Elapsed time from 0 on, the wall time that goes with it, and the tasks that wait for their time. */
final class VirtualTimeline {

    /** Guards the fields below; never held while a task runs. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition scheduled = lock.newCondition();
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Task.IN_ORDER);
    private final List<Throwable> failures = new ArrayList<>();
    private Instant wallOrigin;
    private long elapsedNanos;
    private long nextSequence;

    /** Held while time passes, so that no two tasks run at the same time. */
    private final ReentrantLock advancing = new ReentrantLock();

    VirtualTimeline(Instant wallOrigin) {
        this.wallOrigin = wallOrigin;
    }

    void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time must not run backward but was to advance by " + duration);
        }
        if (advancing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a task must not advance the time that runs it");
        }
        advancing.lock();
        try {
            long until = Math.addExact(elapsedNanos(), duration.toNanos());
            for (Task task = moveToNext(until); task != null; task = moveToNext(until)) {
                run(task);
            }
        } finally {
            advancing.unlock();
        }
    }

    /** Moves time to the next task and returns it, or to {@code until} and returns null if none is due by then. */
    private @Nullable Task moveToNext(long until) {
        lock.lock();
        try {
            Task next = tasks.peek();
            if (next == null || next.dueNanos > until) {
                elapsedNanos = until;
                return null;
            }
            tasks.remove();
            elapsedNanos = Math.max(elapsedNanos, next.dueNanos);
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void run(Task task) {
        try {
            task.body.run();
        } catch (Exception | AssertionError thrown) {
            lock.lock();
            try {
                failures.add(thrown);
            } finally {
                lock.unlock();
            }
        }
    }

    void jumpWallClock(Duration jump) {
        lock.lock();
        try {
            wallOrigin = wallOrigin.plus(jump);
        } finally {
            lock.unlock();
        }
    }

    Instant wallTime() {
        lock.lock();
        try {
            return wallOrigin.plusNanos(elapsedNanos);
        } finally {
            lock.unlock();
        }
    }

    long elapsedNanos() {
        lock.lock();
        try {
            return elapsedNanos;
        } finally {
            lock.unlock();
        }
    }

    List<Throwable> failures() {
        lock.lock();
        try {
            return List.copyOf(failures);
        } finally {
            lock.unlock();
        }
    }

    int pendingTasks() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Duration untilNextTask() {
        lock.lock();
        try {
            Task next = tasks.peek();
            return next == null ? null : Duration.ofNanos(Math.max(0, next.dueNanos - elapsedNanos));
        } finally {
            lock.unlock();
        }
    }

    void awaitPendingTasks(int atLeast, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.toNanos();
            while (tasks.size() < atLeast) {
                if (left <= 0) {
                    throw new AssertionError("expected at least " + atLeast + " pending tasks within " + timeout
                            + " but there are " + tasks.size());
                }
                left = scheduled.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    DelayScheduler newScheduler() {
        return new Scheduler();
    }

    private final class Scheduler implements DelayScheduler {

        private boolean closed;

        @Override
        public Cancellable schedule(Duration delay, Runnable body) {
            Objects.requireNonNull(body, "task");
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay must not be negative but was " + delay);
            }
            lock.lock();
            try {
                if (closed) {
                    throw new RejectedExecutionException("the scheduler is closed");
                }
                Task task = new Task(this, Math.addExact(elapsedNanos, delay.toNanos()), nextSequence++, body);
                tasks.add(task);
                scheduled.signalAll();
                return () -> cancel(task);
            } finally {
                lock.unlock();
            }
        }

        private void cancel(Task task) {
            lock.lock();
            try {
                tasks.remove(task);
            } finally {
                lock.unlock();
            }
        }

        /** Waits for no task: one that runs does so on the thread of a test, which knows when it has returned. */
        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                tasks.removeIf(task -> task.owner == this);
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Task {

        static final Comparator<Task> IN_ORDER =
                Comparator.<Task>comparingLong(task -> task.dueNanos).thenComparingLong(task -> task.sequence);

        final Scheduler owner;
        final long dueNanos;
        final long sequence;
        final Runnable body;

        Task(Scheduler owner, long dueNanos, long sequence, Runnable body) {
            this.owner = owner;
            this.dueNanos = dueNanos;
            this.sequence = sequence;
            this.body = body;
        }
    }
}
