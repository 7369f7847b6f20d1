package io.selfscale.adapter.cli.demo.worker;

import java.util.Locale;

/**
 * What a worker did so far.
 *
 * @param index its number
 * @param ready whether it takes requests
 * @param completed photos that it analysed or refused
 * @param cpuNanos processor time that they took, in nanoseconds, without the warm-up
 * @param waiting requests that wait inside
 */
public record WorkerStats(int index, boolean ready, long completed, long cpuNanos, int waiting) {

    /** Returns the figures as one line of JSON. */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"index\":%d,\"ready\":%b,\"completed\":%d,\"cpuNanos\":%d,\"waiting\":%d}",
                index,
                ready,
                completed,
                cpuNanos,
                waiting);
    }
}
