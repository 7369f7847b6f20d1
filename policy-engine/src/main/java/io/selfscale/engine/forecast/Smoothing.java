package io.selfscale.engine.forecast;

/** What smoothing methods share. */
final class Smoothing {

    /** The longest season that is kept: five minutes of a day. */
    static final int MAX_SEASON = 288;

    private Smoothing() {}

    static double requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1] but was " + value);
        }
        return value;
    }

    static int requireSeason(int season) {
        if (season < 2 || season > MAX_SEASON) {
            throw new IllegalArgumentException("a season must have 2 to " + MAX_SEASON + " steps but had " + season);
        }
        return season;
    }

    /** Returns {@code damping + damping^2 + ... + damping^ahead}. */
    static double damped(double damping, int ahead) {
        double sum = 0;
        double power = 1;
        for (int i = 0; i < ahead; i++) {
            power *= damping;
            sum += power;
        }
        return sum;
    }
}
