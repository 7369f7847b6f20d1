package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.gateway.GatewaySnapshot;
import io.selfscale.adapter.cli.demo.gateway.WorkerCounters;
import io.selfscale.adapter.cli.demo.measure.CapacityEstimate;
import io.selfscale.adapter.cli.failure.CommandFailedException;

/**
 * What one worker can do, measured before the load begins.
 *
 * @param completed requests served
 * @param busySeconds the time in which workers had a request, summed over workers
 */
record Calibration(long completed, double busySeconds) {

    Calibration {
        if (completed < 1 || !(busySeconds > 0)) {
            throw new CommandFailedException("the workers served none of the photos that were sent to measure them; the"
                    + " worker must answer POST /v1/analyze with a 2xx status");
        }
    }

    /** Returns what was done between two looks at the front door. */
    static Calibration between(GatewaySnapshot before, GatewaySnapshot after) {
        return new Calibration(after.completed() - before.completed(), (busyNanos(after) - busyNanos(before)) / 1e9);
    }

    /** Returns the requests per second that one worker serves. */
    double perSecond() {
        return completed / busySeconds;
    }

    /** Returns an estimate that begins with this. */
    CapacityEstimate estimate() {
        return new CapacityEstimate(perSecond(), busySeconds);
    }

    private static long busyNanos(GatewaySnapshot snapshot) {
        return snapshot.workers().values().stream()
                .mapToLong(WorkerCounters::busyNanos)
                .sum();
    }
}
