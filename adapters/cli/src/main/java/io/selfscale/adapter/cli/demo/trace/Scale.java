package io.selfscale.adapter.cli.demo.trace;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The arithmetic that both kinds of traces share. */
final class Scale {

    private Scale() {}

    /** Returns the length in seconds. */
    static double requirePositive(Duration window) {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be positive but was " + window);
        }
        return window.toNanos() / 1e9;
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and positive but was " + value);
        }
    }

    /** Rounds up with the probability of the fraction, so that the mean of many results is the value. */
    static int roundByChance(double value, RandomGenerator random) {
        double whole = Math.floor(value);
        return (int) whole + (random.nextDouble() < value - whole ? 1 : 0);
    }

    static Duration faster(Duration duration, double speedup) {
        return Duration.ofNanos(Math.round(duration.toNanos() / speedup));
    }
}
