package io.selfscale.adapter.cli.demo.gateway;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Counts requests by outcome and keeps their latencies. Belongs to the lock of the {@link Dispatcher}. */
final class Traffic {

    private static final long MAX_MICROS = 3_600_000_000L;

    private final LatencyRing recent;

    /** Latencies of completed requests, in microseconds, to three digits. */
    private final Histogram micros = new Histogram(MAX_MICROS, 3);

    private long offered;
    private long completed;
    private long failed;
    private long rejected;
    private long retried;

    Traffic(long nowNanos) {
        recent = new LatencyRing(nowNanos);
    }

    void onOffered() {
        offered++;
    }

    void onRetried() {
        retried++;
    }

    /** Counts a request that was refused at the door: its latency says nothing about the service. */
    void onRefused(Answer answer) {
        count(answer);
    }

    /** Counts a request that had been taken on. */
    void onAnswered(Answer answer, long nowNanos, long latencyNanos) {
        count(answer);
        recent.record(nowNanos, latencyNanos);
        if (answer.isSuccess()) {
            micros.recordValue(Math.max(0, Math.min(MAX_MICROS, latencyNanos / 1000)));
        }
    }

    RequestCounters counters() {
        return new RequestCounters(offered, completed, failed, rejected, retried);
    }

    /** Returns the mean of the recent answers, or what is said if there was none. */
    RecentLatency meanLatency(long nowNanos, Duration trailing, RecentLatency ifNone) {
        long answers = recent.count(nowNanos, trailing);
        return answers == 0
                ? ifNone
                : new RecentLatency.Answered(Duration.ofNanos(recent.sumNanos(nowNanos, trailing) / answers), answers);
    }

    LatencySummary latency() {
        return LatencySummary.ofMicros(micros);
    }

    private void count(Answer answer) {
        if (answer.isSuccess()) {
            completed++;
        } else if (answer.isRejection()) {
            rejected++;
        } else {
            failed++;
        }
    }
}
