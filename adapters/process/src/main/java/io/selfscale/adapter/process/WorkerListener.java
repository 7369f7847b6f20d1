package io.selfscale.adapter.process;

/**
 * Is told what becomes of workers, after the fact. Called on the pool's scheduler, one call at a time and in the order of
 * events, so it must return quickly; what it throws is logged and goes no further. The last calls come from within
 * {@link ProcessPool#close()}.
 */
public interface WorkerListener {

    /** Called when a worker became ready. */
    default void onReady(Worker worker) {}

    /** Called when a worker is to be given no new work, before it is first asked whether it is idle. */
    default void onDraining(Worker worker) {}

    /** Called when a worker is in a terminal state and its process, if it had one, has ended. */
    default void onEnded(Worker worker) {}

    /** Returns a listener that does nothing. */
    static WorkerListener disabled() {
        return new WorkerListener() {};
    }
}
