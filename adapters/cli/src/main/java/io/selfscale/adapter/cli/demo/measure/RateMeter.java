package io.selfscale.adapter.cli.demo.measure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The rate of a counter over the time just past. */
public final class RateMeter {

    private record Point(long nanos, long count) {}

    private final long windowNanos;
    private final Deque<Point> points = new ArrayDeque<>();

    /**
     * Creates a meter.
     *
     * @param window how far back it looks, positive
     */
    public RateMeter(Duration window) {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be positive but was " + window);
        }
        this.windowNanos = window.toNanos();
    }

    /**
     * Takes the counter's present value and returns its increase per second over the window, or since the first call
     * if that is more recent; 0 at the first call. A later value for the same moment takes the place of the earlier.
     *
     * @param nanos elapsed time, not before that of the last call
     * @param count the counter, which never falls
     */
    public double perSecond(long nanos, long count) {
        if (!points.isEmpty() && points.getLast().nanos() == nanos) {
            points.removeLast();
        }
        points.addLast(new Point(nanos, count));
        // The point at or just before the start of the window stays: the rate is over the whole window, or a tick more.
        while (points.size() > 2 && nanos - second().nanos() >= windowNanos) {
            points.removeFirst();
        }
        Point oldest = points.getFirst();
        long elapsed = nanos - oldest.nanos();
        return elapsed <= 0 ? 0 : (count - oldest.count()) * 1e9 / elapsed;
    }

    private Point second() {
        var iterator = points.iterator();
        iterator.next();
        return iterator.next();
    }
}
