package io.selfscale.testkit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The load offered to a scaling target over time, in replicas: 2.5 keeps two and a half replicas busy.
 *
 * @param segments one after the other; the last one goes on for ever; not empty; copied
 */
public record LoadProfile(List<Segment> segments) {

    /**
     * A time of constant load.
     *
     * @param load in replicas, finite and at least 0
     * @param ticks how long, at least 1
     */
    public record Segment(double load, int ticks) {
        public Segment {
            if (!(load >= 0) || !Double.isFinite(load)) {
                throw new IllegalArgumentException("load must be finite and at least 0 but was " + load);
            }
            if (ticks < 1) {
                throw new IllegalArgumentException("ticks must be at least 1 but was " + ticks);
            }
        }

        /** Returns it as {@code load x ticks}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f x %d", load, ticks);
        }
    }

    public LoadProfile {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a load profile must have at least one segment");
        }
    }

    /** Returns a load that never changes. */
    public static LoadProfile constant(double load) {
        return new LoadProfile(List.of(new Segment(load, 1)));
    }

    /**
     * Returns the load at a tick.
     *
     * @param tick from 0 on
     */
    public double at(int tick) {
        int left = tick;
        for (Segment segment : segments) {
            if (left < segment.ticks()) {
                return segment.load();
            }
            left -= segment.ticks();
        }
        return segments.get(segments.size() - 1).load();
    }

    /** Returns the segments, as {@code load x ticks}. */
    @Override
    public String toString() {
        return segments.stream().map(Segment::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
