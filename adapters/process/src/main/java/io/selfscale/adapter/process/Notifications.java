package io.selfscale.adapter.process;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener what happened: one call at a time, in the order of events, and not under a lock. Events are added
 * where the state changes and delivered afterwards. Safe for concurrent use.
 */
final class Notifications {
    private static final Logger log = LoggerFactory.getLogger(Notifications.class);

    private final WorkerListener listener;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger callers = new AtomicInteger();

    Notifications(WorkerListener listener) {
        this.listener = listener;
    }

    /** Adds an event. */
    void add(BiConsumer<WorkerListener, Worker> event, Worker worker) {
        waiting.add(() -> event.accept(listener, worker));
    }

    /**
     * Delivers what was added before the call. While another thread delivers, that thread takes over what is new and
     * this call returns at once.
     */
    void deliver() {
        if (callers.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            for (Runnable event = waiting.poll(); event != null; event = waiting.poll()) {
                guarded(event);
            }
            seen = callers.addAndGet(-seen);
        }
    }

    private static void guarded(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            log.warn("a worker listener failed; the pool goes on", e);
        }
    }
}
