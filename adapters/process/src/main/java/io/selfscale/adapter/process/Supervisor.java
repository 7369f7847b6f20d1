package io.selfscale.adapter.process;

import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.spi.DelayScheduler.Cancellable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings workers through their lives: starts, probes, expires, drains, terminates and kills them, and sees them end.
 *
 * <p>Everything runs as tasks of the scheduler; the state is in the {@link Roster} and is changed under its monitor, so
 * that other threads read it whole. A task finds out under the monitor whether it still has something to do: none has to
 * be cancelled for correctness. Safe for concurrent use.
 */
final class Supervisor {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private final PoolSettings settings;
    private final Surroundings around;
    private final Roster roster;
    private final CrashBackoff backoff;
    private final Predicate<Worker> idle;
    private final Notifications notifications;
    private final ReentrantLock launching = new ReentrantLock();
    private final AtomicBoolean idleFailed = new AtomicBoolean();

    /**
     * Creates a supervisor.
     *
     * @param backoff guarded by the roster's monitor
     */
    Supervisor(
            PoolSettings settings,
            Surroundings around,
            Roster roster,
            CrashBackoff backoff,
            Predicate<Worker> idle,
            Notifications notifications) {
        this.settings = settings;
        this.around = around;
        this.roster = roster;
        this.backoff = backoff;
        this.idle = idle;
        this.notifications = notifications;
    }

    /** Starts a worker that was just accepted, and gives it a deadline. */
    void accepted(PooledWorker worker, Duration deadline) {
        keep(worker, deadline, () -> expire(worker, deadline));
        run(() -> launch(worker));
    }

    /** Stops a worker: in flight at once, ready after it has drained; one that drains already, by the earlier deadline. */
    void stop(PooledWorker worker, Duration drainDeadline) {
        ReplicaState before;
        synchronized (roster) {
            before = worker.state();
            if (before.isInFlight()) {
                worker.end(ReplicaState.GONE, EndCauses.CANCELLED, around.now());
                noteIfSettled(worker);
            } else if (before == ReplicaState.READY) {
                worker.drain(around.now());
                notifications.add(WorkerListener::onDraining, worker.snapshot());
            }
        }
        if (before.isInFlight()) {
            killRemains(worker);
        } else if (!before.isTerminal()) {
            keep(worker, drainDeadline, () -> terminate(worker));
        }
        if (before == ReplicaState.READY) {
            after(settings.probeInterval(), () -> checkIdle(worker));
        }
        run(notifications::deliver);
    }

    /** Held while a process is being started: who holds it knows that every process there is, is in the roster. */
    ReentrantLock launching() {
        return launching;
    }

    private void launch(PooledWorker worker) {
        launching.lock();
        try {
            Duration wait;
            Set<Integer> ports;
            synchronized (roster) {
                if (worker.state() != ReplicaState.ACCEPTED || roster.isClosed()) {
                    return;
                }
                wait = backoff.remaining(around.ticker().nanos());
                ports = roster.ports();
                if (wait.isZero()) {
                    worker.beginLaunch(around.now());
                }
            }
            if (wait.isZero()) {
                start(worker, ports);
            } else {
                log.debug("{} waits {} after a crash", worker.id(), wait);
                after(wait, () -> launch(worker));
            }
        } finally {
            launching.unlock();
        }
    }

    private void start(PooledWorker worker, Set<Integer> ports) {
        int port;
        WorkerProcess process;
        try {
            port = around.ports().choose(ports);
            process =
                    around.launcher().start(worker.id(), settings.command().launch(worker.id(), worker.index(), port));
        } catch (IOException | RuntimeException e) {
            couldNotStart(worker, e);
            return;
        }
        boolean wanted;
        synchronized (roster) {
            wanted = worker.begin(process, port, around.now());
        }
        var unused = process.exit().thenAccept(code -> run(() -> exited(worker, code)));
        if (wanted) {
            log.debug("{} runs as process {} with port {}", worker.id(), process.pid(), port);
            keep(worker, settings.startDeadline(), () -> expire(worker, settings.startDeadline()));
            after(settings.probeInterval(), () -> probe(worker));
        } else {
            process.kill();
        }
    }

    private void couldNotStart(PooledWorker worker, Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        synchronized (roster) {
            worker.abandonLaunch();
            if (!worker.state().isTerminal()) {
                fail(worker, EndCauses.couldNotBeStarted(message));
            }
            noteIfSettled(worker);
        }
        log.warn("{} could not be started", worker.id(), failure);
        ended(worker);
    }

    private void probe(PooledWorker worker) {
        int port;
        synchronized (roster) {
            if (worker.state() != ReplicaState.STARTING || roster.isClosed()) {
                return;
            }
            port = worker.port();
        }
        var unused = around.probe().isReady(port).thenAccept(ready -> run(() -> probed(worker, ready)));
    }

    private void probed(PooledWorker worker, boolean ready) {
        if (!ready) {
            after(settings.probeInterval(), () -> probe(worker));
            return;
        }
        List<Cancellable> deadlines;
        synchronized (roster) {
            if (worker.state() != ReplicaState.STARTING || roster.isClosed()) {
                return;
            }
            worker.becomeReady(around.now());
            deadlines = worker.takeDeadlines();
            notifications.add(WorkerListener::onReady, worker.snapshot());
        }
        deadlines.forEach(Cancellable::cancel);
        log.info("{} is ready", worker.id());
        notifications.deliver();
    }

