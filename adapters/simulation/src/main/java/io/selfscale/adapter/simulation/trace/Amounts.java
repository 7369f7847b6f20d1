package io.selfscale.adapter.simulation.trace;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Amounts that arrived, each evenly spread over as long an interval (of no length, for a single request).
 *
 * @param count how many
 * @param startSeconds when the interval of each starts, ascending
 * @param amount how much each is
 * @param stepSeconds how long each interval is, at least 0
 * @param seconds how long it is in all
 */
record Amounts(
        int count, IntToDoubleFunction startSeconds, IntToDoubleFunction amount, double stepSeconds, double seconds) {

    static Amounts of(Trace trace) {
        double seconds = trace.duration().toNanos() / 1e9;
        if (trace instanceof RateTrace rates) {
            return new Amounts(rates.intervals(), rates::startSeconds, rates::amount, rates.stepSeconds(), seconds);
        }
        RequestTrace requests = (RequestTrace) trace;
        return new Amounts(requests.size(), requests::arrivalSeconds, i -> 1, 0, seconds);
    }

    static Amounts of(Demand demand) {
        return new Amounts(demand.size(), demand::arrivalSeconds, i -> 1, 0, demand.seconds());
    }

    double total() {
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += amount.applyAsDouble(i);
        }
        return total;
    }

    double peakPerSecond(Duration bin) {
        double width = width(bin);
        return Arrays.stream(bins(width)).max().orElse(0) / width;
    }

    /** Returns the population variance over the mean of all whole bins. */
    double dispersion(Duration bin) {
        double width = width(bin);
        double[] bins = bins(width);
        int whole = Math.max(1, (int) Math.floor(seconds / width + 1e-9));
        double mean = Arrays.stream(bins, 0, whole).sum() / whole;
        if (mean == 0) {
            return 0;
        }
        double squares = 0;
        for (int i = 0; i < whole; i++) {
            squares += (bins[i] - mean) * (bins[i] - mean);
        }
        return squares / whole / mean;
    }

    double idleShare(Duration bin) {
        double[] bins = bins(width(bin));
        return (double) Arrays.stream(bins).filter(value -> value == 0).count() / bins.length;
    }

    private double width(Duration bin) {
        if (bin.isNegative() || bin.isZero()) {
            throw new IllegalArgumentException("a bin must be positive but was " + bin);
        }
        return Math.min(bin.toNanos() / 1e9, seconds);
    }

    /** Returns the amounts in bins from time zero on; the last may reach beyond the end. */
    private double[] bins(double width) {
        double number = Math.ceil(seconds / width - 1e-9);
        if (number > Trace.MAX_ROWS) {
            throw new IllegalArgumentException(
                    "there must be at most " + Trace.MAX_ROWS + " bins but were " + number + " of " + width + " s");
        }
        double[] bins = new double[Math.max(1, (int) number)];
        for (int i = 0; i < count; i++) {
            spread(bins, width, startSeconds.applyAsDouble(i), amount.applyAsDouble(i));
        }
        return bins;
    }

    private void spread(double[] bins, double width, double start, double amount) {
        if (amount == 0) {
            return;
        }
        // Steps and bins meet at numbers that are not exact.
        int first = Math.min(bins.length - 1, (int) Math.floor(start / width + 1e-9));
        int last = Math.min(bins.length - 1, (int) Math.ceil((start + stepSeconds) / width - 1e-9) - 1);
        if (last <= first) {
            bins[first] += amount;
            return;
        }
        for (int bin = first; bin <= last; bin++) {
            double overlap = Math.min(start + stepSeconds, (bin + 1) * width) - Math.max(start, bin * width);
            bins[bin] += amount * overlap / stepSeconds;
        }
    }
}
