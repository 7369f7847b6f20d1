package io.selfscale.adapter.simulation.trace;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Adds the series of an answer up on one grid of steps. */
final class PrometheusSum {

    /** Of a step: how far a sample may be from the grid. */
    private static final double TOLERANCE = 0.01;

    private final SourceFile file;
    private final List<PrometheusSeries> series;
    private final PrometheusRange.Meaning meaning;
    private final int mostHeld;
    private final double origin;
    private final double step;
    private final double[] amounts;
    private final boolean[] known;

    PrometheusSum(
            SourceFile file,
            List<PrometheusSeries> series,
            PrometheusRange.Meaning meaning,
            PrometheusRange.Gaps gaps) {
        this.file = file;
        this.series = series;
        this.meaning = meaning;
        this.mostHeld = gaps == PrometheusRange.Gaps.REFUSED ? PrometheusRange.MOST_HELD : 0;
        this.origin = series.stream().mapToDouble(each -> each.seconds(0)).min().orElseThrow();
        this.step = shortestStep();
        double last =
                series.stream().mapToDouble(PrometheusSeries::lastSeconds).max().orElseThrow();
        double steps = Math.rint((last - origin) / step) + 1;
        if (step < 1e-3 || steps > Trace.MAX_ROWS) {
            throw file.broken(
                    "at most " + Trace.MAX_ROWS + " steps of at least 0.001 s",
                    "steps of " + SourceFile.plain(step) + " s over " + SourceFile.plain(last - origin) + " s");
        }
        this.amounts = new double[(int) steps];
        this.known = new boolean[(int) steps];
        series.forEach(this::add);
        // Before the first sample of any counter nothing is known, nor asked for.
        int first = counter() ? 1 : 0;
        fill(first, gaps);
    }

    private boolean counter() {
        return meaning == PrometheusRange.Meaning.COUNTER;
    }

    private double shortestStep() {
        double shortest = Double.POSITIVE_INFINITY;
        for (PrometheusSeries each : series) {
            for (int i = 1; i < each.size(); i++) {
                shortest = Math.min(shortest, each.seconds(i) - each.seconds(i - 1));
            }
        }
        if (shortest == Double.POSITIVE_INFINITY) {
            throw PrometheusRange.notAnAnswer(
                    file, 1, "a series with at least two samples, whose distance is the step", "none");
        }
        return shortest;
    }

    private int indexOf(double seconds) {
        double place = (seconds - origin) / step;
        if (Math.abs(place - Math.rint(place)) > TOLERANCE) {
            throw file.broken(
                    "samples every " + SourceFile.plain(step) + " s from " + instant(origin) + " on",
                    "one at " + instant(seconds));
        }
        return (int) Math.rint(place);
    }

    private void add(PrometheusSeries one) {
        int previous = -1;
        for (int i = 0; i < one.size(); i++) {
            int index = indexOf(one.seconds(i));
            int missing = previous < 0 ? 0 : index - previous - 1;
            boolean bridged = missing <= mostHeld;
            if (counter()) {
                // A counter that appears tells nothing about the time before.
                known[index] = true;
                if (i > 0 && bridged) {
                    double each = increase(one, i) / (missing + 1);
                    for (int at = previous + 1; at <= index; at++) {
                        put(at, each);
                    }
                }
            } else {
                for (int at = previous + 1; i > 0 && bridged && at < index; at++) {
                    put(at, requests(one.value(i - 1)));
                }
                put(index, requests(one.value(i)));
            }
            previous = index;
        }
    }

    private double increase(PrometheusSeries one, int sample) {
        double now = one.value(sample);
        double before = one.value(sample - 1);
        return now >= before ? now - before : now;
    }

    private double requests(double value) {
        return meaning == PrometheusRange.Meaning.RATE ? value * step : value;
    }

    private void put(int index, double requests) {
        known[index] = true;
        amounts[index] += requests;
        if (!(amounts[index] <= Trace.MAX_VALUE)) {
            throw file.broken(
                    "at most 1e9 requests in a step",
                    SourceFile.plain(amounts[index]) + " in the step that ends at " + instant(origin + index * step));
        }
    }

    /** Holds what all series together had, where none tells anything: one may end shortly before the next begins. */
    private void fill(int first, PrometheusRange.Gaps gaps) {
        int from = first;
        while (from < known.length) {
            if (known[from]) {
                from++;
                continue;
            }
            int to = from;
            while (to < known.length && !known[to]) {
                to++;
            }
            if (gaps == PrometheusRange.Gaps.REFUSED) {
                if (to - from > mostHeld) {
                    throw file.broken(
                            "a sample every " + SourceFile.plain(step) + " s, with at most " + mostHeld + " missing",
                            (to - from) + " missing from " + instant(origin + from * step) + " to "
                                    + instant(origin + (to - 1) * step)
                                    + "; ask for a range without the gap, or declare that nothing arrived in it");
                }
                for (int at = from; at < to; at++) {
                    amounts[at] = from == 0 ? 0 : amounts[from - 1];
                }
            }
            from = to;
        }
    }

    RateTrace toTrace() {
        int first = counter() ? 1 : 0;
        double[] used = Arrays.copyOfRange(amounts, first, amounts.length);
        return new RateTrace(file.name(), Trace.Unit.REQUESTS, 0, step, used);
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1e3));
    }
}
