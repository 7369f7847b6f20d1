package io.selfscale.engine.arithmetic;

/**
 * The rounding rules of semantics section 0.1. Results beyond the range of {@code int} are clamped to it. Pure; allocates
 * nothing.
 */
public final class Rounding {

    /** Relative distance from a whole number that counts as none. */
    public static final double EPSILON = 1e-9;

    private Rounding() {}

    /**
     * Returns {@code ceil(x - 1e-9 * max(1, |x|))}, so that {@code 290 / 70.0 * 7} is 29 and not 30.
     *
     * @param x any double; NaN gives 0
     */
    public static int ceil(double x) {
        if (Double.isInfinite(x)) {
            return (int) x;
        }
        return (int) Math.ceil(x - EPSILON * Math.max(1, Math.abs(x)));
    }

    /**
     * Returns {@code x} rounded to decimal digits, half away from zero.
     *
     * @param x any double; what has no digits to round off is returned as it is
     * @param digits at least 0
     */
    public static double toDigits(double x, int digits) {
        double scale = Math.pow(10, digits);
        double scaled = Math.abs(x) * scale;
        if (!Double.isFinite(scaled)) {
            return x;
        }
        // Not floor(scaled + 0.5): that sum is itself rounded, up for the largest double below one half.
        double whole = Math.floor(scaled);
        double rounded = scaled - whole >= 0.5 ? whole + 1 : whole;
        // Plus zero, so that no negative zero comes out.
        return Math.copySign(rounded / scale, x) + 0.0;
    }

    /** Tells whether a value is above a threshold by more than rounding: values within 1e-9 of it are equal to it. */
    public static boolean isAbove(double value, double threshold) {
        return value - threshold > EPSILON * Math.max(Math.abs(value), Math.abs(threshold));
    }

    /** Tells whether a value is below a threshold by more than rounding: values within 1e-9 of it are equal to it. */
    public static boolean isBelow(double value, double threshold) {
        return threshold - value > EPSILON * Math.max(Math.abs(value), Math.abs(threshold));
    }

    /** Returns {@code ceil(count * (100 + percent) / 100)} in integers; both arguments at least 0. */
    public static int plusPercent(int count, int percent) {
        return clamp(Math.floorDiv(Math.multiplyExact((long) count, 100L + percent) + 99, 100L));
    }

    /** Returns {@code floor(count * (100 - percent) / 100)} in integers, at least 0; both arguments at least 0. */
    public static int minusPercent(int count, int percent) {
        return clamp(Math.max(0, Math.floorDiv(Math.multiplyExact((long) count, 100L - percent), 100L)));
    }

    /** Returns {@code ceil(count * percent / 100)} in integers; both arguments at least 0. */
    public static int percentOf(int count, int percent) {
        return clamp(Math.floorDiv(Math.multiplyExact((long) count, (long) percent) + 99, 100L));
    }

    private static int clamp(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
