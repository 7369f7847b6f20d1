package io.selfscale.testkit;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An executor that runs tasks when a test says so, on the thread of the test. A task that is never run behaves like one
 * that hangs. Safe for concurrent use.
 */
public final class ManualExecutor implements Executor {

    private final Queue<Runnable> queue = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        synchronized (queue) {
            queue.add(task);
        }
    }

    /**
     * Runs the oldest task; what it throws is thrown here.
     *
     * @return false if there was none
     */
    public boolean runNext() {
        Runnable task = poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /**
     * Runs tasks, oldest first, until there is none; those that they submit included.
     *
     * @return how many
     */
    public int runAll() {
        int count = 0;
        while (runNext()) {
            count++;
        }
        return count;
    }

    /**
     * Takes the oldest task away without running it: to whoever waits for it, it hangs for ever.
     *
     * @return the task, so that a test can still run it, much too late; or null if there was none
     */
    public @Nullable Runnable hangNext() {
        return poll();
    }

    /** Returns the number of tasks that wait. */
    public int pending() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private @Nullable Runnable poll() {
        synchronized (queue) {
            return queue.poll();
        }
    }
}
