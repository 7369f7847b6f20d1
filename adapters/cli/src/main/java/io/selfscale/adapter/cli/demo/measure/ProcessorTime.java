package io.selfscale.adapter.cli.demo.measure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Processor time of processes that come and go: the last value seen of each one counts. */
public final class ProcessorTime {

    private final LongFunction<Optional<Duration>> used;
    private final Map<Long, Duration> byPid = new HashMap<>();

    /**
     * Creates a meter.
     *
     * @param used tells the processor time of the process with a given id, from its start; empty if there is none
     */
    public ProcessorTime(LongFunction<Optional<Duration>> used) {
        this.used = used;
    }

    /** Returns a meter that asks the operating system. */
    public static ProcessorTime ofThisMachine() {
        return new ProcessorTime(
                pid -> ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()));
    }

    /** Looks at one process. */
    public void look(long pid) {
        used.apply(pid).ifPresent(now -> byPid.merge(pid, now, (a, b) -> a.compareTo(b) >= 0 ? a : b));
    }

    /** Returns the seconds used by all processes that were looked at. */
    public double seconds() {
        return byPid.values().stream().mapToLong(Duration::toNanos).sum() / 1e9;
    }
}
