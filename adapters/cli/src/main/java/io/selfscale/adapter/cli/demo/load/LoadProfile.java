package io.selfscale.adapter.cli.demo.load;

import java.time.Duration;
import java.util.List;

/**
 * Requests per second as a function of time: straight lines between points. Immutable.
 *
 * @param points at least two, each later than the one before, the first at time zero
 */
public record LoadProfile(List<Point> points) {

    /** The calm before and after the burst of {@link #elevenEleven}, as a share of the peak: a burst of ten times. */
    private static final double CALM_SHARE = 0.10;

    /** Nobody comes back at once: after the sale the night is a little calmer than the evening before. */
    private static final double NIGHT_SHARE = 0.08;

    /**
     * The rate at one time.
     *
     * @param atSeconds since the start, finite and at least 0
     * @param requestsPerSecond finite and at least 0
     */
    public record Point(double atSeconds, double requestsPerSecond) {
        public Point {
            requireAtLeastZero("atSeconds", atSeconds);
            requireAtLeastZero("requestsPerSecond", requestsPerSecond);
        }

        private static void requireAtLeastZero(String name, double value) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(name + " must be finite and at least 0 but was " + value);
            }
        }
    }

    public LoadProfile {
        points = List.copyOf(points);
        if (points.size() < 2 || points.get(0).atSeconds() != 0) {
            throw new IllegalArgumentException(
                    "a profile must have two or more points, from time 0 on, but was " + points);
        }
        for (int i = 1; i < points.size(); i++) {
            if (!(points.get(i).atSeconds() > points.get(i - 1).atSeconds())) {
                throw new IllegalArgumentException(
                        "each point must be later than the one before, but they were " + points);
            }
        }
    }

    /**
     * Returns the profile of an 11.11 sale: calm (10 % of the peak) for the first 12 % of the time, a ramp until 20 %,
     * a burst at ten times the calm until 45 %, a decline until 52 %, then calm again (8 % of the peak).
     *
     * @param total length, positive
     * @param peakRequestsPerSecond rate of the burst, finite and at least 0
     */
    public static LoadProfile elevenEleven(Duration total, double peakRequestsPerSecond) {
        double seconds = requirePositive(total);
        double calm = CALM_SHARE * peakRequestsPerSecond;
        double night = NIGHT_SHARE * peakRequestsPerSecond;
        return new LoadProfile(List.of(
                new Point(0, calm),
                new Point(0.12 * seconds, calm),
                new Point(0.20 * seconds, peakRequestsPerSecond),
                new Point(0.45 * seconds, peakRequestsPerSecond),
                new Point(0.52 * seconds, night),
                new Point(seconds, night)));
    }

    /**
     * Returns a profile that never changes.
     *
     * @param total length, positive
     * @param requestsPerSecond finite and at least 0
     */
    public static LoadProfile constant(Duration total, double requestsPerSecond) {
        return new LoadProfile(
                List.of(new Point(0, requestsPerSecond), new Point(requirePositive(total), requestsPerSecond)));
    }

    /** Returns the requests per second at a time since the start, in seconds; 0 before the start and after the end. */
    public double requestsPerSecond(double atSeconds) {
        if (!(atSeconds >= 0 && atSeconds <= last().atSeconds())) {
            return 0;
        }
        int next = 1;
        while (points.get(next).atSeconds() < atSeconds) {
            next++;
        }
        Point from = points.get(next - 1);
        Point to = points.get(next);
        double way = (atSeconds - from.atSeconds()) / (to.atSeconds() - from.atSeconds());
        return from.requestsPerSecond() + way * (to.requestsPerSecond() - from.requestsPerSecond());
    }

    /** Returns the highest rate, in requests per second. */
    public double peakRequestsPerSecond() {
        return points.stream().mapToDouble(Point::requestsPerSecond).max().orElseThrow();
    }

    /** Returns the expected number of requests: the area under the lines. */
    public double expectedRequests() {
        double requests = 0;
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            requests += (to.atSeconds() - from.atSeconds()) * (from.requestsPerSecond() + to.requestsPerSecond()) / 2;
        }
        return requests;
    }

    /** Returns how long the load lasts. */
    public Duration duration() {
        return Duration.ofNanos(Math.round(last().atSeconds() * 1e9));
    }

    private Point last() {
        return points.get(points.size() - 1);
    }

    private static double requirePositive(Duration total) {
        if (total.isNegative() || total.isZero()) {
            throw new IllegalArgumentException("the length of a profile must be positive but was " + total);
        }
        return total.toNanos() / 1e9;
    }
}
