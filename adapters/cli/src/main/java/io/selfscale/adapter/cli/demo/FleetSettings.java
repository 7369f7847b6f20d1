package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.failure.UsageException;
import java.time.Duration;
import java.util.List;

/**
 * The pool of workers.
 *
 * @param min least replicas, at least 1
 * @param max most replicas, at least {@code min}
 * @param startupDelay what a worker waits before it is ready, on top of its real start-up; not negative
 * @param cpuShare share of one core that a worker may use, in (0, 1]
 * @param command what starts a worker, as a template; empty for the demo's own worker
 */
record FleetSettings(int min, int max, Duration startupDelay, double cpuShare, List<String> command) {

    /** More worker processes than this do not belong on one machine. */
    static final int MOST_REPLICAS = 64;

    FleetSettings {
        command = List.copyOf(command);
        if (min < 1) {
            throw new UsageException("--min must be at least 1, but was " + min);
        }
        if (max < min) {
            throw new UsageException("--max must be at least --min " + min + ", but was " + max);
        }
        if (max > MOST_REPLICAS) {
            throw new UsageException("--max must be at most " + MOST_REPLICAS + ", but was " + max);
        }
        if (startupDelay.isNegative()) {
            throw new UsageException("--startup-delay must not be negative, but was " + startupDelay);
        }
        if (!(cpuShare > 0 && cpuShare <= 1)) {
            throw new UsageException(
                    "--worker-cpu-share must be greater than 0 and at most 1, but was '" + cpuShare + "'");
        }
        if (!command.isEmpty() && command.stream().noneMatch(word -> word.contains("{port}"))) {
            throw new UsageException("--worker-command must contain {port}, the port that the worker is to listen on,"
                    + " but was '" + String.join(" ", command) + "'");
        }
    }
}
