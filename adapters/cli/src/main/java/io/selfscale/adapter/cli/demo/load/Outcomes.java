package io.selfscale.adapter.cli.demo.load;

import io.selfscale.adapter.cli.demo.gateway.LatencySummary;
import org.HdrHistogram.Histogram;

/** Counts the outcomes of the requests of one load. Safe for concurrent use; costs a short lock per request. */
final class Outcomes {

    private static final long MAX_MICROS = 3_600_000_000L;

    /** Latencies of completed requests, in microseconds, to three digits. */
    private final Histogram micros = new Histogram(MAX_MICROS, 3);

    private boolean started;
    private boolean allSent;
    private long offered;
    private long completed;
    private long failed;
    private long rejected;
    private long lost;

    synchronized boolean tryStart() {
        boolean first = !started && !allSent;
        started = true;
        return first;
    }

    /** Counts one more request, unless the load was stopped. */
    synchronized boolean trySend() {
        if (allSent) {
            return false;
        }
        offered++;
        return true;
    }

    /** Notes that no more requests come; returns whether all have an outcome. */
    synchronized boolean allSent() {
        allSent = true;
        return isDone();
    }

    /** Counts an answer; returns whether it was the last one. */
    synchronized boolean answered(int status, long latencyNanos) {
        if (status >= 200 && status < 300) {
            completed++;
            micros.recordValue(Math.max(0, Math.min(MAX_MICROS, latencyNanos / 1000)));
        } else if (status == 429 || status == 503) {
            rejected++;
        } else {
            failed++;
        }
        return isDone();
    }

    /** Counts a request that got no answer; returns whether it was the last one. */
    synchronized boolean lost() {
        lost++;
        return isDone();
    }

    synchronized LoadTotals totals() {
        return new LoadTotals(offered, completed, failed, rejected, lost, outstanding());
    }

    synchronized LatencySummary latency() {
        return LatencySummary.ofMicros(micros);
    }

    private boolean isDone() {
        return allSent && outstanding() == 0;
    }

    private long outstanding() {
        return offered - completed - failed - rejected - lost;
    }
}
