package io.selfscale.adapter.cli.demo;

import java.time.Duration;

/**
 * How much faster the demo lives than the day it stands for. The peak of the founding article takes about three hours;
 * when it is played in ninety seconds, every window, period and cooldown of its policies is divided by 120.
 *
 * @param value by what real durations are divided; positive
 */
record TimeFactor(double value) {

    /** The stretch of real time that a demo stands for. */
    static final Duration PLAYED = Duration.ofHours(3);

    TimeFactor {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException("a time factor must be positive but was " + value);
        }
    }

    /** Returns the factor of a demo of the given length: {@code 3 h / length}. */
    static TimeFactor of(Duration length) {
        return new TimeFactor((double) PLAYED.toNanos() / length.toNanos());
    }

    /** Returns how long something that really takes {@code real} takes in the demo: {@code real / value}. */
    Duration shrink(Duration real) {
        return Duration.ofNanos(Math.round(real.toNanos() / value));
    }
}
