package io.selfscale.adapter.simulation.journal;

import io.selfscale.policy.Observation;
import io.selfscale.policy.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arrivals and service times over the length of a journal. Times are seconds from the first moment at which arrivals were
 * measured.
 *
 * @param begin that moment
 * @param points in order of time; the arrivals of each are those since the one before
 * @param tick usual time between two
 * @param lag usual age of a measurement
 * @param unseen time without measurements, which is left out
 */
record RecordedLoad(Instant begin, List<Point> points, Duration tick, Duration lag, Duration unseen) {

    /** So many ticks without a measurement are bridged by the next one; a longer time is left out but for a tick. */
    private static final int BRIDGED_TICKS = 5;

    /**
     * What was measured at a moment.
     *
     * @param fromSeconds beginning of the time that it is about
     * @param seconds its end
     * @param arrivalsPerSecond at least 0
     * @param serviceSeconds mean time in a slot, positive
     */
    record Point(double fromSeconds, double seconds, double arrivalsPerSecond, double serviceSeconds) {}

    private record Raw(Instant at, Duration age, double arrivalsPerSecond, double serviceSeconds) {}

    RecordedLoad {
        points = List.copyOf(points);
    }

    static RecordedLoad of(List<Observation> observations, RecordedSignals signals, int slots) {
        List<Raw> raw = raw(observations, signals, slots);
        if (raw.size() < 2) {
            throw new IllegalArgumentException(
                    "the journal must have measured arrivals at two moments or more, but did at " + raw.size());
        }
        double firstService = raw.stream()
                .mapToDouble(Raw::serviceSeconds)
                .filter(Double::isFinite)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the journal has a signal that tells how long requests are served, but it was never measured"));
        double[] steps = new double[raw.size() - 1];
        double[] ages = new double[raw.size()];
        for (int i = 0; i < raw.size(); i++) {
            ages[i] = seconds(raw.get(i).age());
            if (i > 0) {
                steps[i - 1] =
                        seconds(Duration.between(raw.get(i - 1).at(), raw.get(i).at()));
            }
        }
        double tick = median(steps);
        Instant begin = raw.get(0).at();
        List<Point> points = new ArrayList<>();
        double service = firstService;
        double now = 0;
        double unseen = 0;
        for (int i = 1; i < raw.size(); i++) {
            double passed =
                    seconds(Duration.between(raw.get(i - 1).at(), raw.get(i).at()));
            double counted = counted(passed, tick);
            unseen += passed - counted;
            service = Double.isFinite(raw.get(i).serviceSeconds()) ? raw.get(i).serviceSeconds() : service;
            points.add(new Point(now, now + counted, raw.get(i).arrivalsPerSecond(), service));
            now += counted;
        }
        return new RecordedLoad(begin, points, rounded(tick), rounded(median(ages)), rounded(unseen));
    }

    /** Returns the time between two moments as far as it counts. */
    static double counted(double passedSeconds, double tickSeconds) {
        return passedSeconds > BRIDGED_TICKS * tickSeconds ? tickSeconds : passedSeconds;
    }

    /** Wall-clock times, for those of the control loop begin anew with each run; a clock that was set back is skipped. */
    private static List<Raw> raw(List<Observation> observations, RecordedSignals signals, int slots) {
        List<Raw> raw = new ArrayList<>();
        for (Observation observation : observations) {
            Sample.Fresh arrivals = signals.arrivals(observation);
            if (arrivals == null) {
                continue;
            }
            Instant at = observation.wallTime().minus(arrivals.age());
            if (raw.isEmpty() || at.isAfter(raw.get(raw.size() - 1).at())) {
                raw.add(new Raw(at, arrivals.age(), arrivals.value(), signals.serviceSeconds(observation, slots)));
            }
        }
        return raw;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** A millisecond at least: ticks are seldom as even as they are meant to be. */
    private static Duration rounded(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
