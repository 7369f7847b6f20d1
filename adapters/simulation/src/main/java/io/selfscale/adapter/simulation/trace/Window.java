package io.selfscale.adapter.simulation.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * The part of a recording that is used.
 *
 * @param from where it starts, not negative
 * @param most how long it is unless the recording ends earlier; positive
 */
public record Window(Duration from, Duration most) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** The first 48 hours: long recordings are cut, others used whole. */
    public static final Window FIRST_48_HOURS = new Window(Duration.ZERO, Duration.ofDays(2));

    /** All of it. */
    public static final Window WHOLE = new Window(Duration.ZERO, LONGEST);

    public Window {
        if (from.isNegative() || from.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window must start in [0, 36500] days but started at " + from);
        }
        if (most.isNegative() || most.isZero() || most.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window must have (0, 36500] days but had " + most);
        }
    }

    /**
     * Returns how much of it there is in a recording.
     *
     * @param trace what the recording is called
     * @param end how long the recording is
     * @throws IllegalArgumentException if it starts after the end
     */
    Duration lengthIn(String trace, Duration end) {
        Duration left = end.minus(from);
        if (left.isNegative() || left.isZero()) {
            throw new IllegalArgumentException("a window must start before the end of the trace, but it starts at "
                    + text(from) + ", and " + trace + " ends at " + text(end));
        }
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Returns a moment or a length as people say it: hours, or seconds below one. */
    static String text(Duration time) {
        boolean hours = time.compareTo(Duration.ofHours(1)) >= 0;
        BigDecimal number = BigDecimal.valueOf(time.toMillis())
                .divide(BigDecimal.valueOf(hours ? 3_600_000 : 1000), 3, RoundingMode.HALF_UP);
        return (number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString()) + (hours ? " h" : " s");
    }

    double fromSeconds() {
        return from.toNanos() / 1e9;
    }
}
