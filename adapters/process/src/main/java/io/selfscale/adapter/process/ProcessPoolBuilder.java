package io.selfscale.adapter.process;

import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ProcessPool}. Only {@link #command} has no default. Nothing is checked before {@link #build()}, which
 * reports everything that is wrong. Not safe for concurrent use.
 */
public final class ProcessPoolBuilder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Duration LEAST_MEMORY = Duration.ofMinutes(1);
    private static final Duration LEAST_PROBE_TIMEOUT = Duration.ofSeconds(1);

    private final String name;
    private List<String> command = List.of();
    private Map<String, String> environment = Map.of();
    private List<String> devices = List.of();
    private int maxReplicas = 10;
    private String readinessPath = "/ready";
    private Duration probeInterval = Duration.ofMillis(100);
    private Duration startDeadline = Duration.ofMinutes(1);
    private Duration terminateDeadline = Duration.ofSeconds(5);
    private @Nullable Path output;
    private Clock clock = Clock.systemUTC();
    private Ticker ticker = Ticker.system();
    private @Nullable DelayScheduler scheduler;
    private @Nullable WorkerLauncher launcher;
    private @Nullable ReadinessProbe probe;
    private PortChoice ports = new LoopbackPorts();

    Predicate<Worker> idle = worker -> true;
    Duration firstBackoff = Duration.ofMillis(250);
    Duration maxBackoff = Duration.ofSeconds(30);
    Duration keepEnded = Duration.ofMinutes(10);

    @Nullable
    String idPrefix;

    WorkerListener listener = WorkerListener.disabled();

    ProcessPoolBuilder(String name) {
        this.name = name;
    }

    /**
     * Sets what a worker runs: a program, as a path or found on {@code PATH}, and its arguments, in which {@code {port}},
     * {@code {index}}, {@code {device}} and {@code {id}} are filled in. No shell reads it. The worker must be this
     * process itself and not a child of it: a wrapper script ends with {@code exec}.
     */
    public ProcessPoolBuilder command(List<String> words) {
        this.command = List.copyOf(words);
        return this;
    }

    /** Sets variables to add to the environment of this process; values may have the placeholders of the command. */
    public ProcessPoolBuilder environment(Map<String, String> variables) {
        this.environment = Map.copyOf(variables);
        return this;
    }

    /** Sets what {@code {device}} stands for: the entry at the worker's index modulo their number. Default: none. */
    public ProcessPoolBuilder devices(List<String> names) {
        this.devices = List.copyOf(names);
        return this;
    }

    /**
     * Sets the hard cap of replicas, draining ones included; at least 1. Default: 10.
     *
     * <p>Leave room above the autoscaler's maximum for replicas that drain while others start.
     */
    public ProcessPoolBuilder maxReplicas(int count) {
        this.maxReplicas = count;
        return this;
    }

    /**
     * Sets what is asked to find out whether a worker is ready: GET on 127.0.0.1 at the worker's port; an answer of 2xx
     * means yes. An answer is waited for as long as the interval, at least a second. Default: {@code /ready} every 100
     * ms.
     *
     * @param path path and query, beginning with a slash
     * @param interval pause between two probes, positive; also between two questions whether a draining worker is idle
     */
    public ProcessPoolBuilder readiness(String path, Duration interval) {
        this.readinessPath = Objects.requireNonNull(path, "path");
        this.probeInterval = Objects.requireNonNull(interval, "interval");
        return this;
    }

    /**
     * Sets the time from the start of a process after which it counts as expired if it is not ready; positive. The
     * deadline of the order, from acceptance, holds too. Default: 1 minute.
     */
    public ProcessPoolBuilder startDeadline(Duration deadline) {
        this.startDeadline = Objects.requireNonNull(deadline, "deadline");
        return this;
    }

    /**
     * Sets how to tell that a draining worker has nothing left to do. Called on the pool's scheduler, first one probe
     * interval after the worker began to drain, so it must return at once; if it throws, the worker counts as busy.
     * Default: always idle.
     */
    public ProcessPoolBuilder idle(Predicate<Worker> predicate) {
        this.idle = Objects.requireNonNull(predicate, "predicate");
        return this;
    }

    /** Sets the time from SIGTERM to SIGKILL; not negative. Default: 5 seconds. */
    public ProcessPoolBuilder terminateDeadline(Duration deadline) {
        this.terminateDeadline = Objects.requireNonNull(deadline, "deadline");
        return this;
    }

    /**
     * Sets how long a start waits after a crash: {@code first}, twice that after the second crash in a row, and so on up
     * to {@code max}. A worker that stays ready for {@code max} ends the row. Default: 250 ms, 30 seconds.
     *
     * @param first positive
     * @param max at least {@code first}
     */
    public ProcessPoolBuilder crashBackoff(Duration first, Duration max) {
        this.firstBackoff = Objects.requireNonNull(first, "first");
        this.maxBackoff = Objects.requireNonNull(max, "max");
        return this;
    }

    /**
     * Sets a folder, made if it does not exist, for what workers print: {@code <id>.out} and {@code <id>.err}, which are
     * overwritten. Default: it is discarded.
     */
    public ProcessPoolBuilder output(Path directory) {
        this.output = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * Sets what ids of workers begin with. By default the name of the pool and the time of its creation, so that no id of
     * an earlier run comes back: a state that is kept across restarts may still name it. A fixed prefix is for pools of
     * which no state outlives them.
     */
    public ProcessPoolBuilder idPrefix(String prefix) {
        this.idPrefix = Objects.requireNonNull(prefix, "prefix");
        return this;
    }

    /** Sets how long {@link ProcessPool#workers()} shows a worker that ended; at least 1 minute. Default: 10 minutes. */
    public ProcessPoolBuilder keepEnded(Duration span) {
        this.keepEnded = Objects.requireNonNull(span, "span");
        return this;
    }

    /** Sets who is told what becomes of workers. Default: nobody. */
    public ProcessPoolBuilder listener(WorkerListener told) {
        this.listener = Objects.requireNonNull(told, "told");
        return this;
    }

    /** Sets the wall clock, which only stamps. Default: the system's. */
    public ProcessPoolBuilder clock(Clock wall) {
        this.clock = Objects.requireNonNull(wall, "wall");
        return this;
    }

    /** Sets what measures elapsed time. Default: the system's. */
    public ProcessPoolBuilder ticker(Ticker elapsed) {
        this.ticker = Objects.requireNonNull(elapsed, "elapsed");
        return this;
    }

    /**
     * Sets what runs the pool's tasks; it stays the caller's and outlives the pool. Default: a daemon thread named after
     * the pool, which is closed with it.
     */
    public ProcessPoolBuilder scheduler(DelayScheduler tasks) {
        this.scheduler = Objects.requireNonNull(tasks, "tasks");
        return this;
    }

    ProcessPoolBuilder launcher(WorkerLauncher starts) {
        this.launcher = starts;
        return this;
    }

    ProcessPoolBuilder probe(ReadinessProbe asks) {
        this.probe = asks;
        return this;
    }

    ProcessPoolBuilder ports(PortChoice chooses) {
        this.ports = chooses;
        return this;
    }

    /**
     * Returns the pool; it starts nothing before its first order.
     *
     * @throws IllegalArgumentException if a setting is wrong, if the program is not an executable file, or if the output
     *     folder cannot be made; names all that is wrong
     */
    public ProcessPool build() {
        List<String> problems = new ArrayList<>();
        checkNumbers(problems);
        WorkerCommand template = new WorkerCommand(command, environment, devices);
        problems.addAll(template.problems());
        Optional<Path> program = findProgram(problems);
        makeOutputDirectory(problems);
        if (!problems.isEmpty() || program.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        PoolSettings settings = new PoolSettings(
                name,
                template.withProgram(program.get().toString()),
                maxReplicas,
                probeInterval,
                startDeadline,
                terminateDeadline);
        String threadName = "selfscale-process-" + name;
        Surroundings around = new Surroundings(
                clock,
                ticker,
                scheduler == null ? new SingleThreadScheduler(threadName) : scheduler,
                launcher == null ? new OsLauncher(output) : launcher,
                ports,
                probe == null ? new HttpReadiness(readinessPath, probeTimeout(), threadName + "-probe") : probe);
        return new ProcessPool(this, settings, around, scheduler == null);
    }

    private Duration probeTimeout() {
        return probeInterval.compareTo(LEAST_PROBE_TIMEOUT) < 0 ? LEAST_PROBE_TIMEOUT : probeInterval;
    }

    private void checkNumbers(List<String> problems) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    "the name of a process pool must be letters, digits, '.', '-' and '_', the first one a letter or"
                            + " digit, but was '" + name + "'");
        }
        if (maxReplicas < 1) {
            problems.add("maxReplicas must be at least 1 but was " + maxReplicas);
        }
        if (!readinessPath.startsWith("/") || !isUri(readinessPath)) {
            problems.add("the readiness path must be a path of a URL that begins with '/', such as /ready, but was '"
                    + readinessPath + "'");
        }
        checkPositive("the readiness interval", probeInterval, problems);
        checkPositive("startDeadline", startDeadline, problems);
        checkPositive("the first crashBackoff", firstBackoff, problems);
        if (terminateDeadline.isNegative()) {
            problems.add("terminateDeadline must not be negative but was " + terminateDeadline);
        }
        if (maxBackoff.compareTo(firstBackoff) < 0) {
            problems.add(
                    "the longest crashBackoff must be at least the first, " + firstBackoff + ", but was " + maxBackoff);
        }
        if (keepEnded.compareTo(LEAST_MEMORY) < 0) {
            problems.add("keepEnded must be at least " + LEAST_MEMORY + " but was " + keepEnded);
        }
    }

    private static void checkPositive(String what, Duration value, List<String> problems) {
        if (value.isNegative() || value.isZero()) {
            problems.add(what + " must be positive but was " + value);
        }
    }

    private static boolean isUri(String path) {
        try {
            return HttpReadiness.uri(1, path).getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<Path> findProgram(List<String> problems) {
        if (command.isEmpty()) {
            problems.add("a process pool needs a worker command, such as List.of(\"java\", \"-jar\", \"worker.jar\")");
            return Optional.empty();
        }
        String word = command.get(0);
        Optional<Path> program =
                ExecutableLookup.of(variable("PATH"), variable("PATHEXT")).find(word);
        if (program.isEmpty()) {
            problems.add("worker command not found: '" + word + "'"
                    + (ExecutableLookup.isPath(word) ? "" : " (looked in PATH)") + "; expected an executable");
        }
        return program;
    }

    private String variable(String variable) {
        String own = environment.get(variable);
        return own != null ? own : Objects.requireNonNullElse(System.getenv(variable), "");
    }

    private void makeOutputDirectory(List<String> problems) {
        if (output == null) {
            return;
        }
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            problems.add("the output folder must be writable but '" + output + "' could not be made: " + e);
        }
    }
}
