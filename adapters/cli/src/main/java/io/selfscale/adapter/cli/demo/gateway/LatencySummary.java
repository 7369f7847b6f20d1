package io.selfscale.adapter.cli.demo.gateway;

import org.HdrHistogram.Histogram;

/**
 * How long answers took. All times are in seconds and 0 if there was no answer.
 *
 * @param count number of answers
 * @param p50 half of the answers were as fast or faster
 * @param p95 95 of 100 answers were as fast or faster
 * @param p99 99 of 100 answers were as fast or faster
 * @param max the slowest answer
 */
public record LatencySummary(long count, double p50, double p95, double p99, double max) {

    /** Returns the summary of a histogram of microseconds. */
    public static LatencySummary ofMicros(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return new LatencySummary(0, 0, 0, 0, 0);
        }
        return new LatencySummary(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1e6,
                micros.getValueAtPercentile(95) / 1e6,
                micros.getValueAtPercentile(99) / 1e6,
                micros.getMaxValue() / 1e6);
    }
}
