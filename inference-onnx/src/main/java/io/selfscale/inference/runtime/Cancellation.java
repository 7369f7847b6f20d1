package io.selfscale.inference.runtime;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Ends runs from another thread: those under way and all that begin later. It may be given to any number of runs, one
 * after the other or at once, and cannot be taken back. Safe for concurrent use.
 *
 * <p>ONNX Runtime looks at the request between two operators, so that a run ends after the operator it is in.
 */
public final class Cancellation {
    /** Something that can be told to end, and that stays valid while it is entered here. */
    interface Running {
        void terminate();
    }

    private final Set<Running> running = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean cancelled;

    /** Makes one that is not cancelled. */
    public Cancellation() {}

    /** Ends the runs. Idempotent. */
    public synchronized void cancel() {
        cancelled = true;
        for (Running run : running) {
            run.terminate();
        }
    }

    /** Says whether {@link #cancel} was called. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Enters a run; one that comes too late is told to end at once. */
    synchronized void enter(Running run) {
        running.add(run);
        if (cancelled) {
            run.terminate();
        }
    }

    /** Takes a run out: after this it is not called any more. */
    synchronized void leave(Running run) {
        running.remove(run);
    }
}
