package io.selfscale.adapter.cli.demo;

import java.time.Duration;

/** Durations as seconds with a fraction, which is how people give and read them. */
final class Durations {

    private Durations() {}

    /** Returns a duration of so many seconds, to the nanosecond. */
    static Duration ofSeconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** Returns the length in seconds. */
    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** Returns the length in seconds, to the millisecond. */
    static double milliseconds(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
