package io.selfscale.adapter.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills processes when this virtual machine has ended, however it ended: a small shell ({@code lifeline.sh}) that reads a
 * pipe from here and is told which ones.
 *
 * <p>It is one process for all, and a child of this virtual machine, which therefore collects it. A watcher per worker, as
 * a child of the worker, would be adopted by process 1 each time a worker ends, and stay in the process table for ever
 * where process 1 is a virtual machine, as in a container without an init. Safe for concurrent use.
 */
final class Lifeline implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lifeline.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** How often a lifeline that somebody killed is replaced before the next start of a worker. */
    private static final int MAX_REPLACEMENTS = 10;

    static final String TITLE = "selfscale-lifeline";

    private final Set<Process> guarded = new LinkedHashSet<>();
    private @Nullable Process shell;
    private int replacements;
    private boolean closed;

    /**
     * Guards a process.
     *
     * @throws IOException if it cannot be guarded
     */
    synchronized void guard(Process process) throws IOException {
        if (closed) {
            throw new IOException("the lifeline is closed");
        }
        guarded.add(process);
        Process running = shell;
        if (running == null || !running.isAlive() || !tell(running, "guard", process)) {
            replacements = 0;
            beginFor(process);
        }
    }

    /** Notes that a guarded process has ended; without effect if it is not guarded. */
    synchronized void release(Process process) {
        Process running = shell;
        if (guarded.remove(process) && running != null) {
            tell(running, "release", process);
        }
    }

    /** Returns the number of the lifeline's own process, or -1 if it does not run. */
    synchronized long pid() {
        Process running = shell;
        return running == null ? -1 : running.pid();
    }

    /** Ends the lifeline, and kills what is still guarded; waits a bounded time; idempotent. */
    @Override
    public void close() {
        Process running;
        synchronized (this) {
            closed = true;
            running = shell;
            shell = null;
        }
        if (running == null) {
            return;
        }
        try {
            running.getOutputStream().close();
            if (!running.waitFor(TimeUnit.NANOSECONDS.convert(CLOSE_LIMIT), TimeUnit.NANOSECONDS)) {
                log.warn("the lifeline, process {}, has not ended {} after it was closed", running.pid(), CLOSE_LIMIT);
                running.destroyForcibly();
            }
        } catch (IOException e) {
            log.debug("the lifeline had ended before it was closed", e);
        } catch (InterruptedException e) {
            // It ends by itself, now that its pipe is closed.
            Thread.currentThread().interrupt();
        }
    }

    private void beginFor(Process process) throws IOException {
        try {
            begin();
        } catch (IOException e) {
            guarded.remove(process);
            throw e;
        }
    }

    /** Starts the shell, and tells it everything that is guarded. */
    private void begin() throws IOException {
        List<String> command = ShellScript.command("lifeline.sh", TITLE);
        Process begun = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        shell = begun;
        for (Process process : guarded) {
            if (process.isAlive() && !tell(begun, "guard", process)) {
                throw new IOException("the lifeline ended as soon as it was started");
            }
        }
        var unused = ProcessExit.of(begun).thenAccept(code -> ended(begun));
    }

    /** Replaces a shell that ended too early, for instance because somebody killed it. */
    private synchronized void ended(Process was) {
        if (closed || !was.equals(shell)) {
            return;
        }
        shell = null;
        if (guarded.isEmpty() || replacements >= MAX_REPLACEMENTS) {
            log.warn("the lifeline of {} workers, process {}, has ended", guarded.size(), was.pid());
            return;
        }
        replacements++;
        try {
            begin();
            log.warn("the lifeline of {} workers, process {}, had ended and is replaced", guarded.size(), was.pid());
        } catch (IOException e) {
            log.error("workers will outlive this virtual machine if it is killed now", e);
        }
    }

    /** Returns false if the shell has ended, and does not listen any more. */
    private static boolean tell(Process shell, String operation, Process about) {
        try {
            shell.getOutputStream().write((operation + " " + about.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            shell.getOutputStream().flush();
            return true;
        } catch (IOException e) {
            log.debug("the lifeline, process {}, does not listen", shell.pid(), e);
            return false;
        }
    }
}
