package io.selfscale.adapter.process;

import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.spi.DelayScheduler.Cancellable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One worker through its life. Guarded by the monitor of the {@link Roster} that it is in. */
final class PooledWorker {
    private final String id;
    private final int index;
    private final String orderId;
    private final Moment accepted;
    private final List<Cancellable> deadlines = new ArrayList<>();

    private ReplicaState state = ReplicaState.ACCEPTED;
    private Moment since;
    private Moment launched;
    private boolean launching;
    private @Nullable WorkerProcess process;
    private int port = -1;
    private @Nullable Moment started;
    private @Nullable Moment ready;
    private @Nullable String stopCause;
    private @Nullable String cause;
    private boolean exited;

    PooledWorker(String id, int index, String orderId, Moment accepted) {
        this.id = id;
        this.index = index;
        this.orderId = orderId;
        this.accepted = accepted;
        this.since = accepted;
        this.launched = accepted;
    }

    String id() {
        return id;
    }

    int index() {
        return index;
    }

    int port() {
        return port;
    }

    ReplicaState state() {
        return state;
    }

    /** Returns its process, or null before it has one. */
    @Nullable
    WorkerProcess process() {
        return process;
    }

    /** Returns when its last start began; its acceptance if none did. */
    Moment launched() {
        return launched;
    }

    /** Returns when it became ready, or null. */
    @Nullable
    Moment ready() {
        return ready;
    }

    /** Returns why it was told to end, or null if it was not. */
    @Nullable
    String stopCause() {
        return stopCause;
    }

    /** Notes that its process is being started, so that its index stays its own even if it is cancelled meanwhile. */
    void beginLaunch(Moment now) {
        launching = true;
        launched = now;
    }

    /** Notes that its process could not be started. */
    void abandonLaunch() {
        launching = false;
    }

    /** Notes its process; returns false if it was cancelled meanwhile, and the process is not wanted any more. */
    boolean begin(WorkerProcess begun, int givenPort, Moment now) {
        launching = false;
        process = begun;
        port = givenPort;
        started = now;
        if (state != ReplicaState.ACCEPTED) {
            return false;
        }
        enter(ReplicaState.STARTING, now);
        return true;
    }

    /** Notes that it serves. */
    void becomeReady(Moment now) {
        ready = now;
        enter(ReplicaState.READY, now);
    }

    /** Notes that it gets no new work. */
    void drain(Moment now) {
        enter(ReplicaState.DRAINING, now);
    }

    /** Notes why it is told to end; its exit is then as ordered. */
    void toldToEnd(String why) {
        stopCause = why;
    }

    /** Notes its end. */
    void end(ReplicaState terminal, String why, Moment now) {
        cause = why;
        enter(terminal, now);
    }

    /** Notes that its process has ended; returns false if that is known already. */
    boolean exit() {
        boolean first = !exited;
        exited = true;
        return first;
    }

    /** Tells whether it is in a terminal state and its process, if it had one, has ended. */
    boolean isSettled() {
        return state.isTerminal() && !launching && (process == null || exited);
    }

    /** Keeps a deadline for {@link #takeDeadlines}. */
    void keep(Cancellable deadline) {
        deadlines.add(deadline);
    }

    /** Returns the deadlines that do not matter any more, to be cancelled. */
    List<Cancellable> takeDeadlines() {
        List<Cancellable> taken = List.copyOf(deadlines);
        deadlines.clear();
        return taken;
    }

    /** Returns the moment of the last change of state. */
    Moment since() {
        return since;
    }

    Replica replica(String pool, Moment now) {
        return new Replica(id, pool, state, accepted.until(now), since.until(now), orderId);
    }

    Worker snapshot() {
        return new Worker(
                id,
                index,
                process == null ? -1 : process.pid(),
                port,
                state,
                accepted.wall(),
                started == null ? null : started.wall(),
                ready == null ? null : ready.wall(),
                state.isTerminal() ? since.wall() : null,
                cause,
                started == null || ready == null
                        ? null
                        : new StartupTimes(accepted.until(started), started.until(ready)));
    }

    private void enter(ReplicaState next, Moment now) {
        state = next;
        since = now;
    }
}
