package io.selfscale.adapter.process;

import java.time.Duration;

/**
 * What a pool was told.
 *
 * @param name name of the pool
 * @param command what a worker runs
 * @param maxReplicas hard cap of workers that are not in a terminal state
 * @param probeInterval time between two readiness probes, and between two questions whether a draining worker is idle
 * @param startDeadline time from the start of a process until it must be ready
 * @param terminateDeadline time from SIGTERM to SIGKILL
 */
record PoolSettings(
        String name,
        WorkerCommand command,
        int maxReplicas,
        Duration probeInterval,
        Duration startDeadline,
        Duration terminateDeadline) {}