    private void expire(PooledWorker worker, Duration limit) {
        String cause;
        synchronized (roster) {
            if (!worker.state().isInFlight() || roster.isClosed()) {
                return;
            }
            cause = worker.state() == ReplicaState.STARTING ? EndCauses.notReady(limit) : EndCauses.notStarted(limit);
            worker.end(ReplicaState.EXPIRED, cause, around.now());
            noteIfSettled(worker);
        }
        log.warn("{} is given up: {}", worker.id(), cause);
        killRemains(worker);
        notifications.deliver();
    }

    private void checkIdle(PooledWorker worker) {
        Worker snapshot;
        synchronized (roster) {
            if (worker.state() != ReplicaState.DRAINING || worker.stopCause() != null) {
                return;
            }
            snapshot = worker.snapshot();
        }
        if (isIdle(snapshot)) {
            terminate(worker);
        } else {
            after(settings.probeInterval(), () -> checkIdle(worker));
        }
    }

    /** A predicate that fails says nothing: the worker goes on until its drain deadline. */
    private boolean isIdle(Worker worker) {
        try {
            return idle.test(worker);
        } catch (RuntimeException e) {
            if (idleFailed.compareAndSet(false, true)) {
                log.warn("whether {} is idle cannot be told; it is taken for busy, as others will be", worker.id(), e);
            }
            return false;
        }
    }

    private void terminate(PooledWorker worker) {
        WorkerProcess process;
        synchronized (roster) {
            process = worker.process();
            if (worker.state() != ReplicaState.DRAINING || worker.stopCause() != null || process == null) {
                return;
            }
            worker.toldToEnd(EndCauses.SCALE_IN);
        }
        process.terminate();
        keep(worker, settings.terminateDeadline(), () -> killIfAlive(worker, process));
    }

    private void killIfAlive(PooledWorker worker, WorkerProcess process) {
        if (!process.exit().isDone()) {
            log.warn("{} did not end within {} of SIGTERM and is killed", worker.id(), settings.terminateDeadline());
            process.kill();
        }
    }

    /** Notes that the process of a worker has ended. Called again for the same worker it does nothing. */
    void exited(PooledWorker worker, int exitCode) {
        synchronized (roster) {
            if (!worker.exit()) {
                return;
            }
            if (!worker.state().isTerminal()) {
                endBy(worker, exitCode);
            }
            noteIfSettled(worker);
        }
        ended(worker);
    }

    private void endBy(PooledWorker worker, int exitCode) {
        String stopCause = worker.stopCause();
        if (stopCause != null) {
            worker.end(ReplicaState.GONE, stopCause, around.now());
        } else if (worker.state() == ReplicaState.DRAINING && exitCode == 0) {
            worker.end(ReplicaState.GONE, EndCauses.SCALE_IN, around.now());
        } else {
            fail(worker, EndCauses.crashed(exitCode, worker.state()));
        }
    }

    private void fail(PooledWorker worker, String cause) {
        Moment now = around.now();
        for (PooledWorker one : roster.all()) {
            Moment ready = one.ready();
            if (ready != null) {
                Moment until = one.state() == ReplicaState.READY ? now : one.since();
                backoff.survived(ready.nanos(), until.nanos());
            }
        }
        backoff.crashed(worker.launched().nanos(), now.nanos());
        worker.end(ReplicaState.FAILED, cause, now);
    }

    /** Adds the last event of a worker once there is nothing left of it; the monitor is held. */
    private void noteIfSettled(PooledWorker worker) {
        if (worker.isSettled()) {
            notifications.add(WorkerListener::onEnded, worker.snapshot());
        }
    }

    /** Lets go of what a worker had. */
    private void ended(PooledWorker worker) {
        List<Cancellable> deadlines;
        Worker snapshot;
        synchronized (roster) {
            deadlines = worker.takeDeadlines();
            snapshot = worker.snapshot();
        }
        deadlines.forEach(Cancellable::cancel);
        if (snapshot.state() == ReplicaState.FAILED) {
            log.warn("{} failed: {}", snapshot.id(), snapshot.cause());
        } else {
            log.info("{} ended: {}", snapshot.id(), snapshot.cause());
        }
        notifications.deliver();
    }

    private void killRemains(PooledWorker worker) {
        @Nullable WorkerProcess process;
        List<Cancellable> deadlines;
        synchronized (roster) {
            process = worker.process();
            deadlines = worker.takeDeadlines();
        }
        deadlines.forEach(Cancellable::cancel);
        if (process != null) {
            process.kill();
        }
    }

    private void run(Runnable task) {
        after(Duration.ZERO, task);
    }

    private void after(Duration delay, Runnable task) {
        var unused = around.scheduler().schedule(delay, task);
    }

    private void keep(PooledWorker worker, Duration delay, Runnable task) {
        Cancellable deadline = around.scheduler().schedule(delay, task);
        synchronized (roster) {
            worker.keep(deadline);
        }
    }
}
