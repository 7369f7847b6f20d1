package io.selfscale.adapter.simulation.trace;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The requests that are made of recorded ones. */
final class RequestExpansion {

    /** Copies arrive within this time after their original. */
    private static final double COPY_SPREAD_SECONDS = 10;

    private static final long MINUTE_SECONDS = 60;

    private final Expansion settings;
    private final RequestTrace trace;
    private final Duration length;
    private final double fromSeconds;
    private final int first;
    private final int end;

    RequestExpansion(Expansion settings, RequestTrace trace) {
        this.settings = settings;
        this.trace = trace;
        this.length = settings.window().lengthIn(trace.name(), wholeMinutes(trace.duration()));
        this.fromSeconds = settings.window().fromSeconds();
        this.first = trace.firstAtOrAfter(fromSeconds);
        this.end = trace.firstAtOrAfter(fromSeconds + seconds());
    }

    private static Duration wholeMinutes(Duration duration) {
        long seconds = duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
        return Duration.ofSeconds((seconds + MINUTE_SECONDS - 1) / MINUTE_SECONDS * MINUTE_SECONDS);
    }

    private double seconds() {
        return length.toNanos() / 1e9;
    }

    double factor() {
        ReplicaModel replica = settings.replica();
        double serviceSeconds = 0;
        for (int i = first; i < end; i++) {
            serviceSeconds += replica.serviceSeconds(text(i), image(i), output(i), replica.slots());
        }
        return settings.factor(trace.name(), end - first, serviceSeconds, seconds());
    }

    Demand expand(SplittableRandom random, ClassDrawer classes) {
        double factor = factor();
        Demand.Builder demand = Demand.named(trace.name());
        Copies copies = new Copies();
        double last = Math.nextDown(seconds());
        for (int i = first; i < end; i++) {
            double at = Math.min(last, trace.arrivalSeconds(i) - fromSeconds);
            copies.flush(at, demand, classes);
            int count = roundByChance(factor, random);
            if (count > 0) {
                add(demand, at, i, classes);
            }
            double spread = Math.min(COPY_SPREAD_SECONDS, last - at);
            for (int copy = 1; copy < count; copy++) {
                copies.add(at + spread * random.nextDouble(), i);
            }
        }
        copies.flush(Double.POSITIVE_INFINITY, demand, classes);
        return demand.lasting(length);
    }

    /** Rounds up with the probability of the fraction, so that the mean of many results is the value. */
    private static int roundByChance(double value, SplittableRandom random) {
        double whole = Math.floor(value);
        return (int) whole + (random.nextDouble() < value - whole ? 1 : 0);
    }

    private void add(Demand.Builder demand, double at, int request, ClassDrawer classes) {
        demand.add(at, text(request), image(request), output(request), classes.next(trace.clientIndex(request)));
    }

    private int text(int request) {
        if (!trace.hasTokens(request)) {
            return settings.typical().textTokens();
        }
        int kept = Math.min(trace.textTokens(request), settings.promptLimit());
        int uncached = kept - trace.prefixTokens(request);
        return Math.max(Math.min(kept, Expansion.LEAST_TEXT_TOKENS), uncached);
    }

    private int image(int request) {
        if (!trace.hasTokens(request)) {
            return settings.typical().imageTokens();
        }
        int left = Math.max(0, settings.promptLimit() - trace.textTokens(request));
        return Math.min(trace.imageTokens(request), left);
    }

    private int output(int request) {
        return trace.hasTokens(request)
                ? trace.outputTokens(request)
                : settings.typical().outputTokens();
    }

    /** Copies whose time has not come: a heap with the earliest at its top. */
    private final class Copies {
        private double[] times = new double[64];
        private int[] requests = new int[64];
        private int size;

        void add(double at, int request) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
                requests = Arrays.copyOf(requests, 2 * size);
            }
            int place = size++;
            while (place > 0 && at < times[(place - 1) / 2]) {
                move((place - 1) / 2, place);
                place = (place - 1) / 2;
            }
            times[place] = at;
            requests[place] = request;
        }

        /** Adds those that arrive before a time to the demand. */
        void flush(double before, Demand.Builder demand, ClassDrawer classes) {
            while (size > 0 && times[0] < before) {
                RequestExpansion.this.add(demand, times[0], requests[0], classes);
                removeTop();
            }
        }

        private void removeTop() {
            size--;
            double at = times[size];
            int request = requests[size];
            int place = 0;
            while (2 * place + 1 < size) {
                int child = 2 * place + 1;
                if (child + 1 < size && times[child + 1] < times[child]) {
                    child++;
                }
                if (at <= times[child]) {
                    break;
                }
                move(child, place);
                place = child;
            }
            times[place] = at;
            requests[place] = request;
        }

        private void move(int from, int to) {
            times[to] = times[from];
            requests[to] = requests[from];
        }
    }
}
