package io.selfscale.adapter.process;

import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends every worker of a pool and waits until they have ended: SIGTERM for those that serve, SIGKILL for those that do
 * not yet, SIGKILL for all after the deadline. The waits are in real time whatever the pool's ticker is, because the
 * processes are.
 */
final class Shutdown {
    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

    /** How long a start that is under way, or the effect of a SIGKILL, is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Duration terminateDeadline;
    private final Surroundings around;
    private final Roster roster;
    private final Supervisor supervisor;
    private final Notifications notifications;
    private boolean interrupted;

    Shutdown(
            Duration terminateDeadline,
            Surroundings around,
            Roster roster,
            Supervisor supervisor,
            Notifications notifications) {
        this.terminateDeadline = terminateDeadline;
        this.around = around;
        this.roster = roster;
        this.supervisor = supervisor;
        this.notifications = notifications;
    }

    /** Does it. The roster is closed already; an interrupt shortens the first wait, and is passed on. */
    void run() {
        awaitLaunch();
        List<PooledWorker> running = tellAll();
        if (!awaitExits(running, interrupted ? Duration.ZERO : terminateDeadline)) {
            signalRest(running);
            awaitExits(running, PATIENCE);
        }
        running.forEach(this::settle);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** After this no process is started any more, and each one that was is in the roster. */
    private void awaitLaunch() {
        if (!tryLaunchLock() && !(interrupted && tryLaunchLock())) {
            log.error("a process is still being started {} after its pool was closed", PATIENCE);
        }
    }

    private boolean tryLaunchLock() {
        try {
            if (!supervisor.launching().tryLock(TimeUnit.NANOSECONDS.convert(PATIENCE), TimeUnit.NANOSECONDS)) {
                return false;
            }
            supervisor.launching().unlock();
            return true;
        } catch (InterruptedException e) {
            // Skipping this wait could leave a process behind: it is begun again, the one for SIGTERM is not.
            interrupted = true;
            return false;
        }
    }

    /** Tells every worker to end, and returns those with a process. */
    private List<PooledWorker> tellAll() {
        List<PooledWorker> running = new ArrayList<>();
        List<Runnable> signals = new ArrayList<>();
        synchronized (roster) {
            for (PooledWorker worker : roster.all()) {
                if (worker.isSettled()) {
                    continue;
                }
                WorkerProcess process = worker.process();
                if (process == null) {
                    if (!worker.state().isTerminal()) {
                        worker.end(ReplicaState.GONE, EndCauses.POOL_CLOSED, around.now());
                    }
                    if (worker.isSettled()) {
                        notifications.add(WorkerListener::onEnded, worker.snapshot());
                    }
                    continue;
                }
                running.add(worker);
                boolean serves = worker.state() == ReplicaState.READY || worker.state() == ReplicaState.DRAINING;
                signals.add(serves ? process::terminate : process::kill);
                worker.toldToEnd(EndCauses.POOL_CLOSED);
            }
        }
        signals.forEach(Runnable::run);
        return running;
    }

    private void signalRest(List<PooledWorker> running) {
        for (PooledWorker worker : running) {
            WorkerProcess process = processOf(worker);
            if (!process.exit().isDone()) {
                log.warn("{} has not ended on SIGTERM and is killed", worker.id());
                process.kill();
            }
        }
    }

    private boolean awaitExits(List<PooledWorker> running, Duration limit) {
        CompletableFuture<?>[] exits =
                running.stream().map(worker -> processOf(worker).exit()).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the exit of a process never completes exceptionally", e);
        }
    }

    private void settle(PooledWorker worker) {
        WorkerProcess process = processOf(worker);
        Integer code = process.exit().getNow(null);
        if (code != null) {
            supervisor.exited(worker, code);
        } else {
            log.error("process {} of {} has not ended on SIGKILL", process.pid(), worker.id());
        }
    }

    private WorkerProcess processOf(PooledWorker worker) {
        WorkerProcess process;
        synchronized (roster) {
            process = worker.process();
        }
        if (process == null) {
            throw new AssertionError(worker.id() + " has no process");
        }
        return process;
    }
}
